package holdfast.conf.effective;

import holdfast.conf.model.DaemonSettings;
import holdfast.conf.model.DaemonSettings.GarpExtra;
import holdfast.conf.model.LvsSettings;
import holdfast.conf.model.MailSettings;
import holdfast.conf.model.ProcessSettings;
import holdfast.conf.model.ProcessSettings.Scheduling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What {@code global_defs} say about mail, virtual servers, processes and the daemon as a whole. */
final class DaemonRules {
    static final Rules<MailSettings> MAIL = Rules.of(MailSettings.class)
            .print("recipients", (m, out) -> recipients(out, m.recipients()))
            .print("from", (m, out) -> out.text("notification_email_from", m.from()))
            .print("server", (m, out) -> m.server().ifPresent(server -> server(out, server)))
            .print("heloName", (m, out) -> out.text("smtp_helo_name", m.heloName()))
            .print("connectTimeout", (m, out) -> out.seconds("smtp_connect_timeout", m.connectTimeout()))
            .print("alert", (m, out) -> m.alert().ifPresent(on -> out.onOff("smtp_alert", on)))
            .print("alertVrrp", (m, out) -> m.alertVrrp().ifPresent(on -> out.onOff("smtp_alert_vrrp", on)))
            .print("alertChecker", (m, out) -> m.alertChecker().ifPresent(on -> out.onOff("smtp_alert_checker", on)))
            .print("noEmailFaults", (m, out) -> out.flag("no_email_faults", m.noEmailFaults()))
            .print("noCheckerEmails", (m, out) -> out.flag("no_checker_emails", m.noCheckerEmails()));

    static final Rules<LvsSettings> LVS = Rules.of(LvsSettings.class)
            .print("syncDaemon", (l, out) -> l.syncDaemon().ifPresent(daemon -> syncDaemon(out, daemon)))
            .print("timeouts", (l, out) -> timeouts(out, l.timeouts()))
            .print("flush", (l, out) -> out.flag("lvs_flush", l.flush()))
            .print("flushOnStop", (l, out) -> flushOnStop(out, l.flushOnStop()))
            .print("realServerInitNotifies", (l, out) -> out.flag("rs_init_notifies", l.realServerInitNotifies()))
            .print("logAllFailures", (l, out) -> out.onOff("checker_log_all_failures", l.logAllFailures()))
            .print("notifyFifo", (l, out) -> GlobalRules.fifo(out, "lvs_notify_fifo", l.notifyFifo()));

    static final Rules<ProcessSettings> PROCESSES = Rules.of(ProcessSettings.class)
            .print("vrrp", (p, out) -> scheduling("vrrp_").apply(p.vrrp(), out))
            .print("checker", (p, out) -> scheduling("checker_").apply(p.checker(), out))
            .print("bfd", (p, out) -> scheduling("bfd_").apply(p.bfd(), out))
            .print("maxAutoPriority", (p, out) -> out.number("max_auto_priority", p.maxAutoPriority()))
            .print(
                    "minAutoPriorityDelay",
                    (p, out) -> out.number("min_auto_priority_delay", micros(p.minAutoPriorityDelay())))
            .print("name", (p, out) -> out.text("process_name", p.name()))
            .print("supplementaryGroups", (p, out) -> out.flag("set_supplementary_groups", p.supplementaryGroups()))
            .print("randomSeed", (p, out) -> p.randomSeed().ifPresent(seed -> out.number("random_seed", seed)));

    static final Rules<DaemonSettings.Reload> RELOAD = Rules.of(DaemonSettings.Reload.class)
            .print("checkConfig", (r, out) -> perhaps(out, "reload_check_config", r.checkConfig()))
            .print("timeFile", (r, out) -> out.text("reload_time_file", r.timeFile()))
            .print("repeat", (r, out) -> out.flag("reload_repeat", r.repeat()))
            .print("marker", (r, out) -> perhaps(out, "reload_file", r.marker()));

    static final Rules<DaemonSettings> DAEMON = Rules.of(DaemonSettings.class)
            .elsewhere("netNamespace", "netNamespaceIpvs")
            .print("startupScript", (d, out) -> out.command("startup_script", d.startupScript()))
            .print("startupScriptTimeout", (d, out) -> out.seconds("startup_script_timeout", d.startupScriptTimeout()))
            .print("shutdownScript", (d, out) -> out.command("shutdown_script", d.shutdownScript()))
            .print(
                    "shutdownScriptTimeout",
                    (d, out) -> out.seconds("shutdown_script_timeout", d.shutdownScriptTimeout()))
            .print("childWaitTime", (d, out) -> out.seconds("child_wait_time", d.childWaitTime()))
            .print("vrrpDelayAfterBoot", (d, out) -> out.secondsOrNone("vrrp_delay_after_boot", d.vrrpDelayAfterBoot()))
            .print("garpExtra", (d, out) -> d.garpExtra().ifPresent(g -> garpExtra(out, "vrrp_garp_extra_if", g)))
            .print("reload", (d, out) -> RELOAD.apply(d.reload(), out));

