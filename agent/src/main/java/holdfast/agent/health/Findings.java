package holdfast.agent.health;

import holdfast.agent.health.HealthFinding.Severity;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.lvs.operator.LvsNames;
import holdfast.agent.status.AddressStatus;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.BfdSessionStatus;
import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.PeerView;
import holdfast.agent.status.TrackedScriptStatus;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.linux.AddressText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges a status. */
public final class Findings {
    /** A packet that was not believed is of interest for so long. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    private final List<HealthFinding> found = new ArrayList<>();

    private Findings() {}

    /**
     * What is found.
     *
     * @param status of the daemon
     * @param servers its virtual servers, if it has any
     * @param serverTrouble why those could not be asked
     * @return the critical first, in the order of the file else
     */
    public static List<HealthFinding> of(
            AgentStatus status, Optional<LvsListing> servers, Optional<String> serverTrouble) {
        Findings findings = new Findings();
        if (status.vrrp().maintenance()) {
            findings.warning(
                    FindingCode.MAINTENANCE,
                    "node",
                    "the node is in maintenance, it is master only where nobody else is");
        }
        status.vrrp().instances().forEach(findings::instance);
        serverTrouble.ifPresent(
                words -> findings.critical(FindingCode.VIRTUAL_SERVERS_UNKNOWN, "virtual servers", words));
        servers.ifPresent(listing -> listing.virtualServers().forEach(findings::virtualServer));
        status.scripts().forEach(findings::script);
        status.bfdSessions().forEach(findings::session);
        findings.found.sort(Comparator.comparing(HealthFinding::severity).reversed());
        return findings.found;
    }

    private void critical(FindingCode code, String subject, String words) {
        found.add(new HealthFinding(Severity.CRITICAL, code, subject, words));
    }

    private void warning(FindingCode code, String subject, String words) {
        found.add(new HealthFinding(Severity.WARNING, code, subject, words));
    }

    private void instance(InstanceStatus instance) {
        String name = instance.name();
        switch (instance.state()) {
            case FAULT ->
                critical(FindingCode.FAULT, name, name + " is in FAULT: " + String.join(", ", instance.troubles()));
            case INIT ->
                warning(
                        FindingCode.NOT_STARTED,
                        name,
                        name + " has not begun: " + String.join(", ", instance.troubles()));
            case MASTER -> master(instance);
            case BACKUP -> backup(instance);
        }
        instance.peers().forEach(peer -> rejected(instance, peer));
    }

    private void master(InstanceStatus instance) {
        String name = instance.name();
        String others = instance.peers().stream()
                .filter(PeerView::speaking)
                .map(peer -> AddressText.of(peer.address()))
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            critical(FindingCode.TWO_MASTERS, name, name + " is MASTER here, and so says " + others);
        }
        List<String> missing = instance.addresses().stream()
                .filter(address -> !address.present())
                .map(AddressStatus::text)
                .toList();
        if (!missing.isEmpty()) {
            critical(
                    FindingCode.ADDRESS_MISSING,
                    name,
                    name + " is MASTER without " + missing.getFirst()
                            + (missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " more"));
        }
    }

    private void backup(InstanceStatus instance) {
        if (instance.master().isEmpty()) {
            warning(FindingCode.NO_MASTER, instance.name(), instance.name() + " is BACKUP and hears no master");
        }
    }

    private void rejected(InstanceStatus instance, PeerView peer) {
        peer.lastError()
                .filter(error -> error.ago().compareTo(RECENT) < 0)
                .ifPresent(error -> warning(
                        FindingCode.ADVERTS_REJECTED,
                        instance.name(),
                        instance.name() + " does not believe adverts of " + AddressText.of(peer.address()) + ": "
                                + error.reason()));
    }

    private void script(TrackedScriptStatus script) {
        if (script.health().equals("bad")) {
            String how = script.last()
                    .filter(run -> !run.succeeded())
                    .map(run -> ": " + run.words())
                    .orElse("");
            warning(FindingCode.SCRIPT_FAILING, script.name(), "script " + script.name() + " fails" + how);
        }
    }

    private void session(BfdSessionStatus session) {
        if (!session.state().equals("up") && !session.state().equals("admin-down")) {
            warning(
                    FindingCode.BFD_DOWN,
                    session.name(),
                    "BFD session " + session.name() + " with " + AddressText.of(session.neighbor()) + " is "
                            + session.state());
        }
    }

    private void virtualServer(VirtualServerStatus server) {
        String name = LvsNames.of(server);
        server.trouble()
                .ifPresent(
                        trouble -> critical(FindingCode.NOT_SERVED, name, "virtual server " + name + ": " + trouble));
        if (server.suspended()) {
            return; // its checks rest, what they said last is of no interest
        }
        if (!server.quorumUp()) {
            critical(
                    FindingCode.QUORUM_LOST,
                    name,
                    "virtual server " + name + " has no quorum: weight " + server.liveWeight() + " of "
                            + server.quorum()
                            + (server.sorryServerActive() ? ", the sorry server stands in" : ""));
        }
        for (RealServerStatus real : server.realServers()) {
            real.whyDown()
                    .ifPresent(why -> warning(
                            FindingCode.REAL_SERVER_DOWN,
                            LvsNames.of(real) + " of " + name,
                            "real server " + LvsNames.of(real) + " of " + name + " is down"
                                    + (why.isEmpty() ? "" : ": " + why)));
        }
    }

    /** How many instances are in a state. */
    public static long count(AgentStatus status, InstanceState state) {
        return status.vrrp().instances().stream()
                .filter(instance -> instance.state() == state)
                .count();
    }
}
