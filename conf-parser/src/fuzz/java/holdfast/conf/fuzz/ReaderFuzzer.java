package holdfast.conf.fuzz;

import holdfast.conf.ConfigurationReader;
import holdfast.conf.Dialect;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.ParseResult;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.effective.ConfFormat;
import holdfast.conf.effective.EffectiveValues;
import holdfast.conf.format.Formatted;
import holdfast.conf.format.Formatter;
import holdfast.conf.format.Indentation;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What Jazzer feeds with bytes ({@code integration-tests/src/fuzz/run configuration}). Whatever they are: reading never throws, takes less than a
 * second of the processor, and every finding is about a place that exists; formatting and printing keep the meaning.
 */
public final class ReaderFuzzer {
    private static final String MAIN = "/etc/keepalived/keepalived.conf";
    private static final String OTHER = "/etc/keepalived/other.conf";
    private static final byte[] OTHER_TEXT = "virtual_ipaddress {\n 192.0.2.1\n}\n".getBytes(StandardCharsets.UTF_8);
    private static final ParseEnvironment ENVIRONMENT = ParseEnvironment.ofHost("lb1.example.org");
    private static final Formatter FORMATTER = new Formatter(Indentation.STANDARD);
    private static final long A_SECOND = 1_000_000_000;

    private ReaderFuzzer() {}

    /** Loads the classes, which Jazzer instruments one by one, before any input is timed. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("""
                global_defs {
                    router_id a
                }
                vrrp_instance A {
                    interface eth0
                    virtual_router_id 1
                    prioritee 7
                    include other.conf
                }
                virtual_server 192.0.2.1 80 {
                    real_server 192.0.2.2 80 {
                        HTTP_GET {
                            url {
                                path /
                            }
                        }
                    }
                }
                """.getBytes(StandardCharsets.UTF_8));
    }

    /** Jazzer's entry point: one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        long start = processorTime();
        ParseResult result = check(input);
        result.render();
        if (processorTime() - start > A_SECOND) {
            checkTime(input);
        }
        result.diagnostics().forEach(found -> {
            checkPlace(result, found.span(), found);
            found.related().ifPresent(related -> checkPlace(result, related.span(), found));
        });
        checkPrinting(result);
        checkFormatting(input, result);
        ConfFormat.of(EffectiveValues.of(ConfigurationReader.read(new Files(input), MAIN, ENVIRONMENT, Dialect.AS_KEEPALIVED)), true);
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** It was slow: the best of three counts, for nothing may have been compiled yet. */
    private static void checkTime(byte[] input) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 3 && shortest > A_SECOND; i++) {
            long start = processorTime();
            check(input).render();
            shortest = Math.min(shortest, processorTime() - start);
        }
        require(shortest <= A_SECOND, "took " + shortest / 1_000_000 + " ms");
    }

    /** Reads, and looks at the file as a whole. */
    private static ParseResult check(byte[] bytes) {
        return ConfigurationReader.check(new Files(bytes), MAIN, ENVIRONMENT);
    }

    private static ParseResult read(byte[] bytes) {
        return ConfigurationReader.read(new Files(bytes), MAIN, ENVIRONMENT);
    }

    private static void checkPlace(ParseResult result, SourceSpan span, Diagnostic found) {
        require(span.length() >= 1 && span.column() >= 1, "no place: " + found);
        if (span.line() == 0) {
            return;
        }
        int length = result.sources().line(span.file(), span.line()).orElseThrow().length();
        int end = span.column() + span.length() - 1;
        require(end <= Math.max(1, length), "a place after the end of line " + span.line() + ": " + found);
    }

    private static void checkPrinting(ParseResult result) {
        String printed = ConfFormat.of(EffectiveValues.of(result), true);
        ParseResult again = read(printed.getBytes(StandardCharsets.UTF_8));
        require(result.configuration().equals(again.configuration()), "means something else:\n" + printed);
    }

    private static void checkFormatting(byte[] input, ParseResult result) {
        switch (FORMATTER.format(MAIN, input)) {
            case Formatted.LeftAlone _ -> {}
            case Formatted.Text(byte[] text) -> {
                require(
                        result.configuration().equals(read(text).configuration()),
                        "formatted it means something else");
                boolean stable = FORMATTER.format(MAIN, text) instanceof Formatted.Text(byte[] again)
                        && Arrays.equals(text, again);
                require(stable, "formatted twice it changes again");
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** The input, which may include itself, and a small file it may include. */
    private record Files(byte[] main) implements SourceLoader {
        @Override
        public List<String> glob(String directory, String pattern) {
            return pattern.endsWith("keepalived.conf")
                    ? List.of(MAIN)
                    : pattern.endsWith("other.conf") || pattern.endsWith("*") ? List.of(OTHER) : List.of();
        }

        @Override
        public ReadOutcome read(String path) {
            return new Content(path.equals(OTHER) ? OTHER_TEXT : main);
        }
    }
}