    /** Records that are words of one setting, and one that stands there three times. */
    static final List<Rules<?>> WORDS = List.of(
            scheduling("vrrp_"),
            Rules.of(GarpExtra.class).elsewhere("interval", "allInterfaces"),
            Rules.of(MailSettings.Server.class).elsewhere("host", "port"),
            Rules.of(LvsSettings.Timeouts.class).elsewhere("tcp", "tcpFin", "udp"),
            Rules.of(LvsSettings.SyncDaemon.class)
                    .elsewhere("interfaceName", "vrrpInstance", "syncId", "maxLength", "port", "ttl", "group"));

    private DaemonRules() {}

    private static Rules<Scheduling> scheduling(String prefix) {
        return Rules.of(Scheduling.class)
                .print("niceness", (s, out) -> s.niceness().ifPresent(n -> out.number(prefix + "priority", n)))
                .print(
                        "realtimePriority",
                        (s, out) -> s.realtimePriority().ifPresent(n -> out.number(prefix + "rt_priority", n)))
                .print("realtimeLimit", (s, out) -> out.number(prefix + "rlimit_rttime", micros(s.realtimeLimit())))
                .print("noSwap", (s, out) -> out.flag(prefix + "no_swap", s.noSwap()))
                .print("cpuAffinity", (s, out) -> processors(out, prefix + "cpu_affinity", s.cpuAffinity()))
                .print("name", (s, out) -> out.text(prefix + "process_name", s.name()));
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }

    private static void processors(Body out, String keyword, List<Integer> numbers) {
        if (!numbers.isEmpty()) {
            out.words(keyword, numbers.stream().map(String::valueOf).toList());
        }
    }

    private static void recipients(Body out, List<String> recipients) {
        String keyword = "notification_email";
        out.lines(
                keyword,
                recipients.stream().map(address -> out.line(keyword, address)).toList());
    }

    private static void server(Body out, MailSettings.Server server) {
        out.onlyInFile("smtp_server", ConfText.word(server.host()), Integer.toString(server.port()));
        out.fact("smtp_server", server.host());
        out.fact("smtp_server_port", Body.number(server.port()));
    }

    private static void syncDaemon(Body out, LvsSettings.SyncDaemon daemon) {
        var words = new LineWords()
                .words(ConfText.word(daemon.interfaceName()))
                .option("inst", daemon.vrrpInstance())
                .number("id", daemon.syncId())
                .number("maxlen", daemon.maxLength())
                .words("port " + daemon.port())
                .number("ttl", daemon.ttl())
                .option("group", daemon.group().map(ConfText::address));
        out.words("lvs_sync_daemon", List.of(words.text()));
    }

    private static void timeouts(Body out, LvsSettings.Timeouts timeouts) {
        var words = new LineWords()
                .option("tcp", timeouts.tcp().map(time -> Long.toString(time.toSeconds())))
                .option("tcpfin", timeouts.tcpFin().map(time -> Long.toString(time.toSeconds())))
                .option("udp", timeouts.udp().map(time -> Long.toString(time.toSeconds())));
        if (!words.text().isEmpty()) {
            out.words("lvs_timeouts", List.of(words.text()));
        }
    }

    private static void flushOnStop(Body out, LvsSettings.FlushOnStop flush) {
        switch (flush) {
            case NONE -> {}
            case ALL -> out.words("lvs_flush_on_stop", List.of());
            case VIRTUAL_SERVERS -> out.words("lvs_flush_on_stop", List.of("VS"));
        }
    }

    static void garpExtra(Body out, String keyword, GarpExtra extra) {
        String seconds = ConfText.of(Body.seconds(extra.interval()));
        out.words(keyword, extra.allInterfaces() ? List.of("all", seconds) : List.of(seconds));
    }

    /** A keyword whose value may be left out. */
    static void perhaps(Body out, String keyword, Optional<String> value) {
        value.ifPresent(text -> out.words(keyword, text.isEmpty() ? List.of() : List.of(ConfText.word(text))));
    }
}
