package holdfast.conf.schema;

import holdfast.conf.Dialect;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.CheckConnection;
import holdfast.conf.model.lvs.CheckDefaults;
import holdfast.conf.model.lvs.CheckedUrl;
import holdfast.conf.model.lvs.HealthChecker;
import holdfast.conf.schema.CheckerDraft.ConnectionDraft;
import holdfast.conf.schema.VirtualServerDraft.RealServerDraft;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The health checkers of one real server, with what they inherit; one without the thing to check is left out. */
final class CheckerCompiler {
    private static final Optional<Duration> ONE_SECOND = Optional.of(Duration.ofSeconds(1));
    private static final Optional<Duration> THREE_SECONDS = Optional.of(Duration.ofSeconds(3));
    private static final int DNS_RETRY = 3;
    private static final int MAX_REPLY = 255;

    private final RealServerDraft server;
    private final CheckDefaults inherited;
    private final boolean alpha;
    private final Optional<String> virtualHost;
    private final LvsScope scope;
    private final DiagnosticSink sink;
    private final List<HealthChecker> checkers = new ArrayList<>();

    CheckerCompiler(
            RealServerDraft server,
            CheckDefaults inherited,
            boolean alpha,
            Optional<String> virtualHost,
            LvsScope scope,
            DiagnosticSink sink) {
        this.server = server;
        this.inherited = inherited;
        this.alpha = alpha;
        this.virtualHost = virtualHost;
        this.scope = scope;
        this.sink = sink;
    }

    List<HealthChecker> compile() {
        for (CheckerDraft draft : server.checkers) {
            switch (draft) {
                case CheckerDraft.Plain plain -> connecting(plain, plain.check, 1, ONE_SECOND);
                case CheckerDraft.Http http -> http(http);
                case CheckerDraft.Misc misc -> misc(misc);
                case CheckerDraft.Smtp smtp -> smtp(smtp);
                case CheckerDraft.Dns dns ->
                    connecting(
                            dns,
                            new Check.Dns(Located.or(dns.type, "SOA"), Located.or(dns.name, ".")),
                            DNS_RETRY,
                            Optional.empty());
                case CheckerDraft.Udp udp -> connecting(udp, udp(udp), 1, ONE_SECOND);
                case CheckerDraft.File file -> file(file);
                case CheckerDraft.Bfd bfd -> bfd(bfd);
            }
        }
        return checkers;
    }

    private void connecting(CheckerDraft draft, Check check, int retry, Optional<Duration> delayBeforeRetry) {
        CheckDefaults given = CheckInheritance.over(draft.timing, inherited);
        CheckConnection connection = connection(draft, draft.connection, check, given.connectTimeout());
        add(draft, check, Optional.of(connection), given, retry, delayBeforeRetry);
    }

    private void add(
            CheckerDraft draft,
            Check check,
            Optional<CheckConnection> connection,
            CheckDefaults given,
            int retry,
            Optional<Duration> delayBeforeRetry) {
        checkers.add(new HealthChecker(
                check,
                connection,
                Optional.of(CheckInheritance.schedule(given, retry, delayBeforeRetry)),
                Located.or(draft.alpha, alpha),
                Located.or(draft.logAllFailures, false)));
    }

    /** By default to the real server, at the port written there even where packets go to another. */
    private CheckConnection connection(Draft draft, ConnectionDraft given, Check check, Duration timeout) {
        InetAddress address = Located.or(given.connectIp, server.server.address());
        int port = Located.or(given.connectPort, server.server.port());
        if (port == 0 && !(check instanceof Check.Ping) && draft.whereSeen("connect_port") == null) {
            sink.report(Diagnostic.of(
                            Rule.CHECK_PORT,
                            draft.place(),
                            draft.label() + " of " + server.label() + " has no port to connect to")
                    .withHint("add 'connect_port N'"));
        }
        Optional<InetAddress> bindTo = GlobalCompiler.optional(given.bindTo)
                .filter(source -> AddressFamily.of(source) == AddressFamily.of(address));
        if (given.bindTo != null && bindTo.isEmpty()) {
            sink.report(Diagnostic.of(
                    Rule.FAMILY_OPTION,
                    given.bindTo.span(),
                    "'bindto' is " + AddressFamily.of(given.bindTo.value()).word() + ", but the check connects to "
                            + AddressFamily.of(address).word() + "; it is ignored"));
        }
        return new CheckConnection(
                address,
                port,
                bindTo,
                given.bindPort == null ? OptionalInt.empty() : OptionalInt.of(given.bindPort.value()),
                GlobalCompiler.optional(given.bindInterface),
                Located.or(given.fwmark, 0L),
                timeout);
    }

