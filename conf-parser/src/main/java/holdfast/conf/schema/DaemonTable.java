package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.bool;
import static holdfast.conf.schema.Kinds.flag;
import static holdfast.conf.schema.Kinds.integer;
import static holdfast.conf.schema.Kinds.optionalText;
import static holdfast.conf.schema.Kinds.seconds;
import static holdfast.conf.schema.Kinds.text;
import static holdfast.conf.schema.Kinds.wholeSeconds;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.DaemonSettings;
import holdfast.conf.model.LvsSettings;
import holdfast.conf.model.MailSettings;
import holdfast.conf.schema.ConfigurationDraft.GlobalDraft;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Keywords of {@code global_defs} about mail, virtual servers, processes, start and reload (keepalived.conf(5)). */
final class DaemonTable {
    private static final int SMTP_PORT = 25;
    private static final int SYNC_PORT = 8848;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_SYNC_PACKET = 65_507;
    private static final int DAY = 86_400;
    private static final int MAX_LVS_TIMEOUT = 31 * DAY;

    private DaemonTable() {}

    static Block<GlobalDraft> mail(Block<GlobalDraft> table) {
        return table.lines("notification_email", DaemonTable::recipients)
                .takes("ADDRESS ...")
                .value("notification_email_from", text("ADDRESS"), (d, v) -> d.mail.from = v)
                .defaultsTo("the user of the daemon at the host name")
                .value("smtp_server", mailServer(), (d, v) -> d.mail.server = v)
                .defaultsTo("no mail; the port is 25")
                .value("smtp_connect_timeout", connectTimeout(), (d, v) -> d.mail.connectTimeout = v)
                .defaultsTo("30 s")
                .value("smtp_helo_name", text("NAME"), (d, v) -> d.mail.heloName = v)
                .defaultsTo("host name")
                .value("smtp_alert", bool(), (d, v) -> d.mail.alert = v)
                .defaultsTo("on for real servers, off for the rest")
                .value("smtp_alert_vrrp", bool(), (d, v) -> d.mail.alertVrrp = v)
                .inherits("smtp_alert")
                .value("smtp_alert_checker", bool(), (d, v) -> d.mail.alertChecker = v)
                .inherits("smtp_alert")
                .value("no_email_faults", flag(), (d, v) -> d.mail.noEmailFaults = v)
                .value("no_checker_emails", flag(), (d, v) -> d.mail.noCheckerEmails = v);
    }

