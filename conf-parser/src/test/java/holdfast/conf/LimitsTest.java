package holdfast.conf;

import static holdfast.conf.Reading.findings;
import static holdfast.conf.Reading.instance;
import static holdfast.conf.Reading.only;
import static holdfast.conf.Reading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Inputs made to hurt end in a message, soon, and without filling the memory (tests run with little). */
class LimitsTest {
    /** A second on an idle machine; builds share theirs. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static void expect(String rule, String text) {
        assertTimeout(SOON, () -> {
            ParseResult result = read(text);
            assertTrue(
                    findings(result).stream().anyMatch(finding -> finding.endsWith(" " + rule)),
                    () -> findings(result).stream().limit(5).toList().toString());
            assertTrue(result.diagnostics().size() <= 4_000);
        });
    }

    @Test
    void aFileThatIncludesItself() {
        expect("INCLUDE_DEPTH", "include keepalived.conf\n");
    }

    @Test
    void aFileThatIncludesItselfManyTimes() {
        expect("INCLUDE_DEPTH", "include *.conf\n".repeat(10_000));
    }

    @Test
    void aQuoteInACommentAfterManyBracesOnOneLine() {
        expect("BRACE_MISSING_END", "vrrp_instance A { authentication { track_script { # say \"x\"\n");
    }

    @Test
    void definitionsThatNeedOneAnother() {
        expect("SUBSTITUTION_LIMIT", "$A=$B\n$B=$A\n" + instance("priority $A"));
        expect("SUBSTITUTION_LIMIT", "$A=${B}${B}\n$B=${A}${A}\n" + instance("priority $A"));
    }

    @Test
    void aDefinitionOfSeveralLinesThatUsesItself() {
        expect("SUBSTITUTION_LIMIT", "$A= \\\n x \\\n $A\n$A\n");
    }

    @Test
    void sequencesThatMultiply() {
        expect("INPUT_LIMIT", "~SEQ(a,65000) ~SEQ(b,65000) ~SEQ(c,65000) x\n");
    }

    @Test
    void aWordOfAMegabyte() {
        expect("UNKNOWN_KEYWORD", "x".repeat(1 << 20));
        expect("NOT_A_NUMBER", instance("priority " + "9".repeat(1 << 20)));
    }

    @Test
    void aLineOfAMegabyteOfWordsQuotesOrReferences() {
        expect("EXTRA_WORDS", instance("priority 1 " + "x ".repeat(1 << 19)));
        expect("QUOTE_UNCLOSED", instance("priority 1" + "\"".repeat((1 << 20) + 1)));
        expect("EXTRA_WORDS", "$A=x\n" + instance("priority 1 " + "${B} ".repeat(1 << 17)));
        expect("LINES_JOINED", "state MASTERinterface eth0virtual_router_id 51{".repeat(20_000));
        expect("LINES_JOINED", "a { b { c { state 1state 2state 3state " + "x".repeat(1 << 20));
    }

    @Test
    void twentyThousandNestedBraces() {
        expect("INPUT_LIMIT", "a {\n".repeat(20_000));
        expect("INPUT_LIMIT", "a {".repeat(20_000));
        expect("INPUT_LIMIT", "a {\n".repeat(20_000) + "}\n".repeat(20_000));
        expect("BRACE_EXTRA_END", "}\n".repeat(20_000));
        expect("BRACE_MISSING_END", "vrrp_instance V {\n".repeat(20_000));
        expect("BRACE_MISSING_BEGIN", "vrrp_instance V\n".repeat(20_000));
    }

    @Test
    void rootBlocksThatAreIndentedMoreAndMore() {
        var text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            text.append(" ".repeat(i)).append("vrrp_script s").append(i).append(" {\n");
        }
        expect("BRACE_MISSING_END", text.toString());
    }

    @Test
    void conditionsBeforeManyFirstLines() {
        expect("CONDITION_HALF", "@x a {\n}\n".repeat(3_000) + "}\n");
        expect("CONDITION_HALF", "@x a {\n".repeat(50_000) + "}\n".repeat(50_000));
        expect("BRACE_EXTRA_END", "}\n".repeat(50_000) + "@x a {\ny\n".repeat(50_000));
    }

    @Test
    void anErrorAfterThousandsOfWarningsStillCounts() {
        assertTrue(read(instance() + "nonsense 1\n".repeat(10_000) + "vrrp_instance V2 {\n")
                .hasErrors());
    }

    @Test
    void nulBytes() {
        expect("ENCODING", "\0".repeat(1 << 20));
        expect("ENCODING", "\0\n".repeat(1 << 18));
    }

    @Test
    void twoMillionShortLines() {
        expect("INPUT_LIMIT", "x\n".repeat(2_000_000));
        expect("INPUT_LIMIT", instance() + "#\n".repeat(2_000_000) + "x\n".repeat(1_500_000));
    }

    @Test
    void twoMillionBlankLinesAndCommentsAreNoMistake() {
        assertTimeout(SOON, () -> {
            ParseResult result = read(instance("priority 7") + "\n#\n".repeat(1_000_000));
            assertEquals(7, only(result).priority());
        });
    }

    @Test
    void moreThanSixteenMegabytes() {
        byte[] bytes = new byte[17 << 20];
        java.util.Arrays.fill(bytes, (byte) '\n');
        byte[] text = instance("priority 7").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, bytes, 0, text.length);
        assertTimeout(SOON, () -> {
            ParseResult result = Reading.read(MapLoader.of(Reading.FILE, bytes));
            assertEquals("INPUT_LIMIT", result.diagnostics().getFirst().rule().name());
            assertEquals(7, only(result).priority());
        });
    }

    @Test
    void aHundredThousandMistakesOfOneKind() {
        expect("UNKNOWN_KEYWORD", numbered("global_defs {\n", "  prioritee# 7\n"));
        expect("NOT_AN_ADDRESS", numbered("vrrp_instance A {\n virtual_ipaddress {\n", "  192.0.2.x#\n"));
        expect("NO_REAL_SERVER", numbered("", "virtual_server fwmark # {\n}\n"));
    }

    private static String numbered(String start, String line) {
        var text = new StringBuilder(start);
        for (int i = 1; i <= 100_000; i++) {
            text.append(line.replace("#", Integer.toString(i)));
        }
        return text.toString();
    }

    /** What stands first in a long list of mistakes is still said with what was meant. */
    @Test
    void ofManyMistakesTheFirstHaveSuggestions() {
        List<String> said = read(numbered("global_defs {\n", "  router_idd# x\n")).diagnostics().stream()
                .map(Diagnostic::summary)
                .toList();
        assertTrue(said.get(1).endsWith("did you mean 'router_id'?"), said.get(1));
        assertTrue(said.size() < 2_010, said.size() + " findings");
        assertTrue(said.get(1_000).contains("unknown keyword"), said.get(1_000));
    }

    @Test
    void whatIsNoTextIsSaidSoOnce() {
        byte[] bytes = new byte[8 << 20];
        new Random(1).nextBytes(bytes);
        bytes[0] = 'x';
        List<Diagnostic> found = Reading.read(MapLoader.of(Reading.FILE, bytes)).diagnostics();
        assertEquals(1, found.size(), () -> found.getFirst().summary());
        assertEquals(
                "cannot read '" + Reading.FILE + "': it is not a text file",
                found.getFirst().summary());
    }

    /** Text in an encoding of two bytes a character, without control characters, is read. */
    @Test
    void otherEncodingsAreText() {
        byte[] bytes = ("# \u914d\u7f6e\n" + instance()).repeat(500).getBytes(Charset.forName("GB2312"));
        assertTrue(Reading.read(MapLoader.of(Reading.FILE, bytes)).diagnostics().stream()
                .noneMatch(finding -> finding.rule() == Rule.FILE_UNREADABLE));
    }
}
