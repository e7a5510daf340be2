package holdfast.conf;

import static holdfast.conf.Reading.finding;
import static holdfast.conf.Reading.findings;
import static holdfast.conf.Reading.instance;
import static holdfast.conf.Reading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What messages say, and where. */
class DiagnosticTest {
    @Test
    void wordsOfAValueInBracesHaveAPlaceInTheFile() {
        String text = Reading.instance("priority {", "    100                 argument", "}");
        Diagnostic found = Reading.read(text).diagnostics().stream()
                .filter(diagnostic -> diagnostic.rule() == Rule.EXTRA_WORDS)
                .findFirst()
                .orElseThrow();
        assertEquals(new SourceSpan(Reading.FILE, 8, 27, "argument".length()), found.span());
    }

    @Test
    void aMessageHasPlaceLineCaretAndRemedy() {
        assertEquals("""
                /etc/keepalived/keepalived.conf:7:3: warning: unknown keyword 'prioriti' in vrrp_instance VI_1; \
                did you mean 'priority'? [HF0101]
                    prioriti 150
                    ^~~~~~~~ write 'priority 150'
                """, read(instance("prioriti 150")).render());
    }

    @Test
    void aRelatedPlaceIsShownBelow() {
        assertEquals("""
                /etc/keepalived/keepalived.conf:8:3: warning: 'priority' is given twice in vrrp_instance VI_1; the last one \
                counts [HF0107]
                    priority 2
                    ^~~~~~~~ remove one of them
                /etc/keepalived/keepalived.conf:7:3: note: the first one is here
                """, read(instance("priority 1", "priority 2")).render());
    }

    @Test
    void longLinesAreShownAroundTheCaret() {
        String text = read("global_defs {\n router_id " + "x".repeat(5_000) + " y\n}\n")
                .render();
        assertTrue(text.lines().allMatch(line -> line.length() < 250), text);
        assertTrue(text.contains(":2:5013:"), text);
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        assertFalse(read("\u001b[31mx\n").render().contains("\u001b"));
    }

    @Test
    void aKeywordOfAnotherBlockSaysWhereItBelongs() {
        var diagnostic = finding(instance("rise 2"));
        assertEquals(Rule.MISPLACED_KEYWORD, diagnostic.rule());
        assertEquals("'rise' is not known in vrrp_instance VI_1; it belongs in vrrp_script", diagnostic.summary());
        assertTrue(finding(instance("lb_algo rr")).summary().endsWith("; it belongs in virtual_server"));
        assertTrue(finding("priority 100\n").summary().endsWith("; it belongs in vrrp_instance"));
    }

    @Test
    void aMisspeltBlockIsOneMessage() {
        var diagnostic = finding("vvrp_script chk {\n script \"/bin/true\"\n interval 2\n}\n");
        assertEquals(Optional.of("write 'vrrp_script chk {'"), diagnostic.hint());
    }

    @Test
    void semicolonsAndEqualsSignsHaveTheirHints() {
        assertEquals(
                Optional.of("remove the ';'"),
                finding(instance("priority 100;")).hint());
        assertEquals(
                Optional.of("write 'priority 100', without '='"),
                finding(instance("priority=100")).hint());
        assertEquals(
                Optional.of("did you mean 'MASTER'?"),
                finding(instance("state master")).hint());
    }

    @Test
    void renamedAndRemovedKeywordsSaySo() {
        var renamed = finding("global_defs {\n lvs_id LB\n}\n");
        assertEquals(Rule.RENAMED_KEYWORD, renamed.rule());
        assertEquals(
                "LB",
                read("global_defs {\n lvs_id LB\n}\n")
                        .configuration()
                        .globalDefs()
                        .routerId());
        assertEquals(
                Rule.REMOVED_KEYWORD,
                finding(instance("nat_mask 255.255.255.0")).rule());
    }

    @Test
    void aFlagIsOnWhateverItsArgumentSays() {
        var diagnostic = finding(instance("nopreempt false"));
        assertEquals(Rule.FLAG_ARGUMENT, diagnostic.rule());
        assertEquals(Optional.of("remove the whole line"), diagnostic.hint());
    }

    @Test
    void aMissingValueIsAnErrorAndTheRestIsStillChecked() {
        ParseResult result = read(instance("state", "prioriti 1"));
        assertEquals(List.of("7 VALUE_MISSING", "8 UNKNOWN_KEYWORD"), findings(result));
        assertTrue(result.hasErrors());
    }

    @Test
    void aKeywordWithoutEffectIsSaidOnceAndIsNoMistake() {
        String second = instance("promote_secondaries")
                .replace("VI_1", "VI_2")
                .replace("51", "52")
                .replace("192.0.2.1", "192.0.2.2");
        ParseResult result = read(instance("promote_secondaries") + second);
        assertEquals(List.of("7 NO_EFFECT"), findings(result));
        assertFalse(result.hasMistakes());
    }

    @Test
    void blocksNeedNamesOfTheirOwn() {
        assertEquals(List.of("1 NAME_MISSING"), findings("vrrp_instance {\n}\n"));
        assertEquals(
                List.of("9 DUPLICATE_NAME"), findings(instance() + instance().replace("51", "52")));
    }

    @Test
    void messagesComeInOrderOfFileAndLine() {
        List<Integer> lines =
                read(instance("zzz 1", "track_script { nobody }", "yyy 2") + "xxx\n").diagnostics().stream()
                        .map(diagnostic -> diagnostic.span().line())
                        .toList();
        assertEquals(lines.stream().sorted().toList(), lines);
        assertEquals(4, lines.size());
    }

    @Test
    void ruleNumbersAreUniqueAndWellFormed() {
        List<String> ids = Arrays.stream(Rule.values()).map(Rule::id).toList();
        assertEquals(ids.size(), ids.stream().distinct().count());
        assertTrue(ids.stream().allMatch(id -> id.matches("HF\\d{4}")));
    }
}
