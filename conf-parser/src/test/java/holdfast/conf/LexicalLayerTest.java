package holdfast.conf;

import static holdfast.conf.Reading.argv;
import static holdfast.conf.Reading.configuration;
import static holdfast.conf.Reading.findings;
import static holdfast.conf.Reading.instance;
import static holdfast.conf.Reading.only;
import static holdfast.conf.Reading.read;
import static holdfast.conf.Reading.routerId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lines, comments, braces, quotes, numbers and the order of definitions, a sentence a test. Values as keepalived 2.2.7 shows
 * them with {@code --dump-conf}, where it has any.
 */
class LexicalLayerTest {
    private static List<String> addresses(String text) {
        return only(read(text)).virtualIpAddresses().stream()
                .map(VirtualIpAddress::address)
                .map(address -> address.getHostAddress())
                .toList();
    }

    @Test
    void aLineMayHaveAnyLength() {
        String name = "n".repeat(100_000);
        assertEquals(name, routerId("router_id " + name));
    }

    @Test
    void aCommentOfMoreThan1023BytesIsAComment() {
        String text = "# " + "x".repeat(1_100) + " vrrp_instance VI_GHOST {\n" + instance();
        assertEquals(List.of(), findings(text));
        assertEquals("VI_1", only(read(text)).name());
    }

    @Test
    void aQuotedScriptOfMoreThan1023BytesIsOneCommand() {
        String argument = "a".repeat(2_000);
        assertEquals(List.of("/bin/echo", argument), argv("\"/bin/echo " + argument + "\""));
    }

    @Test
    void aCommentStartsAnywhereOutsideDoubleQuotesEvenGluedToAWord() {
        assertEquals("a", routerId("router_id a#b"));
        assertEquals("a", routerId("router_id a!b"));
        assertEquals("a#b", routerId("router_id \"a#b\""));
    }

    @Test
    void singleQuotesDoNotProtectFromComments() {
        assertEquals(List.of("2 QUOTE_UNCLOSED"), findings("vrrp_script s {\n script '/bin/echo a#b'\n}\n"));
        assertEquals(List.of("/bin/echo", "a#b"), argv("\"/bin/echo a#b\""));
    }

    @Test
    void spaceTabFormFeedCarriageReturnAndVerticalTabSeparateWords() {
        for (String blank : List.of(" ", "\t", "\f", "\r", "\u000B")) {
            assertEquals("a", routerId("router_id" + blank + "a"));
        }
    }

    @Test
    void indentationHasNoMeaning() {
        assertEquals(
                read(instance("priority 7")).configuration(),
                read(instance("priority 7").replaceAll("(?m)^ +", "")).configuration());
    }

    @Test
    void bracesMaySitOnTheKeywordLineOrAloneOnTheNext() {
        assertEquals(
                read(instance()).configuration(),
                read(instance().replace(" {", "\n{")).configuration());
        assertEquals(
                read(instance()).configuration(),
                read(instance().replace(" {", "{")).configuration());
    }

    @Test
    void textAfterABraceIsReadAsANewLine() {
        assertEquals(
                "LB",
                configuration("global_defs { router_id LB }\n").globalDefs().routerId());
        assertEquals(
                List.of("192.0.2.1"),
                addresses(
                        "vrrp_instance V { interface eth0\nvirtual_router_id 1\nvirtual_ipaddress { 192.0.2.1/24 } }\n"));
    }

    @Test
    void bracesInDoubleQuotesAreOrdinaryText() {
        assertEquals(List.of("/bin/echo", "{a}"), argv("\"/bin/echo {a}\""));
    }

    @Test
    void aBareWordEndsAtAQuoteAndQuotesAreDropped() {
        ParseResult result = read("global_defs {\n router_id a\"b c\"d\n}\n");
        assertEquals("a", result.configuration().globalDefs().routerId());
        assertEquals(List.of("2 EXTRA_WORDS"), findings(result));
        assertEquals("a b", routerId("router_id \"a b\""));
    }

    @Test
    void aKeywordMayBeQuoted() {
        assertEquals(7, only(read(instance("\"priority\" 7"))).priority());
    }