    private static void recipients(GlobalDraft draft, Arguments in) {
        for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
            draft.mail.recipients.add(word.get().text());
        }
    }

    private static Argument<MailSettings.Server> mailServer() {
        return Argument.of(
                "HOST [PORT]",
                in -> in.required("the name or address of a mail server")
                        .filter(host -> isHost(in, host))
                        .flatMap(host -> in.peek().isEmpty()
                                ? Optional.of(new MailSettings.Server(host.text(), SMTP_PORT))
                                : integer(1, MAX_PORT)
                                        .read(in)
                                        .map(port -> new MailSettings.Server(host.text(), port))));
    }

    /** A name is looked up when mail is sent, not now; but not everything can be a name (RFC 1123, section 2.1). */
    private static boolean isHost(Arguments in, Word host) {
        boolean fits = host.text()
                .chars()
                .allMatch(
                        c -> c == '.' || c == '-' || c == '_' || c == ':' || c == '%' || Character.isLetterOrDigit(c));
        if (!fits) {
            in.problem(
                    Rule.NOT_AN_ADDRESS,
                    host,
                    "'" + host.text() + "' is neither the name nor the address of a mail server",
                    "such as 192.0.2.25 or mail.example.com");
        }
        return fits;
    }

    /** keepalived makes one second of zero. */
    private static Argument<Duration> connectTimeout() {
        return wholeSeconds(1, Integer.MAX_VALUE).orElse(Duration.ofSeconds(1));
    }

    static Block<GlobalDraft> virtualServers(Block<GlobalDraft> table) {
        return table.value("lvs_sync_daemon", syncDaemon(), (d, v) -> d.lvs.syncDaemon = v)
                .value("lvs_flush", flag(), (d, v) -> d.lvs.flush = v)
                .value("lvs_flush_on_stop", flushOnStop(), (d, v) -> d.lvs.flushOnStop = v)
                .defaultsTo("off")
                .renamed("lvs_flush_onstop", "lvs_flush_on_stop")
                .value("lvs_timeouts", lvsTimeouts(), (d, v) -> d.lvs.timeouts = v)
                .defaultsTo("as the kernel has them")
                .value("rs_init_notifies", flag(), (d, v) -> d.lvs.initNotifies = v)
                .value("checker_log_all_failures", bool(), (d, v) -> d.lvs.logAllFailures = v)
                .value("lvs_notify_fifo", GlobalTable.fifo(), (d, v) -> d.lvs.notifyFifo = v)
                .value("lvs_notify_fifo_script", ScriptKind.withUser(), (d, v) -> d.lvs.notifyFifoScript = v)
                .accepted(
                        "snmp_vs_stats_update_interval",
                        seconds("0.001", "30"),
                        (d, v) -> d.monitoring.virtualServerStats = v)
                .since("2.3.0")
                .defaultsTo("5 s")
                .accepted(
                        "snmp_rs_stats_update_interval",
                        seconds("0.001", "30"),
                        (d, v) -> d.monitoring.realServerStats = v)
                .since("2.3.0")
                .defaultsTo("5 s");
    }

    private static Argument<LvsSettings.FlushOnStop> flushOnStop() {
        return Argument.of("[VS]", in -> {
            if (in.take("VS")) {
                return Optional.of(LvsSettings.FlushOnStop.VIRTUAL_SERVERS);
            }
            return Optional.of(LvsSettings.FlushOnStop.ALL);
        });
    }

    private static Argument<LvsSettings.SyncDaemon> syncDaemon() {
        return Argument.of(
                "INTERFACE [[inst] INSTANCE] [id 0..255] [maxlen 1..65507] [port 1..65535] [ttl 1..255] [group ADDRESS]",
                in -> Kinds.interfaceName().read(in).map(name -> syncDaemon(name, in)));
    }

    private static LvsSettings.SyncDaemon syncDaemon(String interfaceName, Arguments in) {
        Optional<String> instance = Optional.empty();
        OptionalInt id = OptionalInt.empty();
        OptionalInt length = OptionalInt.empty();
        int port = SYNC_PORT;
        OptionalInt ttl = OptionalInt.empty();
        Optional<InetAddress> group = Optional.empty();
        boolean first = true;
        for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
            switch (word.get().text()) {
                case "inst" ->
                    instance = in.required("the name of a vrrp_instance").map(Word::text);
                case "id" -> id = number(0, 255, in, id);
                case "maxlen" -> length = number(1, MAX_SYNC_PACKET, in, length);
                case "port" -> port = integer(1, MAX_PORT).read(in).orElse(port);
                case "ttl" -> ttl = number(1, 255, in, ttl);
                case "group" -> group = Kinds.address().read(in);
                default -> {
                    if (first) {
                        instance = Optional.of(word.get().text());
                    } else {
                        Weight.unknownOption(in, word.get(), "one of inst, id, maxlen, port, ttl, group");
                    }
                }
            }
            first = false;
        }
        return new LvsSettings.SyncDaemon(interfaceName, instance, id, length, port, ttl, group);
    }

    private static OptionalInt number(int min, int max, Arguments in, OptionalInt otherwise) {
        return integer(min, max).read(in).map(OptionalInt::of).orElse(otherwise);
    }

    private static Argument<LvsSettings.Timeouts> lvsTimeouts() {
        return Argument.of("[tcp SECONDS] [tcpfin SECONDS] [udp SECONDS], each 0..2678400, 0: unchanged", in -> {
            Optional<Duration> tcp = Optional.empty();
            Optional<Duration> tcpFin = Optional.empty();
            Optional<Duration> udp = Optional.empty();
            Optional<Word> word = in.required("'tcp SECONDS', 'tcpfin SECONDS' or 'udp SECONDS'");
            for (; word.isPresent(); word = in.take()) {
                switch (word.get().text()) {
                    case "tcp" -> tcp = lvsTimeout(in);
                    case "tcpfin" -> tcpFin = lvsTimeout(in);
                    case "udp" -> udp = lvsTimeout(in);
                    default -> Weight.unknownOption(in, word.get(), "one of tcp, tcpfin, udp");
                }
            }
            return Optional.of(new LvsSettings.Timeouts(tcp, tcpFin, udp));
        });
    }

    private static Optional<Duration> lvsTimeout(Arguments in) {
        return wholeSeconds(0, MAX_LVS_TIMEOUT).read(in).filter(time -> !time.isZero());
    }

    static Block<GlobalDraft> processes(Block<GlobalDraft> table) {
        scheduling(table, "vrrp", draft -> draft.processes.vrrp);
        scheduling(table, "checker", draft -> draft.processes.checker);
        scheduling(table, "bfd", draft -> draft.processes.bfd);
        return table.accepted("max_auto_priority", optionalPriority(), (d, v) -> d.processes.maxAutoPriority = v)
                .defaultsTo("0: off")
                .accepted(
                        "min_auto_priority_delay",
                        integer(1, 10_000_000),
                        (d, v) -> d.processes.minAutoPriorityDelay = v)
                .takes("1..10000000 microseconds")
                .defaultsTo("1000000")
                .accepted("process_names", flag(), (d, v) -> d.processes.standardNames = v)
                .accepted("process_name", processName(), (d, v) -> d.processes.name = v);
    }

    private static void scheduling(
            Block<GlobalDraft> table, String process, Function<GlobalDraft, DaemonDrafts.Scheduling> draft) {
        table.value(process + "_priority", integer(-20, 19), (d, v) -> draft.apply(d).niceness = v)
                .value(process + "_rt_priority", integer(1, 99), (d, v) -> draft.apply(d).realtimePriority = v)
                .value(
                        process + "_rlimit_rttime",
                        integer(1, Integer.MAX_VALUE),
                        (d, v) -> draft.apply(d).realtimeLimit = v)
                .takes("microseconds, 1 or more")
                .defaultsTo("10000")
                .renamed(process + "_rlimit_rtime", process + "_rlimit_rttime")
                .value(process + "_no_swap", flag(), (d, v) -> draft.apply(d).noSwap = v)
                .value(process + "_cpu_affinity", processors(), (d, v) -> draft.apply(d).cpuAffinity = v)
                .defaultsTo("all processors")
                .accepted(process + "_process_name", processName(), (d, v) -> draft.apply(d).name = v)
                .inherits("process_name");
    }

    private static Argument<Integer> optionalPriority() {
        return Argument.of(
                "[-1..99]",
                in -> in.peek().isEmpty() ? Optional.of(99) : integer(-1, 99).read(in));
    }

    private static Argument<List<Integer>> processors() {
        return Argument.of("PROCESSOR ...", in -> {
            List<Integer> numbers = new ArrayList<>();
            integer(0, Integer.MAX_VALUE).read(in).ifPresent(numbers::add);
            while (in.peek().isPresent()) {
                integer(0, Integer.MAX_VALUE).read(in).ifPresent(numbers::add);
            }
            return Optional.of(numbers);
        });
    }

    /** The kernel has room for 15 characters (TASK_COMM_LEN in linux/sched.h, less the NUL). */
    private static Argument<String> processName() {
        return Argument.of(
                "NAME, at most 15 characters",
                in -> in.required("a name").map(word -> {
                    if (word.text().length() <= Kinds.INTERFACE_NAME) {
                        return word.text();
                    }
                    in.problem(
                            Rule.NAME_TOO_LONG,
                            word,
                            "'" + word.text() + "' is too long for the name of a process",
                            "at most " + Kinds.INTERFACE_NAME + " characters");
                    return word.text().substring(0, Kinds.INTERFACE_NAME);
                }));
    }

    static Block<GlobalDraft> startAndReload(Block<GlobalDraft> table) {
        return table.accepted("startup_script", ScriptKind.withUser(), (d, v) -> d.daemon.startupScript = v)
                .accepted("startup_script_timeout", wholeSeconds(1, 1000), (d, v) -> d.daemon.startupScriptTimeout = v)
                .defaultsTo("10 s")
                .accepted("shutdown_script", ScriptKind.withUser(), (d, v) -> d.daemon.shutdownScript = v)
                .accepted(
                        "shutdown_script_timeout", wholeSeconds(1, 1000), (d, v) -> d.daemon.shutdownScriptTimeout = v)
                .defaultsTo("10 s")
                .accepted(
                        "vrrp_delay_after_boot",
                        seconds("0", GlobalTable.MAX_TIMER),
                        (d, v) -> d.daemon.delayAfterBoot = v)
                .defaultsTo("0 s")
                .since("2.4.0")
                .accepted("vrrp_garp_extra_if", garpExtra(1), (d, v) -> d.daemon.garpExtra = v)
                .defaultsTo("off")
                .renamed("vrrp_vmac_garp_intvl", "vrrp_garp_extra_if")
                .accepted("reload_check_config", optionalText("FILE"), (d, v) -> d.daemon.checkConfig = v)
                .accepted("reload_time_file", text("FILE"), (d, v) -> d.daemon.timeFile = v)
                .accepted("reload_repeat", flag(), (d, v) -> d.daemon.repeat = v)
                .accepted("reload_file", optionalText("FILE"), (d, v) -> d.daemon.marker = v)
                .defaultsTo("none; keepalived.reload if no FILE is given")
                .accepted("child_wait_time", wholeSeconds(0, DAY), (d, v) -> d.daemon.childWaitTime = v)
                .defaultsTo("5 s");
    }

    /** {@code [all] SECONDS}; zero, where it is possible, means none. */
    static Argument<DaemonSettings.GarpExtra> garpExtra(int min) {
        return new Argument.Described<>(() -> "[all] " + min + "..86400 s, whole", in -> {
            boolean all = in.take("all");
            return wholeSeconds(min, DAY).read(in).map(interval -> new DaemonSettings.GarpExtra(interval, all));
        });
    }
}
