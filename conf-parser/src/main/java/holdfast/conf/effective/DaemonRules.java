package holdfast.conf.effective;

import holdfast.conf.model.DaemonSettings;
import holdfast.conf.model.LvsSettings;
import holdfast.conf.model.MailSettings;
import holdfast.conf.model.ProcessSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Mail, virtual servers as a whole, processes and the daemon: what differs from the usual. */
final class DaemonRules {
    private static final Duration MAIL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CHILD_WAIT_TIME = Duration.ofSeconds(5);
    private static final long MICRO = 1_000;

    static final Rules<MailSettings> MAIL = Rules.of(MailSettings.class)
            .print("recipients", (m, out) -> recipients(out, m.recipients()))
            .print("from", (m, out) -> out.text("notification_email_from", m.from()))
            .print("server", (m, out) -> m.server().ifPresent(server -> server(out, server)))
            .print("heloName", (m, out) -> out.text("smtp_helo_name", m.heloName()))
            .print("connectTimeout", (m, out) -> time(out, "smtp_connect_timeout", m.connectTimeout(), MAIL_TIMEOUT))
            .print("alert", (m, out) -> m.alert().ifPresent(on -> out.onOff("smtp_alert", on)))
            .print("alertVrrp", (m, out) -> m.alertVrrp().ifPresent(on -> out.onOff("smtp_alert_vrrp", on)))
            .print("alertChecker", (m, out) -> m.alertChecker().ifPresent(on -> out.onOff("smtp_alert_checker", on)))
            .print("noEmailFaults", (m, out) -> flag(out, "no_email_faults", m.noEmailFaults()))
            .print("noCheckerEmails", (m, out) -> flag(out, "no_checker_emails", m.noCheckerEmails()));

    static final Rules<MailSettings.Server> MAIL_SERVER =
            Rules.of(MailSettings.Server.class).elsewhere("host", "port");

    static final Rules<LvsSettings> LVS = Rules.of(LvsSettings.class)
            .print("syncDaemon", (l, out) -> l.syncDaemon().ifPresent(daemon -> syncDaemon(out, daemon)))
            .print("timeouts", (l, out) -> timeouts(out, l.timeouts()))
            .print("flush", (l, out) -> flag(out, "lvs_flush", l.flush()))
            .print("flushOnStop", (l, out) -> flushOnStop(out, l.flushOnStop()))
            .print("realServerInitNotifies", (l, out) -> flag(out, "rs_init_notifies", l.realServerInitNotifies()))
            .print("logAllFailures", (l, out) -> flag(out, "checker_log_all_failures", l.logAllFailures()))
            .print("notifyFifo", (l, out) -> GlobalRules.fifo(out, "lvs_notify_fifo", l.notifyFifo()));

    static final Rules<LvsSettings.SyncDaemon> SYNC_DAEMON = Rules.of(LvsSettings.SyncDaemon.class)
            .elsewhere("interfaceName", "vrrpInstance", "syncId", "maxLength", "port", "ttl", "group");

    static final Rules<LvsSettings.Timeouts> TIMEOUTS =
            Rules.of(LvsSettings.Timeouts.class).elsewhere("tcp", "tcpFin", "udp");

    static final Rules<ProcessSettings> PROCESSES = Rules.of(ProcessSettings.class)
            .print("vrrp", (p, out) -> scheduling(out, "vrrp", p.vrrp()))
            .print("checker", (p, out) -> scheduling(out, "checker", p.checker()))
            .print("bfd", (p, out) -> scheduling(out, "bfd", p.bfd()))
            .print("maxAutoPriority", (p, out) -> unless(0, p.maxAutoPriority(), out, "max_auto_priority"))
            .print(
                    "minAutoPriorityDelay",
                    (p, out) -> unless(1_000_000, micros(p.minAutoPriorityDelay()), out, "min_auto_priority_delay"))
            .print("name", (p, out) -> out.text("process_name", p.name()));

    static final Rules<ProcessSettings.Scheduling> SCHEDULING = Rules.of(ProcessSettings.Scheduling.class)
            .elsewhere("niceness", "realtimePriority", "realtimeLimit", "noSwap", "cpuAffinity", "name");

    static final Rules<DaemonSettings> DAEMON = Rules.of(DaemonSettings.class)
            .elsewhere("netNamespace", "netNamespaceIpvs") // outside global_defs
            .print("startupScript", (d, out) -> out.command("startup_script", d.startupScript()))
            .print(
                    "startupScriptTimeout",
                    (d, out) -> time(out, "startup_script_timeout", d.startupScriptTimeout(), SCRIPT_TIMEOUT))
            .print("shutdownScript", (d, out) -> out.command("shutdown_script", d.shutdownScript()))
            .print(
                    "shutdownScriptTimeout",
                    (d, out) -> time(out, "shutdown_script_timeout", d.shutdownScriptTimeout(), SCRIPT_TIMEOUT))
            .print("childWaitTime", (d, out) -> time(out, "child_wait_time", d.childWaitTime(), CHILD_WAIT_TIME))
            .print(
                    "vrrpDelayAfterBoot",
                    (d, out) -> time(out, "vrrp_delay_after_boot", d.vrrpDelayAfterBoot(), Duration.ZERO))
            .print(
                    "garpExtra",
                    (d, out) -> d.garpExtra().ifPresent(extra -> out.words("vrrp_garp_extra_if", garpExtra(extra))))
            .print("reload", (d, out) -> reload(out, d.reload()));

