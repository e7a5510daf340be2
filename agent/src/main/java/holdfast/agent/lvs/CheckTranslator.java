package holdfast.agent.lvs;

import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.plan.ScriptTranslator;
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
import holdfast.check.TlsIdentity;
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

/** Translates the checks of real servers. */
final class CheckTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(CheckTranslator.class);

    private final HttpTranslator https;
    private final ScriptTranslator programs;
    private final String greeting;
    private final CheckTools tools;

    /** @param configuration for what checks have in common: the {@code SSL} block, names */
    CheckTranslator(Configuration configuration, ScriptTranslator programs, CheckTools tools) {
        this.programs = programs;
        this.tools = tools;
        this.https = new HttpTranslator(
                () -> TlsFiles.identity(configuration.ssl(), tools.verifyCertificates()), tools.verifyCertificates());
        this.greeting = configuration.globalDefs().mail().heloName().orElseGet(NodeFacts::hostName);
    }

    /** What {@code SMTP_CHECK} says who it is. */
    String greeting() {
        return greeting;
    }

    /** What {@code SSL_GET} shows of itself and trusts; read from its files by the first who asks. */
    TlsIdentity identity() {
        return https.identity();
    }

    /** The same; empty when nobody has asked. */
    Optional<TlsIdentity> identityIfAsked() {
        return https.identityIfAsked();
    }

    /**
     * Translates one.
     *
     * @param server whose
     * @param name of that server in messages
     * @param before its checks so far
     * @param parts get what is made of it
     * @return what the pool knows of it
     */
    Checker translate(
            HealthChecker checker,
            RealServerId server,
            String name,
            List<Checker> before,
            TranslatedServer.Parts parts) {
        String id = id(checker, before);
        LvsPlan.CheckerId checkerId = new LvsPlan.CheckerId(server, id);
        switch (checker.check()) {
            case Check.File(String file, int weight, boolean reverse) ->
                parts.add(new TranslatedServer.ByFile(
                        file, new LvsPlan.FileChecker(checkerId, new FileCheck(file, weight, reverse))));
            case Check.Bfd(String session) -> parts.add(new TranslatedServer.BySession(session, checkerId));
            case Check.Tcp _, Check.Http _, Check.Smtp _, Check.Dns _, Check.Udp _, Check.Ping _, Check.Misc _ -> {
                CheckId checkId = new CheckId(server.virtualServer(), name, before.size());
                check(checker, name, parts)
                        .map(check -> new CheckDefinition(
                                checkId, check, timing(checker), checker.alpha(), checker.logAllFailures()))
                        .ifPresent(check -> parts.add(new TranslatedServer.MadeCheck(check, checkerId)));
            }
        }
        // A session that was never up counts as down, with or without alpha: so does keepalived 2.2.7.
        return new Checker(id, kind(checker.check()), checker.alpha() || checker.check() instanceof Check.Bfd);
    }

    /** What is to be tried; empty: nothing, and that counts as passed. */
    private Optional<holdfast.check.Check> check(HealthChecker checker, String name, TranslatedServer.Parts parts) {
        return switch (checker.check()) {
            case Check.Tcp _ -> Optional.of(new TcpCheck(target(checker)));
            case Check.Http http -> Optional.of(https.translate(http, target(checker), name, parts));
            case Check.Smtp(var helo) -> Optional.of(new SmtpCheck(target(checker), helo.orElse(greeting)));
            case Check.Dns(String type, String question) -> dns(type, question, checker, name, parts);
            case Check.Udp udp -> Optional.of(udp(udp, target(checker)));
            case Check.Ping _ -> Optional.of(new PingCheck(target(checker), tools.sockets()));
            case Check.Misc misc -> program(misc, name, parts);
            case Check.File _, Check.Bfd _ -> Optional.empty();
        };
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

    private Optional<holdfast.check.Check> dns(
            String type, String question, HealthChecker checker, String name, TranslatedServer.Parts parts) {
        try {
            return Optional.of(new DnsCheck(target(checker), DnsRecordType.valueOf(type), question, tools.sockets()));
        } catch (IllegalArgumentException e) {
            parts.onlyForNow();
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
    private Optional<holdfast.check.Check> program(Check.Misc misc, String name, TranslatedServer.Parts parts) {
        parts.onlyForNow();
        Optional<NotifyScript> script = programs.notifyScript(misc.program());
        if (script.isEmpty()) {
            LOG.error("MISC_CHECK of {} is not made and counts as passed: its program must not be run", name);
        }
        return script.map(found ->
                new MiscCheck(tools.programs().allow(found), misc.timeout(), misc.dynamic(), tools.programs()));
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
