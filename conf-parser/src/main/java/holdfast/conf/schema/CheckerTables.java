package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.integer;
import static holdfast.conf.schema.Kinds.text;

import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.schema.VirtualServerDraft.RealServerDraft;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Keywords of the health checkers other than HTTP (keepalived.conf(5), "healthcheckers"). */
final class CheckerTables {
    private static final int MAX_LENGTH = 65_535;

    private static final Map<String, String> DNS_TYPES = dnsTypes();

    static final Block<CheckerDraft.Plain> TCP_CHECK = plain("TCP_CHECK");
    static final Block<CheckerDraft.Plain> PING_CHECK = plain("PING_CHECK");

    static final Block<CheckerDraft.Misc> MISC_CHECK = Block.<CheckerDraft.Misc>of("MISC_CHECK")
            .value("misc_path", ScriptKind.program(), (d, v) -> d.path = v)
            .value("misc_timeout", Kinds.wholeSeconds(0, Integer.MAX_VALUE), (d, v) -> d.timeout = v)
            .inherits("delay_loop")
            .flag("misc_dynamic", (d, v) -> d.dynamic = v)
            .value("user", Kinds.user(), (d, v) -> d.user = v)
            .inherits("script_user")
            .with(CheckRows::scheduled)
            .mistaken("script", "write 'misc_path'")
            .mistaken("timeout", "write 'misc_timeout SECONDS'")
            .mistaken("connect_timeout", "write 'misc_timeout SECONDS'")
            .removed("nb_get_retry", "write 'retry'");

    static final Block<CheckerDraft.Smtp> SMTP_CHECK = Block.<CheckerDraft.Smtp>of("SMTP_CHECK")
            .value("helo_name", text(), (d, v) -> d.heloName = v)
            .inherits("smtp_helo_name")
            .section("host", () -> CheckerTables.HOST, CheckerTables::openHost)
            .with(CheckRows::connecting)
            .with(CheckRows::habits)
            .removed("nb_get_retry", "write 'retry'");

    static final Block<CheckerDraft.Host> HOST = Block.<CheckerDraft.Host>of("host")
            .with(table -> CheckRows.connection(table, d -> d.connection))
            .value("connect_timeout", Kinds.seconds("0.000001", "4294.967295"), (d, v) -> d.connectTimeout = v)
            .inherits("connect_timeout")
            .quiet("retry", LvsKinds.unsigned(0))
            .quiet("delay_before_retry", Kinds.seconds("0", "4294.967295"))
            .quiet("warmup", Kinds.seconds("0", "4294.967295"))
            .quiet("delay_loop", Kinds.seconds("0.000001", "4294.967295"));

    static final Block<CheckerDraft.Dns> DNS_CHECK = Block.<CheckerDraft.Dns>of("DNS_CHECK")
            .value("type", dnsType(), (d, v) -> d.type = v)
            .defaultsTo("SOA")
            .value("name", text("DOMAIN"), (d, v) -> d.name = v)
            .defaultsTo(".")
            .with(CheckRows::connecting)
            .with(CheckRows::habits)
            .removed("nb_get_retry", "write 'retry'");

    static final Block<CheckerDraft.Udp> UDP_CHECK = Block.<CheckerDraft.Udp>of("UDP_CHECK")
            .value("payload", HexDigits.bytes(), (d, v) -> d.payload = v)
            .value("require_reply", HexDigits.pattern(), (d, v) -> d.reply = v)
            .value("min_reply_length", integer(0, MAX_LENGTH), (d, v) -> d.minReplyLength = v)
            .defaultsTo("0")
            .value("max_reply_length", integer(0, MAX_LENGTH), (d, v) -> d.maxReplyLength = v)
            .defaultsTo("255")
            .with(CheckRows::connecting)
            .with(CheckRows::habits)
            .removed("nb_get_retry", "write 'retry'");

    static final Block<CheckerDraft.File> FILE_CHECK = Block.<CheckerDraft.File>of("FILE_CHECK")
            .value("track_file", text("NAME"), (d, v) -> d.trackFile = v)
            .value("weight", Weight.upTo(Integer.MAX_VALUE), (d, v) -> d.weight = v)
            .defaultsTo("that of the track_file")
            .mistaken("dynamic", "remove it: the number in the file always changes the weight");