    private void http(CheckerDraft.Http draft) {
        Optional<String> host = GlobalCompiler.optional(draft.virtualHost).or(() -> virtualHost);
        List<CheckedUrl> urls = new ArrayList<>();
        for (CheckerDraft.Url url : draft.urls) {
            Optional<CheckedUrl> checked = UrlCompiler.compile(url, host, sink);
            if (checked.isPresent()) {
                urls.add(checked.get());
            }
        }
        if (urls.isEmpty()) {
            if (draft.urls.isEmpty()) {
                incomplete(draft, "url { }", "add 'url { path / }'");
            }
            return;
        }
        var check = new Check.Http(
                draft.ssl,
                Located.or(draft.protocol, Check.HttpProtocol.HTTP_1_0),
                Located.or(draft.enableSni, false),
                GlobalCompiler.optional(draft.sniName),
                Located.or(draft.fastRecovery, false),
                Located.or(draft.tlsCompliant, false),
                urls);
        connecting(draft, check, 1, THREE_SECONDS);
    }

    private void misc(CheckerDraft.Misc draft) {
        if (draft.path == null) {
            if (draft.whereSeen("misc_path") == null) {
                incomplete(draft, "misc_path", "add 'misc_path \"PROGRAM ARGUMENTS\"'");
            }
            return;
        }
        CheckDefaults given = CheckInheritance.over(draft.timing, inherited);
        ScriptCommand program = new ScriptCommand(
                draft.path.value().argv(), GlobalCompiler.optional(draft.user).or(scope::scriptUser));
        Duration timeout = Located.or(draft.timeout, Duration.ZERO);
        var check = new Check.Misc(
                program, timeout.isZero() ? given.delayLoop() : timeout, Located.or(draft.dynamic, false));
        add(draft, check, Optional.empty(), given, 0, ONE_SECOND);
    }

    /** Each {@code host} is one more check, as keepalived has it. */
    private void smtp(CheckerDraft.Smtp draft) {
        var check = new Check.Smtp(GlobalCompiler.optional(draft.heloName));
        connecting(draft, check, 1, ONE_SECOND);
        CheckDefaults given = CheckInheritance.over(draft.timing, inherited);
        Duration otherwise = scope.dialect() == Dialect.AS_MEANT ? given.connectTimeout() : Duration.ZERO;
        for (CheckerDraft.Host host : draft.hosts) {
            Duration timeout = Located.or(host.connectTimeout, otherwise);
            add(draft, check, Optional.of(connection(host, host.connection, check, timeout)), given, 1, ONE_SECOND);
        }
    }

    private Check udp(CheckerDraft.Udp draft) {
        int min = Located.or(draft.minReplyLength, 0);
        int max = Located.or(draft.maxReplyLength, MAX_REPLY);
        if (min > max) {
            Located<Integer> place = draft.minReplyLength;
            sink.report(Diagnostic.of(
                            Rule.CONTRADICTION,
                            place.span(),
                            "'min_reply_length " + min + "' is above max_reply_length " + max
                                    + "; the check always fails")
                    .withHint("at most " + max));
        }
        Optional<String> reply = GlobalCompiler.optional(draft.reply).filter(pattern -> !pattern.isEmpty());
        return new Check.Udp(GlobalCompiler.optional(draft.payload), draft.reply != null, reply, min, max);
    }

    private void file(CheckerDraft.File draft) {
        if (draft.trackFile == null) {
            if (draft.whereSeen("track_file") == null) {
                incomplete(draft, "track_file", "add 'track_file NAME'");
            }
            return;
        }
        String name = draft.trackFile.value();
        var file = scope.files().get(name);
        if (file == null) {
            undefined(draft.trackFile, "track_file", scope.files().keySet());
            return;
        }
        Weight weight = Located.or(draft.weight, new Weight(file.weight(), file.reverse()));
        told(draft, new Check.File(name, weight.value(), weight.reverse()));
    }

    private void bfd(CheckerDraft.Bfd draft) {
        if (draft.name == null) {
            if (draft.whereSeen("name") == null) {
                incomplete(draft, "name", "add 'name BFD_INSTANCE'");
            }
            return;
        }
        String name = draft.name.value();
        if (!scope.bfdInstances().containsKey(name)) {
            undefined(draft.name, "bfd_instance", scope.bfdInstances().keySet());
        } else if (!scope.bfdInstances().get(name)) {
            sink.report(Diagnostic.of(
                            Rule.UNDEFINED_NAME,
                            draft.name.span(),
                            "bfd_instance '" + name + "' does not tell checkers; the check is left out")
                    .withHint("add 'checker' to it, or remove 'vrrp'"));
        } else {
            told(draft, new Check.Bfd(name));
        }
    }

    private void told(CheckerDraft draft, Check check) {
        checkers.add(
                new HealthChecker(check, Optional.empty(), Optional.empty(), Located.or(draft.alpha, alpha), false));
    }

    private void undefined(Located<String> name, String kind, java.util.Set<String> known) {
        Diagnostic diagnostic = Diagnostic.of(
                Rule.UNDEFINED_NAME,
                name.span(),
                "there is no " + kind + " '" + name.value() + "'; the check is left out");
        sink.report(Suggestions.nearest(name.value(), known)
                .map(near -> diagnostic.withHint("did you mean '" + near + "'?"))
                .orElse(diagnostic));
    }

    private void incomplete(CheckerDraft draft, String keyword, String hint) {
        sink.report(Diagnostic.of(
                        Rule.CHECK_INCOMPLETE,
                        draft.place(),
                        draft.label() + " of " + server.label() + " has no '" + keyword + "' and is left out")
                .withHint(hint));
    }
}
