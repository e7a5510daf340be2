package holdfast.conf;

import static holdfast.conf.Reading.argv;
import static holdfast.conf.Reading.configuration;
import static holdfast.conf.Reading.findings;
import static holdfast.conf.Reading.read;
import static holdfast.conf.Reading.routerId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpTrackProcess;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comments, quotes, definitions, conditions, sequences and encodings (keepalived.conf(5)). */
class LanguageTest {
    @Test
    void commentsBeginAnywhereOutsideDoubleQuotes() {
        assertEquals("a", routerId("router_id a#b"));
        assertEquals("a", routerId("router_id a! b"));
        assertEquals("a#b", routerId("router_id \"a#b\""));
        assertEquals("a#b!c", routerId("router_id a\\#b\\!c"));
    }

    @Test
    void quotedWordsMayContainBlanksAndBraces() {
        assertEquals("a {b} c", routerId("router_id \"a {b} c\""));
    }

    @Test
    void definitionsAreReplacedWhereTheyAreUsed() {
        assertEquals("x-1", routerId("$A=1\nrouter_id x-${A}"));
        assertEquals("one", routerId("$A=$B\n$B=one\nrouter_id $A"));
        assertEquals("second", routerId("$A=first\n$A=second\nrouter_id $A"));
    }

    @Test
    void theBareFormNeedsABlankACommaABracketOrTheEnd() {
        assertEquals("$A/x", routerId("$A=1\nrouter_id $A/x"));
        assertEquals("1,x", routerId("$A=1\nrouter_id $A,x"));
    }

    @Test
    void anUndefinedNameInANumberIsNamedAsThat() {
        assertEquals(List.of("8 UNDEFINED_REFERENCE"), findings(Reading.instance("", "priority $PRIO")));
    }

    @Test
    void predefinedNamesAreKnown() {
        assertEquals("/etc/keepalived", routerId("router_id ${_PWD}"));
        assertEquals("lb1", routerId("router_id ${_INSTANCE}"));
        assertEquals("192.0.2.9", routerId("router_id ${_ENV VIP}"));
        assertEquals("a", routerId("router_id a${_HASH}b")); // as keepalived 2.2.7: a comment begins here
    }

    @Test
    void randomNumbersAreTheSameForTheSameSeedAndInTheRange() {
        String number = routerId("router_id ${_RANDOM 5 7}");
        assertEquals(number, routerId("router_id ${_RANDOM 5 7}"));
        assertTrue(List.of("5", "6", "7").contains(number), number);
    }

    @Test
    void aMultiLineDefinitionGivesLines() {
        var scripts = configuration("""
                $S= \\
                vrrp_script s${N} { \\
                    script "/bin/check ${N}" \\
                    interval 3 \\
                }
                $N=1
                $S
                $N=2
                $S
                """).vrrpScripts();
        assertEquals(List.of("s1", "s2"), scripts.stream().map(VrrpScript::name).toList());
        assertEquals(List.of("/bin/check", "2"), scripts.get(1).script().argv());
        assertEquals(3, scripts.get(1).interval().toSeconds());
    }

    @Test
    void conditionsKeepOrDropALine() {
        assertEquals("one", routerId("@lb1 router_id one\n@lb2 router_id two"));
        assertEquals("other", routerId("@^lb2 router_id other\n@^lb1 router_id this"));
        assertEquals("both", routerId("@lb1 @^lb2 router_id both"));
    }

    @Test
    void sequencesRepeatTheLine() {
        assertEquals(List.of("a2", "a4", "a6"), members("~SEQ(i, 2, 2, 6) a$i"));
        assertEquals(List.of("a1", "a2"), members("~SEQ(i, 2) a${i}"));
        assertEquals(List.of("ae", "af", "a10"), members("~SEQx(i, 14, 16) a${i}"));
        assertEquals(List.of("x-1", "y-2"), members("~LST({n,v},{x,1},{y,2}) ${n}-${v}"));
        assertEquals(List.of("ax", "ay", "bx", "by"), members("~LST(p,a,b) ~LST(q,x,y) ${p}${q}"));
    }

    private static List<String> members(String line) {
        var result = read("vrrp_sync_group G {\n group {\n" + line + "\n }\n}\n");
        return result.diagnostics().stream()
                .filter(diagnostic -> diagnostic.summary().startsWith("there is no vrrp_instance '"))
                .map(diagnostic -> diagnostic.summary().split("'", -1)[1])
                .toList();
    }

