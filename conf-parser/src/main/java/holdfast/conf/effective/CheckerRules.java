package holdfast.conf.effective;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.BfdInstance;
import holdfast.conf.model.DroppedBfd;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.CheckConnection;
import holdfast.conf.model.lvs.CheckSchedule;
import holdfast.conf.model.lvs.CheckedUrl;
import holdfast.conf.model.lvs.HealthChecker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Health checkers and {@code bfd_instance}. */
final class CheckerRules {
    static final Rules<CheckConnection> CONNECTION = Rules.of(CheckConnection.class)
            .print("address", (c, out) -> out.address("connect_ip", c.address()))
            .print("port", (c, out) -> out.numberOrNone("connect_port", c.port()))
            .print("bindTo", (c, out) -> out.address("bindto", c.bindTo()))
            .print("bindPort", (c, out) -> c.bindPort().ifPresent(port -> out.number("bind_port", port)))
            .print("bindInterface", (c, out) -> out.text("bind_if", c.bindInterface()))
            .print("fwmark", (c, out) -> out.number("fwmark", c.fwmark()))
            .print("timeout", (c, out) -> out.seconds("connect_timeout", c.timeout()));

    static final Rules<CheckSchedule> SCHEDULE = Rules.of(CheckSchedule.class)
            .print("delayLoop", (s, out) -> out.seconds("delay_loop", s.delayLoop()))
            .print("warmup", (s, out) -> out.seconds("warmup", s.warmup()))
            .print("retry", (s, out) -> out.number("retry", s.retry()))
            .print("delayBeforeRetry", (s, out) -> out.seconds("delay_before_retry", s.delayBeforeRetry()));

    static final Rules<Check.Http> HTTP = Rules.of(Check.Http.class)
            .elsewhere("ssl")
            .print(
                    "protocol",
                    (h, out) -> out.text("http_protocol", h.protocol().word()))
            .print("enableSni", (h, out) -> out.onOff("enable_sni", h.enableSni()))
            .print("sniName", (h, out) -> out.text("sni_name", h.sniName()))
            .print("fastRecovery", (h, out) -> out.onOff("fast_recovery", h.fastRecovery()))
            .print("tlsCompliant", (h, out) -> out.onOff("tls_compliant", h.tlsCompliant()))
            .print("urls", (h, out) -> urls(out, h.urls()));

    static final Rules<CheckedUrl> URL = Rules.of(CheckedUrl.class)
            .print("path", (u, out) -> out.text("path", u.path()))
            .print(
                    "statusCodes",
                    (u, out) -> out.words(
                            "status_code",
                            u.statusCodes().stream()
                                    .map(CheckedUrl.StatusCodes::toString)
                                    .toList()))
            .print("digest", (u, out) -> out.text("digest", u.digest()))
            .print("virtualHost", (u, out) -> out.text("virtualhost", u.virtualHost()))
            .print("regex", (u, out) -> u.regex().ifPresent(regex -> regex(out, regex)));

    static final Rules<CheckedUrl.Regex> REGEX = Rules.of(CheckedUrl.Regex.class)
            .elsewhere("pattern", "stackStart", "stackMax")
            .print("mustNotMatch", (r, out) -> out.flag("regex_no_match", r.mustNotMatch()))
            .print("options", (r, out) -> regexOptions(out, r.options()))
            .print("minOffset", (r, out) -> out.number("regex_min_offset", r.minOffset()))
            .print("maxOffset", (r, out) -> r.maxOffset().ifPresent(max -> out.number("regex_max_offset", max)));

    static final Rules<Check.Misc> MISC = Rules.of(Check.Misc.class)
            .print("program", (m, out) -> program(out, m.program()))
            .elsewhere("timeout")
            .print("dynamic", (m, out) -> out.flag("misc_dynamic", m.dynamic()));

    static final Rules<Check.Smtp> SMTP =
            Rules.of(Check.Smtp.class).print("heloName", (s, out) -> out.text("helo_name", s.heloName()));

    static final Rules<Check.Dns> DNS = Rules.of(Check.Dns.class)
            .print("type", (d, out) -> out.text("type", d.type()))
            .print("name", (d, out) -> out.text("name", d.name()));

    static final Rules<Check.Udp> UDP = Rules.of(Check.Udp.class)
            .print("payload", (u, out) -> out.text("payload", u.payload()))
            .print("requireReply", (u, out) -> requireReply(out, u))
            .elsewhere("reply")
            .print("minReplyLength", (u, out) -> out.number("min_reply_length", u.minReplyLength()))
            .print("maxReplyLength", (u, out) -> out.number("max_reply_length", u.maxReplyLength()));

    static final Rules<Check.File> FILE = Rules.of(Check.File.class)
            .print("trackFile", (f, out) -> out.text("track_file", f.trackFile()))
            .print("weight", (f, out) -> TrackRules.weight(out, f.weight(), f.reverse()))
            .elsewhere("reverse");

    static final Rules<Check.Bfd> BFD = Rules.of(Check.Bfd.class).print("name", (b, out) -> out.text("name", b.name()));

    static final Rules<HealthChecker> CHECKER = Rules.of(HealthChecker.class)
            .print("check", (c, out) -> check(out, c.check()))
            .print("connection", (c, out) -> c.connection().ifPresent(to -> CONNECTION.apply(to, out)))
            .print("schedule", (c, out) -> c.schedule().ifPresent(when -> SCHEDULE.apply(when, out)))
            .print("alpha", CheckerRules::alpha)
            .print("logAllFailures", CheckerRules::logAllFailures);

