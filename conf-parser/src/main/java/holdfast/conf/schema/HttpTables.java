package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.integer;
import static holdfast.conf.schema.Kinds.text;

import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.lvs.Check.HttpProtocol;
import holdfast.conf.model.lvs.CheckedUrl.StatusCodes;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keywords of {@code HTTP_GET}, {@code SSL_GET} and their {@code url} (keepalived.conf(5), "HTTP and SSL"). */
final class HttpTables {
    private static final int DIGEST_LENGTH = 32;
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;

    /** Words of {@code regex_options}, which are those of pcre2api(3). */
    private static final Set<String> REGEX_OPTIONS = Set.of(
            "allow_empty_class",
            "alt_bsux",
            "auto_callout",
            "caseless",
            "dollar_endonly",
            "dotall",
            "dupnames",
            "extended",
            "firstline",
            "match_unset_backref",
            "multiline",
            "never_ucp",
            "never_utf",
            "no_auto_capture",
            "no_auto_possess",
            "no_dotstar_anchor",
            "no_start_optimize",
            "ucp",
            "ungreedy",
            "utf",
            "never_backslash_c",
            "alt_circumflex",
            "alt_verbnames",
            "use_offset_limit");

    static final Block<CheckerDraft.Url> URL = Block.<CheckerDraft.Url>of("url")
            .value("path", text(), (d, v) -> d.path = v)
            .value("digest", HttpTables::digest, (d, v) -> d.digest = v)
            .takes("32 hexadecimal digits")
            .value("status_code", HttpTables::statusCodes, (d, v) -> d.statusCodes.addAll(v.value()))
            .takes("100..599 or range, several")
            .defaultsTo("200-299")
            .value("virtualhost", text(), (d, v) -> d.virtualHost = v)
            .inherits("virtualhost")
            .value("regex", ScriptKind.oneText("REGEX"), (d, v) -> d.regex = v)
            .flag("regex_no_match", (d, v) -> d.regexNoMatch = v)
            .value("regex_options", HttpTables::regexOptions, (d, v) -> d.regexOptions = v)
            .takes("OPTION ...")
            .value("regex_stack", HttpTables::regexStack, (d, v) -> d.regexStack = v)
            .takes("BYTES BYTES")
            .value("regex_min_offset", integer(0, Integer.MAX_VALUE), (d, v) -> d.regexMinOffset = v)
            .defaultsTo("0")
            .value("regex_max_offset", integer(0, Integer.MAX_VALUE), (d, v) -> d.regexMaxOffset = v);

    static final Block<CheckerDraft.Http> HTTP_GET = http("HTTP_GET");
    static final Block<CheckerDraft.Http> SSL_GET = http("SSL_GET");

    private HttpTables() {}

    private static Block<CheckerDraft.Http> http(String word) {
        return Block.<CheckerDraft.Http>of(word)
                .section("url", () -> URL, HttpTables::openUrl)
                .value(
                        "http_protocol",
                        Kinds.choice(Map.of(
                                "1.0", HttpProtocol.HTTP_1_0,
                                "1.0C", HttpProtocol.HTTP_1_0_CLOSE,
                                "1.1", HttpProtocol.HTTP_1_1)),
                        (d, v) -> d.protocol = v)
                .defaultsTo("1.0")
                .bool("enable_sni", (d, v) -> d.enableSni = v)
                .value("sni_name", text(), (d, v) -> d.sniName = v)
                .since("2.4.4")
                .inherits("virtualhost")
                .bool("fast_recovery", (d, v) -> d.fastRecovery = v)
                .bool("tls_compliant", (d, v) -> d.tlsCompliant = v)
                .since("2.2.8")
                .value("virtualhost", text(), (d, v) -> d.virtualHost = v)
                .inherits("virtualhost")
                .with(CheckRows::connecting)
                .with(CheckRows::habits)
                .mistaken("path", "write 'url { path ... }'")
                .mistaken("status_code", "write it in the 'url' block")
                .renamed("nb_get_retry", "retry");
    }

    private static Optional<CheckerDraft.Url> openUrl(
            CheckerDraft.Http checker, Statement statement, DiagnosticSink sink) {
        new Arguments(statement, 1, checker.label(), sink).finish(RootTable.NOTHING);
        var url = new CheckerDraft.Url("url", statement.keyword().span());
        checker.urls.add(url);
        return Optional.of(url);
    }

    private static Optional<String> digest(Arguments in) {
        return in.required("32 hexadecimal digits, as 'genhash' prints them").flatMap(word -> {
            String digits = word.text().toLowerCase(Locale.ROOT);
            if (digits.length() != DIGEST_LENGTH) {
                in.problem(
                        Rule.DIGEST,
                        word,
                        "a digest has " + DIGEST_LENGTH + " characters, this one has " + digits.length()
                                + "; it is not compared",
                        "as 'genhash' prints it");
                return Optional.empty();
            }
            if (!digits.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
                in.problem(
                        Rule.DIGEST,
                        word,
                        "'" + word.text() + "' is not made of hexadecimal digits; it is not compared",
                        "as 'genhash' prints it");
                return Optional.empty();
            }
            return Optional.of(digits);
        });
    }

    /** Codes and ranges; none at all is nothing given, as keepalived has it. */
    private static Optional<List<StatusCodes>> statusCodes(Arguments in) {
        List<StatusCodes> codes = new ArrayList<>();
        for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
            Optional<StatusCodes> range = statusCodes(word.get().text());
            if (range.isEmpty()) {
                in.problem(
                        Rule.STATUS_CODE,
                        word.get(),
                        "'" + word.get().text() + "' is no status code",
                        "such as 200 or 200-299, from " + LEAST_STATUS + " to " + MOST_STATUS);
            }
            range.ifPresent(codes::add);
        }
        return Optional.of(codes);
    }

    private static Optional<StatusCodes> statusCodes(String text) {
        int dash = text.indexOf('-');
        int first = code(dash < 0 ? text : text.substring(0, dash));
        int last = dash < 0 ? first : code(text.substring(dash + 1));
        return first < LEAST_STATUS || last < first || last > MOST_STATUS
                ? Optional.empty()
                : Optional.of(new StatusCodes(first, last));
    }

    private static int code(String text) {
        return text.length() == 3 && Digits.only(text) ? Integer.parseInt(text) : -1;
    }

    private static Optional<List<String>> regexOptions(Arguments in) {
        List<String> options = new ArrayList<>();
        for (Optional<Word> word = in.required("options"); word.isPresent(); word = in.take()) {
            String option = word.get().text();
            if (REGEX_OPTIONS.contains(option)) {
                options.add(option);
            } else {
                in.problem(
                        Rule.UNKNOWN_OPTION,
                        word.get(),
                        "'" + option + "' is no option of a regular expression",
                        Suggestions.nearest(option, REGEX_OPTIONS)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("as in pcre2api(3), in lower case, without PCRE2_"));
            }
        }
        return Optional.of(options);
    }

    private static Optional<List<Integer>> regexStack(Arguments in) {
        Optional<Integer> start = integer(1, Integer.MAX_VALUE).read(in);
        Optional<Integer> max =
                start.isEmpty() ? start : integer(1, Integer.MAX_VALUE).read(in);
        return max.map(limit -> List.of(start.get(), limit));
    }
}