    static final Rules<DaemonSettings.GarpExtra> GARP_EXTRA =
            Rules.of(DaemonSettings.GarpExtra.class).elsewhere("interval", "allInterfaces");

    static final Rules<DaemonSettings.Reload> RELOAD =
            Rules.of(DaemonSettings.Reload.class).elsewhere("checkConfig", "timeFile", "repeat", "marker");

    private DaemonRules() {}

    /** Words outside all blocks. */
    static void outside(Body out, DaemonSettings daemon) {
        out.text("net_namespace", daemon.netNamespace());
        daemon.netNamespaceIpvs().ifPresent(name -> optional(out, "net_namespace_ipvs", name));
    }

    private static void recipients(Body out, List<String> recipients) {
        out.lines(
                "notification_email",
                recipients.stream()
                        .map(name -> out.line("notification_email", name))
                        .toList());
    }

    private static void server(Body out, MailSettings.Server server) {
        out.words("smtp_server", List.of(ConfText.word(server.host()), Integer.toString(server.port())));
    }

    private static void syncDaemon(Body out, LvsSettings.SyncDaemon daemon) {
        var words = new StringBuilder(ConfText.word(daemon.interfaceName()));
        daemon.vrrpInstance().ifPresent(name -> words.append(" inst ").append(ConfText.word(name)));
        daemon.syncId().ifPresent(id -> words.append(" id ").append(id));
        daemon.maxLength().ifPresent(length -> words.append(" maxlen ").append(length));
        words.append(" port ").append(daemon.port());
        daemon.ttl().ifPresent(ttl -> words.append(" ttl ").append(ttl));
        daemon.group().ifPresent(group -> words.append(" group ").append(ConfText.address(group)));
        out.words("lvs_sync_daemon", List.of(words.toString()));
    }

    private static void timeouts(Body out, LvsSettings.Timeouts timeouts) {
        var words = new StringBuilder();
        timeouts.tcp().ifPresent(time -> words.append(" tcp ").append(time.toSeconds()));
        timeouts.tcpFin().ifPresent(time -> words.append(" tcpfin ").append(time.toSeconds()));
        timeouts.udp().ifPresent(time -> words.append(" udp ").append(time.toSeconds()));
        if (!words.isEmpty()) {
            out.words("lvs_timeouts", List.of(words.substring(1)));
        }
    }

    private static void flushOnStop(Body out, LvsSettings.FlushOnStop flush) {
        switch (flush) {
            case NONE -> {}
            case ALL -> out.words("lvs_flush_on_stop", List.of());
            case VIRTUAL_SERVERS -> out.words("lvs_flush_on_stop", List.of("VS"));
        }
    }

    private static void scheduling(Body out, String process, ProcessSettings.Scheduling scheduling) {
        scheduling.niceness().ifPresent(number -> out.number(process + "_priority", number));
        scheduling.realtimePriority().ifPresent(number -> out.number(process + "_rt_priority", number));
        unless(10_000, micros(scheduling.realtimeLimit()), out, process + "_rlimit_rttime");
        flag(out, process + "_no_swap", scheduling.noSwap());
        if (!scheduling.cpuAffinity().isEmpty()) {
            out.words(
                    process + "_cpu_affinity",
                    scheduling.cpuAffinity().stream()
                            .map(number -> Integer.toString(number))
                            .toList());
        }
        out.text(process + "_process_name", scheduling.name());
    }

    private static void reload(Body out, DaemonSettings.Reload reload) {
        reload.checkConfig().ifPresent(file -> optional(out, "reload_check_config", file));
        out.text("reload_time_file", reload.timeFile());
        flag(out, "reload_repeat", reload.repeat());
        reload.marker().ifPresent(file -> optional(out, "reload_file", file));
    }

    /** {@code [all] SECONDS}. */
    static List<String> garpExtra(DaemonSettings.GarpExtra extra) {
        String seconds = Long.toString(extra.interval().toSeconds());
        return extra.allInterfaces() ? List.of("all", seconds) : List.of(seconds);
    }

    /** A keyword whose value may be left out. */
    private static void optional(Body out, String keyword, String value) {
        out.words(keyword, value.isEmpty() ? List.of() : List.of(ConfText.word(value)));
    }

    private static long micros(Duration time) {
        return time.toNanos() / MICRO;
    }

    private static void unless(long usual, long number, Body out, String keyword) {
        if (number != usual) {
            out.number(keyword, number);
        }
    }

    private static void flag(Body out, String keyword, boolean on) {
        if (on) {
            out.flag(keyword, true);
        }
    }

    private static void time(Body out, String keyword, Duration time, Duration usual) {
        if (!time.equals(usual)) {
            out.seconds(keyword, time);
        }
    }

    /** Whether a group or an instance sends mail, where that is not what {@code global_defs} say. */
    static void alert(Body out, boolean on) {
        if (on != out.configuration().globalDefs().mail().alertsVrrp()) {
            out.onOff("smtp_alert", on);
        }
    }

    /** The extra announcements of an instance, where they are not those of {@code global_defs}. */
    static void extra(Body out, Optional<DaemonSettings.GarpExtra> extra) {
        if (!extra.equals(out.configuration().globalDefs().daemon().garpExtra())) {
            out.words("garp_extra_if", extra.map(DaemonRules::garpExtra).orElse(List.of("0")));
        }
    }
}