    @Test
    void malformedSequencesAndDefinitionsAreReported() {
        assertEquals(List.of("1 SEQUENCE_FORM"), findings("~SEQ(i, 5, 1, 2) x\n"));
        assertEquals(List.of("1 DEFINITION_FORM"), findings("$A = 1\n"));
        assertEquals(List.of("1 CONDITION_FORM"), findings("@ router_id x\n"));
    }

    @Test
    void definitionsThatNeedOneAnotherEndInAMessage() {
        assertEquals(List.of("4 SUBSTITUTION_LIMIT"), findings("$A=$B\n$B=$A\nglobal_defs {\nrouter_id $A\n}\n"));
    }

    @Test
    void definitionsThatExplodeEndInAMessage() {
        var text = new StringBuilder("$A0=x\n");
        for (int i = 1; i < 40; i++) {
            text.append("$A")
                    .append(i)
                    .append("=${A")
                    .append(i - 1)
                    .append("}${A")
                    .append(i - 1)
                    .append("}\n");
        }
        assertEquals(List.of("42 SUBSTITUTION_LIMIT"), findings(text + "global_defs {\nrouter_id ${A39}\n}\n"));
    }

    @Test
    void scriptsAreCutIntoWordsWithoutAShell() {
        assertEquals(List.of("/bin/t", "A", "A", "a b", "cB d"), argv("\"/bin/t \\x41 \\\\x41 a\\\\ b 'c\\x42 d'\""));
        assertEquals(List.of("/bin/t", "A", "c d", "A"), argv("'/bin/t \\x41 \"c d\" \\\\x41'"));
        assertEquals(List.of("/bin/t", "a", "b"), argv("\"/bin/t \"'a b'"));
        assertEquals(List.of("/bin/bash", "-c", "! test -e /tmp/x"), argv("\"/bin/bash -c '! test -e /tmp/x'\""));
        assertEquals(List.of("/usr/bin/test", "-r", "/tmp/x"), argv("\"</tmp/x\""));
    }

    @Test
    void processesKeepTheirArguments() {
        VrrpTrackProcess process = configuration("vrrp_track_process p {\n process \"/usr/sbin/sshd -D\"\n}\n")
                .vrrpTrackProcesses()
                .getFirst();
        assertEquals("/usr/sbin/sshd", process.process());
        assertEquals(List.of("-D"), process.parameters());
    }

    @Test
    void anUnclosedQuoteIsAnError() {
        assertEquals(List.of("2 QUOTE_UNCLOSED"), findings("vrrp_script s {\n script \"/bin/true x\n}\n"));
        assertEquals(List.of("2 QUOTE_UNCLOSED"), findings("vrrp_script s {\n script '/bin/true x\n}\n"));
    }

    @Test
    void carriageReturnsByteOrderMarksAndOtherEncodingsAreRead() {
        String text = Reading.instance("priority 101");
        assertEquals(101, priority(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), List.of()));
        assertEquals(101, priority(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8), List.of("1 ENCODING")));
        assertEquals(101, priority(("# \u4e3b\u5907\n" + text).getBytes(Charset.forName("GB2312")), List.of()));
        assertEquals(101, priority(text.replace("\n", "\r").getBytes(StandardCharsets.UTF_8), List.of("1 ENCODING")));
        assertEquals(101, priority(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE), List.of("1 ENCODING")));
    }

    private static int priority(byte[] bytes, List<String> expected) {
        ParseResult result = Reading.read(MapLoader.of(Reading.FILE, bytes));
        assertEquals(expected, findings(result));
        return Reading.only(result).priority();
    }

    @Test
    void aNulByteIsAnError() {
        assertEquals(List.of("8 ENCODING"), findings(Reading.instance("", "priority\0 101")));
    }

    @Test
    void typographicBlanksQuotesAndMinusAreReadAsTheyLookWithAWarning() {
        ParseResult result = read("vrrp_script s {\n\u00A0script \u201C/bin/true x\u201D\n weight \u22125\n}\n");
        assertEquals(List.of("2 INVISIBLE_CHARACTER", "3 INVISIBLE_CHARACTER"), findings(result));
        assertEquals(-5, result.configuration().vrrpScripts().getFirst().weight());
    }

    @Test
    void hugeInputEndsQuickly() {
        assertEquals("1 UNKNOWN_KEYWORD", findings("x".repeat(1 << 20)).getFirst());
        assertEquals(
                "1 INPUT_LIMIT",
                findings("a {".repeat(20_000)).stream()
                        .filter(finding -> finding.endsWith("INPUT_LIMIT"))
                        .findFirst()
                        .orElseThrow());
        read("\\#".repeat(500_000));
        read("}".repeat(200_000));
        read("$A=".repeat(200_000));
    }
}
