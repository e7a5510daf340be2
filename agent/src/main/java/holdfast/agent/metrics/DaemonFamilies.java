package holdfast.agent.metrics;

import holdfast.agent.loop.LoopMeasurements;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.BfdSessionStatus;
import holdfast.agent.status.NotificationStatus;
import holdfast.agent.status.TrackedScriptStatus;
import holdfast.agent.status.VrrpStatus;
import holdfast.agent.web.Observation;
import holdfast.linux.AddressText;
import holdfast.vrrp.RouterKey;
import holdfast.vrrp.wire.AddressFamily;
import java.util.Comparator;
import java.util.Map;

/** The daemon itself, how punctual it is, and what it watches besides the network. */
final class DaemonFamilies {
    /** So many VRIDs that nobody here has get series of their own: anyone on the network can invent some. */
    static final int MOST_UNKNOWN_VRIDS = 32;

    private final Families families;

    DaemonFamilies(Families families) {
        this.families = families;
    }

    void add(Observation observation) {
        AgentStatus status = observation.status();
        agent(status.agent(), status.vrrp());
        loop(status.vrrp(), observation.measurements());
        status.scripts().forEach(this::script);
        status.bfdSessions().forEach(this::session);
        notifications(status.notifications());
    }

    private void agent(AgentStatus.Agent agent, VrrpStatus vrrp) {
        families.info(
                "holdfast_build",
                "What runs here.",
                "version",
                agent.version(),
                "java",
                System.getProperty("java.runtime.version"),
                "router_id",
                agent.routerId());
        families.gauge(
                "holdfast_start_time_seconds",
                "When the daemon was started, in seconds since 1970.",
                InstanceFamilies.timestamp(agent.startedAt()));
        families.flag(
                "holdfast_maintenance",
                "Whether the node keeps out of elections (holdfast maintenance).",
                vrrp.maintenance());
        families.counter("holdfast_reloads", "Reloads that changed the configuration.", agent.reloads());
        families.counter("holdfast_events", "Events since the start, see holdfast events.", agent.lastEvent());
    }

    private void loop(VrrpStatus vrrp, LoopMeasurements measurements) {
        families.histogram(
                "holdfast_loop_lateness_seconds",
                "How late the VRRP loop took care of adverts and timeouts that were due.",
                measurements.lateness().read());
        families.histogram(
                "holdfast_loop_turn_seconds",
                "How long the VRRP loop was busy at a time.",
                measurements.turns().read());
        measurements
                .watch()
                .counts()
                .forEach((reason, count) -> families.counter(
                        "holdfast_loop_late",
                        "How often the VRRP loop was so late that adverts may have been, by reason.",
                        count,
                        "reason",
                        reason.label()));
        families.histogram(
                "holdfast_takeover_seconds",
                "From the decision to be MASTER until the kernel has the addresses.",
                measurements.takeovers().read());
        families.counter(
                "holdfast_loop_messages_dropped",
                "Reports the VRRP loop did not keep up with.",
                vrrp.droppedMessages());
        families.counter(
                "holdfast_packets_without_vrid", "Packets so wrong that they name no VRID.", vrrp.withoutVrid());
        vrrp.unknownVrids().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<RouterKey, Long> entry) ->
                                entry.getKey().interfaceName())
                        .thenComparingInt(entry -> entry.getKey().vrid()))
                .limit(MOST_UNKNOWN_VRIDS)
                .forEach(entry -> families.counter(
                        "holdfast_unknown_vrid_packets",
                        "Adverts for a VRID that nobody here has.",
                        entry.getValue(),
                        "intf",
                        entry.getKey().interfaceName(),
                        "vrid",
                        Integer.toString(entry.getKey().vrid()),
                        "family",
                        entry.getKey().family() == AddressFamily.IPV6 ? "IPv6" : "IPv4"));
    }

    private void script(TrackedScriptStatus script) {
        String[] label = {"script", script.name()};
        families.flag(
                "holdfast_script_failing",
                "Whether the tracked script counts as failed.",
                script.health().equals("bad"),
                label);
        families.counter("holdfast_script_failures", "Runs of the script that failed.", script.failures(), label);
        families.summary(
                "holdfast_script_duration_seconds",
                "Runs of the script, and how long they took together.",
                script.runs(),
                script.spent(),
                label);
        script.last()
                .ifPresent(run -> families.gauge(
                        "holdfast_script_last_duration_seconds",
                        "How long the script's last run took.",
                        Families.seconds(run.took()),
                        label));
    }

    private void session(BfdSessionStatus session) {
        families.flag(
                "holdfast_bfd_session_up",
                "Whether the BFD session is up.",
                session.state().equals("up"),
                "session",
                session.name(),
                "neighbor",
                AddressText.of(session.neighbor()));
    }

    private void notifications(NotificationStatus status) {
        String dropped = "holdfast_notifications_dropped";
        String help = "Notifications that nobody got, because too many were waiting.";
        families.counter(dropped, help, status.callsDropped(), "kind", "script");
        families.counter(dropped, help, status.fifoLinesDropped(), "kind", "fifo");
        families.counter(dropped, help, status.hookCallsDropped(), "kind", "hook");
        families.counter(dropped, help, status.mailsDropped(), "kind", "mail");
        families.counter("holdfast_mails_sent", "Mails that the mail server took.", status.mailsSent());
        families.counter("holdfast_mails_given_up", "Mails that it did not take.", status.mailsGivenUp());
        families.gauge("holdfast_mails_waiting", "Mails that are not sent yet.", status.mailsWaiting());
    }
}