    @Test
    void anUnmatchedQuoteIsAnErrorOfItsOwn() {
        assertEquals(List.of("2 QUOTE_UNCLOSED"), findings("global_defs {\n router_id \"a b\n}\n"));
        assertEquals(List.of("2 QUOTE_UNCLOSED"), findings("global_defs {\n router_id LB1\"\n}\n"));
        assertTrue(read("global_defs {\n router_id \"a b\n}\n").hasErrors());
    }

    @Test
    void scriptWordsAreCutWithBothKindsOfQuotes() {
        assertEquals(List.of("/bin/echo", "a", "b"), argv("\"/bin/echo a b\""));
        assertEquals(List.of("/bin/echo", "a", "b"), argv("'/bin/echo a b'"));
        assertEquals(List.of("/bin/echo", "a b", "c"), argv("\"/bin/echo 'a b' c\""));
        assertEquals(List.of("/bin/echo", "a b", "c"), argv("'/bin/echo \"a b\" c'"));
        assertEquals(List.of("/bin/echo", "a", "b", "c"), argv("\"/bin/echo \"'a b'\" c\""));
        assertEquals(List.of("/bin/echo"), argv("/bin/echo"));
    }

    @Test
    void scriptWordsKnowEscapes() {
        // keepalived cuts twice: the first pass makes \x41 an A, \101 too, \q a q
        assertEquals(List.of("/bin/echo", "A", "A", "q"), argv("\"/bin/echo \\x41 \\101 \\q\""));
        assertEquals(List.of("/bin/echo", "\u0001"), argv("\"/bin/echo \\cA\""));
        assertEquals(List.of("/bin/echo", "\007\b\033"), argv("\"/bin/echo \\a\\b\\E\""));
    }

    @Test
    void noShellReadsAScript() {
        assertEquals(List.of("/bin/a", "||", "b"), argv("\"/bin/a || b\""));
        ParseResult result = read("vrrp_script s {\n script \"/bin/echo a\";\n}\n");
        assertEquals(
                List.of("/bin/echo", "a;"),
                result.configuration().vrrpScripts().getFirst().script().argv());
        assertTrue(result.hasMistakes());
    }

    @Test
    void booleansAreLowerCaseAndAnUnknownWordLeavesTheKeywordOut() {
        for (String yes : List.of("", "on", "true", "yes")) {
            assertTrue(
                    configuration("global_defs {\n vrrp_strict " + yes + "\n}\n" + instance())
                            .vrrpInstances()
                            .getFirst()
                            .strict(),
                    yes);
        }
        assertEquals(List.of("7 UNKNOWN_WORD"), findings(instance("strict_mode Yes")));
        assertFalse(only(read(instance("strict_mode Yes"))).strict());
    }

    @Test
    void numbersAreDecimal() {
        assertEquals(100, only(read(instance("priority 0100"))).priority());
        assertEquals(100, only(read(instance("priority +100"))).priority());
        assertEquals(List.of("7 NOT_A_NUMBER"), findings(instance("priority 0x64")));
    }

    @Test
    void aNumberOutOfRangeOrMalformedIsReportedAndTheDefaultKept() {
        for (String number : List.of("256", "0", "-1", "abc", "100abc", "99999999999999999999")) {
            ParseResult result = read(instance("priority " + number));
            assertEquals(100, only(result).priority(), number);
            assertEquals(1, findings(result).size(), number);
        }
    }

    @Test
    void timersAreReadWithMicrosecondsAndNotAsFloatingPoint() {
        for (String[] pair : new String[][] {
            {"1", "PT1S"}, {"0.25", "PT0.25S"}, {"1.000001", "PT1.000001S"}, {".5", "PT0.5S"}, {"0.1", "PT0.1S"}
        }) {
            Duration interval = configuration("vrrp_script s {\n script /bin/true\n interval " + pair[0] + "\n}\n")
                    .vrrpScripts()
                    .getFirst()
                    .interval();
            assertEquals(Duration.parse(pair[1]), interval);
        }
    }