    static final Block<CheckerDraft.Bfd> BFD_CHECK = Block.<CheckerDraft.Bfd>of("BFD_CHECK")
            .first("name", text("NAME"), (d, v) -> d.name = v)
            .bool("alpha", (d, v) -> d.alpha = v);

    private CheckerTables() {}

    private static Block<CheckerDraft.Plain> plain(String word) {
        return Block.<CheckerDraft.Plain>of(word)
                .with(CheckRows::connecting)
                .with(CheckRows::habits)
                .removed("nb_get_retry", "write 'retry'");
    }

    /** The rows of a {@code real_server} that open a checker. */
    static Block<RealServerDraft> openers(Block<RealServerDraft> table) {
        return table.section(
                        "TCP_CHECK",
                        () -> TCP_CHECK,
                        checker((label, place) -> new CheckerDraft.Plain(label, place, new Check.Tcp())))
                .section(
                        "HTTP_GET",
                        () -> HttpTables.HTTP_GET,
                        checker((label, place) -> new CheckerDraft.Http(label, place, false)))
                .section(
                        "SSL_GET",
                        () -> HttpTables.SSL_GET,
                        checker((label, place) -> new CheckerDraft.Http(label, place, true)))
                .section("MISC_CHECK", () -> MISC_CHECK, checker(CheckerDraft.Misc::new))
                .section("SMTP_CHECK", () -> SMTP_CHECK, checker(CheckerDraft.Smtp::new))
                .section("DNS_CHECK", () -> DNS_CHECK, checker(CheckerDraft.Dns::new))
                .section("UDP_CHECK", () -> UDP_CHECK, checker(CheckerDraft.Udp::new))
                .section(
                        "PING_CHECK",
                        () -> PING_CHECK,
                        checker((label, place) -> new CheckerDraft.Plain(label, place, new Check.Ping())))
                .section("FILE_CHECK", () -> FILE_CHECK, checker(CheckerDraft.File::new))
                .section("BFD_CHECK", () -> BFD_CHECK, checker(CheckerDraft.Bfd::new));
    }

    private static <C extends CheckerDraft> Entry.Opener<RealServerDraft, C> checker(
            BiFunction<String, SourceSpan, C> make) {
        return (server, statement, sink) -> {
            C draft = make.apply(statement.keyword().text(), statement.keyword().span());
            new Arguments(statement, 1, server.label(), sink).finish(RootTable.NOTHING);
            server.checkers.add(draft);
            return Optional.of(draft);
        };
    }

    private static Optional<CheckerDraft.Host> openHost(
            CheckerDraft.Smtp checker, Statement statement, DiagnosticSink sink) {
        new Arguments(statement, 1, checker.label(), sink).finish(RootTable.NOTHING);
        var host = new CheckerDraft.Host("host", statement.keyword().span());
        checker.hosts.add(host);
        return Optional.of(host);
    }

    private static Map<String, String> dnsTypes() {
        Map<String, String> types = new HashMap<>();
        for (String type : new String[] {"A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG", "DNSKEY"}) {
            types.put(type, type);
        }
        return types;
    }

    /** A record type, in any case. */
    private static Argument<String> dnsType() {
        return Argument.of("A | NS | CNAME | SOA | MX | TXT | AAAA | RRSIG | DNSKEY", in -> {
            Optional<Word> word = in.required("a record type such as A or SOA");
            Optional<String> type = word.map(given -> DNS_TYPES.get(given.text().toUpperCase(Locale.ROOT)));
            if (word.isPresent() && type.isEmpty()) {
                in.problem(
                        Rule.UNKNOWN_WORD,
                        word.get(),
                        "'" + word.get().text() + "' is no record type keepalived asks for; SOA is used",
                        "one of A, AAAA, CNAME, DNSKEY, MX, NS, RRSIG, SOA, TXT");
            }
            return type;
        });
    }
}