    static final Rules<BfdInstance> BFD_INSTANCE = Rules.of(BfdInstance.class)
            .elsewhere("name")
            .print("neighborAddress", (b, out) -> out.address("neighbor_ip", b.neighborAddress(), "neighbour_ip"))
            .print("sourceAddress", (b, out) -> out.address("source_ip", b.sourceAddress()))
            .print("minRx", (b, out) -> out.milliseconds("min_rx", b.minRx()))
            .print("minTx", (b, out) -> out.milliseconds("min_tx", b.minTx()))
            .print("idleTx", (b, out) -> out.milliseconds("idle_tx", b.idleTx()))
            .print("multiplier", (b, out) -> out.number("multiplier", b.multiplier()))
            .print("passive", (b, out) -> out.flag("passive", b.passive()))
            .print("ttl", (b, out) -> out.number(hops(b), b.ttl(), "ttl", "hoplimit"))
            .print("maxHops", (b, out) -> out.number("max_hops", b.maxHops()))
            .print("multihop", (b, out) -> out.flag("multihop", b.multihop()))
            .print("weight", (b, out) -> TrackRules.weight(out, b.weight(), b.reverse()))
            .elsewhere("reverse")
            .print("forVrrp", (b, out) -> out.flag("vrrp", b.forVrrp()))
            .print("forCheckers", (b, out) -> out.flag("checker", b.forCheckers()));

    /** Without a neighbour, so that keepalived drops it again. */
    static final Rules<DroppedBfd> DROPPED_BFD = Rules.of(DroppedBfd.class)
            .elsewhere("name")
            .print("weight", (b, out) -> TrackRules.weight(out, b.weight(), b.reverse()))
            .elsewhere("reverse")
            .print("forVrrp", (b, out) -> out.flag("vrrp", b.forVrrp()))
            .print("forCheckers", (b, out) -> out.flag("checker", b.forCheckers()));

    /** Records without components, or that are a word in the rules above. */
    static final List<Rules<?>> WORDS = List.of(
            Rules.of(Check.Tcp.class),
            Rules.of(Check.Ping.class),
            Rules.of(CheckedUrl.StatusCodes.class).elsewhere("first", "last"));

    private CheckerRules() {}

    private static String hops(BfdInstance instance) {
        return AddressFamily.of(instance.neighborAddress()) == AddressFamily.INET ? "ttl" : "hoplimit";
    }

    /** The n-th printed of a kind was the n-th written, unless one before it was left out. */
    static void checkers(Body out, List<HealthChecker> checkers) {
        Map<String, Integer> counts = new HashMap<>();
        for (HealthChecker checker : checkers) {
            String keyword = checker.check().keyword();
            int number = counts.merge(keyword, 1, Integer::sum);
            out.section(keyword, "", true, out.origins().section(keyword, number), in -> CHECKER.apply(checker, in));
        }
    }

    private static void check(Body out, Check check) {
        switch (check) {
            case Check.Tcp _, Check.Ping _ -> {}
            case Check.Http http -> HTTP.apply(http, out);
            case Check.Misc misc -> MISC.apply(misc, out);
            case Check.Smtp smtp -> SMTP.apply(smtp, out);
            case Check.Dns dns -> DNS.apply(dns, out);
            case Check.Udp udp -> UDP.apply(udp, out);
            case Check.File file -> FILE.apply(file, out);
            case Check.Bfd bfd -> BFD.apply(bfd, out);
        }
    }

    private static void alpha(HealthChecker checker, Body out) {
        if (checker.check() instanceof Check.File) {
            out.fact("alpha", new Datum.Flag(checker.alpha())); // FILE_CHECK has no such keyword
        } else {
            out.onOff("alpha", checker.alpha());
        }
    }

    private static void logAllFailures(HealthChecker checker, Body out) {
        if (checker.schedule().isEmpty()) {
            return; // those that are told have no such keyword
        }
        out.onOff("log_all_failures", checker.logAllFailures());
        if (checker.check() instanceof Check.Misc misc) {
            timeout(out, misc.timeout(), checker.schedule().get().delayLoop());
        }
    }

    /** Whole seconds, unless it is the delay loop. */
    private static void timeout(Body out, Duration timeout, Duration delayLoop) {
        if (timeout.equals(delayLoop)) {
            out.fact("misc_timeout", Body.seconds(timeout));
        } else {
            out.seconds("misc_timeout", timeout);
        }
    }

    private static void program(Body out, ScriptCommand program) {
        out.command("misc_path", Optional.of(new ScriptCommand(program.argv(), Optional.empty())));
        GlobalRules.user(out, "user", program.runAs());
    }

    private static void requireReply(Body out, Check.Udp udp) {
        out.fact("require_reply", new Datum.Flag(udp.requireReply()));
        udp.reply().ifPresent(reply -> out.fact("reply", reply));
        if (udp.requireReply()) {
            out.onlyInFile("require_reply", udp.reply().orElse(""));
        }
    }

    private static void urls(Body out, List<CheckedUrl> urls) {
        int number = 0;
        for (CheckedUrl url : urls) {
            out.section("url", "", true, out.origins().section("url", ++number), in -> URL.apply(url, in));
        }
    }

    private static void regex(Body out, CheckedUrl.Regex regex) {
        out.onlyInFile("regex", ConfText.quotedOnce(regex.pattern()));
        out.fact("regex", regex.pattern());
        REGEX.apply(regex, out);
        if (regex.stackStart().isPresent()) {
            out.words(
                    "regex_stack",
                    List.of(
                            Integer.toString(regex.stackStart().getAsInt()),
                            Integer.toString(regex.stackMax().orElseThrow())));
        }
    }

    private static void regexOptions(Body out, List<String> options) {
        if (!options.isEmpty()) {
            out.words("regex_options", options);
        }
    }
}
