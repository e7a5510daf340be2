package holdfast.agent.lvs;

import holdfast.agent.configuration.NodeFacts;
import holdfast.check.BytePattern;
import holdfast.check.CheckDefinition;
import holdfast.check.CheckId;
import holdfast.check.CheckTiming;
import holdfast.check.DnsCheck;
import holdfast.check.DnsRecordType;
import holdfast.check.FileCheck;
import holdfast.check.MiscCheck;
import holdfast.check.PingCheck;
import holdfast.check.SmtpCheck;
import holdfast.check.Target;
import holdfast.check.TcpCheck;
import holdfast.check.UdpCheck;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.CheckConnection;
import holdfast.conf.model.lvs.CheckSchedule;
import holdfast.conf.model.lvs.HealthChecker;
import holdfast.ipvs.Checker;
import holdfast.ipvs.RealServerId;
import holdfast.linux.AddressText;
import holdfast.track.notify.NotifyScript;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates the checks of real servers, and hands them to the plan. */
final class CheckTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(CheckTranslator.class);

    private final LvsPlanner plan;
    private final HttpTranslator https;
    private final String greeting;
    private final CheckTools tools;

    /** @param configuration for what checks have in common: the {@code SSL} block, names */
    CheckTranslator(LvsPlanner plan, Configuration configuration, CheckTools tools) {
        this.plan = plan;
        this.tools = tools;
        this.https = new HttpTranslator(
                () -> TlsFiles.identity(configuration.ssl(), tools.verifyCertificates()), tools.verifyCertificates());
        this.greeting = configuration.globalDefs().mail().heloName().orElseGet(NodeFacts::hostName);
    }

    /**
     * Translates one.
     *
     * @param server whose
     * @param name of that server in messages
     * @param before its checks so far
     * @return what the pool knows of it
     */
    Checker translate(HealthChecker checker, RealServerId server, String name, List<Checker> before) {
        int position = before.size();
        String id = id(checker, before);
        LvsPlan.CheckerId checkerId = new LvsPlan.CheckerId(server, id);
        switch (checker.check()) {
            case Check.Tcp _ -> add(checker, new TcpCheck(target(checker)), name, position, checkerId);
            case Check.Http http ->
                add(checker, https.translate(http, target(checker), name), name, position, checkerId);
            case Check.Smtp(var helo) ->
                add(checker, new SmtpCheck(target(checker), helo.orElse(greeting)), name, position, checkerId);
            case Check.Dns(String type, String question) ->
                dns(type, question, checker, name).ifPresent(check -> add(checker, check, name, position, checkerId));
            case Check.Udp udp -> add(checker, udp(udp, target(checker)), name, position, checkerId);
            case Check.Ping _ ->
                add(checker, new PingCheck(target(checker), tools.sockets()), name, position, checkerId);
            case Check.Misc misc ->
                program(misc, name).ifPresent(check -> add(checker, check, name, position, checkerId));
            case Check.File(String file, int weight, boolean reverse) ->
                plan.add(file, new LvsPlan.FileChecker(checkerId, new FileCheck(file, weight, reverse)));
            case Check.Bfd(String session) -> plan.add(session, checkerId);
        }
        // A session that was never up counts as down, with or without alpha: so does keepalived 2.2.7.
        return new Checker(id, kind(checker.check()), checker.alpha() || checker.check() instanceof Check.Bfd);
    }

    private static Checker.Kind kind(Check check) {
        return switch (check) {
            case Check.Tcp _ -> Checker.Kind.TCP;
            case Check.Http _ -> Checker.Kind.HTTP;
            case Check.Smtp _ -> Checker.Kind.SMTP;
            case Check.Dns _ -> Checker.Kind.DNS;
            case Check.Udp _ -> Checker.Kind.UDP;
            case Check.Ping _ -> Checker.Kind.PING;
            case Check.Misc _ -> Checker.Kind.MISC;
            case Check.File _ -> Checker.Kind.FILE;
            case Check.Bfd _ -> Checker.Kind.BFD;
        };
    }

    /** What it is, and where it connects to unless that is the same for all; counted where that is said twice. */
    private static String id(HealthChecker checker, List<Checker> before) {
        String words = checker.check().keyword()
                + checker.connection()
                        .map(to -> " " + AddressText.of(to.address()) + " port " + to.port())
                        .orElse("");
        if (before.isEmpty()) {
            return words; // as most
        }
        Set<String> taken = before.stream().map(Checker::id).collect(Collectors.toSet());
        String id = words;
        for (int number = 2; taken.contains(id); number++) {
            id = words + " (" + number + ")";
        }
        return id;
    }

    private Optional<holdfast.check.Check> dns(String type, String question, HealthChecker checker, String name) {
        try {
            return Optional.of(new DnsCheck(target(checker), DnsRecordType.valueOf(type), question, tools.sockets()));
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "DNS_CHECK of {} is not made and counts as passed: '{}', '{}': {}",
                    name,
                    type,
                    question,
                    e.getMessage());
            return Optional.empty();
        }
    }

    private UdpCheck udp(Check.Udp udp, Target target) {
        Optional<UdpCheck.Expectation> reply = udp.requireReply()
                ? Optional.of(new UdpCheck.Expectation(
                        udp.reply().map(BytePattern::of), udp.minReplyLength(), udp.maxReplyLength()))
                : Optional.empty();
        return new UdpCheck(target, udp.payload().map(BytePattern::of), reply, tools.sockets());
    }

    /** keepalived, too, leaves a program out that must not be run; why, the configuration check has said. */
    private Optional<holdfast.check.Check> program(Check.Misc misc, String name) {
        Optional<NotifyScript> script = plan.program(misc.program());
        if (script.isEmpty()) {
            LOG.error("MISC_CHECK of {} is not made and counts as passed: its program must not be run", name);
        }
        return script.map(found ->
                new MiscCheck(tools.programs().allow(found), misc.timeout(), misc.dynamic(), tools.programs()));
    }

    private void add(
            HealthChecker checker, holdfast.check.Check check, String name, int position, LvsPlan.CheckerId checkerId) {
        plan.add(
                new CheckDefinition(
                        new CheckId(checkerId.server().virtualServer(), name, position),
                        check,
                        timing(checker),
                        checker.alpha(),
                        checker.logAllFailures()),
                checkerId);
    }

    private static Target target(HealthChecker checker) {
        CheckConnection connection = checker.connection().orElseThrow();
        return new Target(
                new InetSocketAddress(connection.address(), connection.port()),
                connection.bindTo(),
                connection.bindPort(),
                connection.bindInterface(),
                connection.fwmark(),
                connection.timeout());
    }

    private static CheckTiming timing(HealthChecker checker) {
        CheckSchedule schedule = checker.schedule().orElseThrow();
        return new CheckTiming(schedule.delayLoop(), schedule.warmup(), schedule.retry(), schedule.delayBeforeRetry());
    }
}