    @Test
    void aBackslashAtTheEndDoesNotJoinOrdinaryLines() {
        assertEquals(
                List.of("2 EXTRA_WORDS", "3 UNKNOWN_KEYWORD"), findings("global_defs {\n router_id a \\\n bbbbb\n}\n"));
    }

    @Test
    void anUnknownKeywordIsSkippedWithItsBlockAndReadingGoesOn() {
        ParseResult result = read(instance("frobnicate {", "  a {", "    b 1", "  }", "}", "priority 7"));
        assertEquals(List.of("7 UNKNOWN_KEYWORD"), findings(result));
        assertEquals(7, only(result).priority());
    }

    @Test
    void afterAMissingValueTheRestIsCheckedToo() {
        assertEquals(List.of("7 VALUE_MISSING", "8 NOT_A_NUMBER"), findings(instance("state", "priority x")));
    }

    @Test
    void aSecondBlockOfOneNameIsSkippedAsAWholeWithOneMessage() {
        ParseResult result = read(instance("priority 7") + instance("priority x", "nonsense 1"));
        assertEquals(List.of("9 DUPLICATE_NAME"), findings(result));
        assertEquals(
                List.of("VI_1"),
                result.configuration().vrrpInstances().stream()
                        .map(VrrpInstance::name)
                        .toList());
    }

    @Test
    void blocksOfValuesMayStandOnOneLine() {
        assertEquals(List.of("192.0.2.1", "192.0.2.2"), addresses("""
                        vrrp_instance V {
                        interface eth0
                        virtual_router_id 1
                        virtual_ipaddress { 192.0.2.1/24
                        192.0.2.2/24 }
                        }
                        """));
    }

    @Test
    void anyBytesInCommentsAndNamesAreRead() {
        byte[] text = ("# \u4e3b\u5907\n" + instance("priority 7")).getBytes(Charset.forName("GB2312"));
        ParseResult result = Reading.read(MapLoader.of(Reading.FILE, text));
        assertEquals(List.of(), findings(result));
        assertEquals(7, only(result).priority());
        byte[] all = new byte[256];
        for (int i = 1; i < 256; i++) {
            all[i - 1] = (byte) (i == '\n' || i == '\r' ? ' ' : i);
        }
        all[255] = '\n';
        byte[] more = instance("priority 7").getBytes(StandardCharsets.US_ASCII);
        byte[] both = new byte[all.length + more.length + 2];
        both[0] = '#';
        both[1] = '#';
        System.arraycopy(all, 0, both, 2, all.length);
        System.arraycopy(more, 0, both, 2 + all.length, more.length);
        assertEquals(7, only(Reading.read(MapLoader.of(Reading.FILE, both))).priority());
    }

    @Test
    void theOrderOfDefinitionDoesNotMatterHere() {
        String script = "vrrp_script chk {\n script /bin/true\n}\n";
        String user = instance("track_script {", "  chk", "}");
        assertEquals(read(script + user).configuration(), read(user + script).configuration());
    }

    @Test
    void globalDefsBelowAnInstanceCountForItToo() {
        String globals = "global_defs {\n vrrp_garp_master_delay 9\n vrrp_skip_check_adv_addr\n}\n";
        assertEquals(
                read(globals + instance()).configuration(),
                read(instance() + globals).configuration());
    }

    @Test
    void severalGlobalDefsAddUp() {
        var globals = configuration("global_defs {\n router_id a\n}\nglobal_defs {\n vrrp_version 3\n}\n")
                .globalDefs();
        assertEquals("a", globals.routerId());
        assertEquals(3, globals.vrrpVersion());
    }

    @Test
    void ofTwoNotifyScriptsOfAKindTheFirstStays() {
        ParseResult result = read(instance("notify_master /bin/a", "notify_master /bin/b"));
        assertEquals(List.of("8 REPEATED_KEYWORD"), findings(result));
        assertEquals(
                List.of("/bin/a"),
                only(result).notifyScripts().master().orElseThrow().argv());
    }

    @Test
    void aSecondStateIsIgnored() {
        ParseResult result = read(instance("state MASTER", "state BACKUP"));
        assertEquals(List.of("8 REPEATED_KEYWORD"), findings(result));
        assertEquals("MASTER", only(result).state().name());
    }
}
