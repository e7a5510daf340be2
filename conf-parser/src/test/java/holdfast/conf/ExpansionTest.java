package holdfast.conf;

import static holdfast.conf.Reading.configuration;
import static holdfast.conf.Reading.findings;
import static holdfast.conf.Reading.instance;
import static holdfast.conf.Reading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.VirtualIpAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Conditions, definitions and sequences, a sentence a test. Values as keepalived 2.2.7 shows them with
 * {@code --dump-conf}, where it has any.
 */
class ExpansionTest {
    private static String routerId(String lines) {
        return configuration("global_defs {\n" + lines + "\n}\n").globalDefs().routerId();
    }

    private static List<String> addresses(String... lines) {
        return Reading.only(read(text(lines))).virtualIpAddresses().stream()
                .map(ExpansionTest::shown)
                .toList();
    }

    private static String text(String... lines) {
        return "vrrp_instance V {\ninterface eth0\nvirtual_router_id 1\nvirtual_ipaddress {\n"
                + String.join("\n", lines) + "\n}\n}\n";
    }

    private static String shown(VirtualIpAddress address) {
        return address.address().getHostAddress() + "/" + address.prefixLength();
    }

    @Test
    void aConditionKeepsItsLineOnlyIfTheIdIsEqual() {
        assertEquals("x", routerId("@lb1 router_id x"));
        assertEquals("lb1.example.org", routerId("@lb2 router_id x"));
        assertEquals("v", routerId("@lb1\trouter_id v"));
    }

    @Test
    void aNegatedConditionKeepsItsLineOnlyIfTheIdIsDifferent() {
        assertEquals("y", routerId("@^lb2 router_id y"));
        assertEquals("lb1.example.org", routerId("@^lb1 router_id y"));
    }

    @Test
    void stackedConditionsMustAllHold() { // keepalived since 2.2.8; 2.2.7 takes the second for a keyword
        assertEquals("z", routerId("@lb1 @^lb2 router_id z"));
        assertEquals("lb1.example.org", routerId("@lb1 @lb2 router_id z"));
    }

    @Test
    void eachLineOfABlockCarriesItsOwnCondition() {
        String block = instance("priority 7").replaceAll("(?m)^", "@lb2 ").replaceAll("@lb2 $", "");
        ParseResult result = read(block);
        assertEquals(List.of(), findings(result));
        assertEquals(List.of(), result.configuration().vrrpInstances());
    }

    @Test
    void alternativesOfAFirstLineAreNoHalfConditions() {
        String text =
                instance().replaceFirst("vrrp_instance VI_1 [{]", "@lb1 vrrp_instance A {\n@^lb1 vrrp_instance B {");
        assertEquals(List.of(), findings(text));
        assertEquals("A", Reading.only(read(text)).name());
    }

    @Test
    void aDefinitionMayBeEmptyRedefinedAndIndented() {
        assertEquals("xy", routerId("$A=\nrouter_id x${A}y"));
        assertEquals("2", routerId("$A=1\n$A=2\nrouter_id $A"));
        assertEquals("1", routerId("   $A=1\nrouter_id $A"));
        assertEquals("q r", routerId("$A=\"q r\"\nrouter_id $A"));
    }

    @Test
    void blanksRoundTheEqualsSignMakeNoDefinitionForKeepalivedAndOneForUs() {
        ParseResult result = read("$A = 7\n" + instance("priority $A"));
        assertEquals(List.of("1 DEFINITION_FORM"), findings(result));
        assertEquals(7, Reading.only(result).priority());
    }

    @Test
    void theBareFormIsAReferenceOnlyBeforeABlankACommaABracketOrTheEnd() {
        assertEquals("x1", routerId("$A=1\nrouter_id x$A"));
        assertEquals("1,x", routerId("$A=1\nrouter_id $A,x"));
        assertEquals("1)x", routerId("$A=1\nrouter_id $A)x"));
        assertEquals("$A/x", routerId("$A=1\nrouter_id $A/x"));
        assertEquals("1x1", routerId("$A=1\nrouter_id ${A}x${A}"));
    }

    @Test
    void undefinedNamesAreLeftAsTyped() {
        assertEquals("$NOBODY", routerId("router_id $NOBODY"));
        assertEquals("${NOBODY}", routerId("router_id ${NOBODY}"));
    }

    @Test
    void substitutionIsRecursiveAndLate() {
        assertEquals("late", routerId("$S=$T\n$T=late\nrouter_id $S"));
        assertEquals("ab", routerId("$X=${Y}b\n$Y=a\nrouter_id ${X}"));
    }

    @Test
    void aDefinitionOfSeveralLinesGivesSeveralLines() {
        assertEquals(
                List.of("192.0.2.1/24", "192.0.2.2/24"),
                addresses("$LIST= \\\n 192.0.2.1/24 \\\n 192.0.2.2/24\n$LIST"));
    }

    @Test
    void aDefinitionOfSeveralLinesMayContainReferencesAndDefinitions() {
        assertEquals(
                List.of("192.0.2.1/24", "198.51.100.1/24"),
                addresses("$ONE= \\\n $HOST=1 \\\n ${NET}.${HOST}/24\n$NET=192.0.2\n$ONE\n$NET=198.51.100\n$ONE"));
    }

    @Test
    void aCommentInASubstitutedTextEndsTheLine() {
        assertEquals("a", routerId("router_id a${_HASH}b"));
        assertEquals("a#b", routerId("router_id \"a${_HASH}b\""));
        assertEquals("a!b", routerId("router_id \"a${_BANG}b\""));
    }

    @Test
    void predefinedNamesAreKnownAndMayBeOverridden() {
        assertEquals("/etc/keepalived", routerId("router_id ${_PWD}"));
        assertEquals("lb1", routerId("router_id ${_INSTANCE}"));
        assertEquals("mine", routerId("$_INSTANCE=mine\nrouter_id ${_INSTANCE}"));
    }

    @Test
    void theEnvironmentComesInThroughParseEnvironment() {
        assertEquals("192.0.2.9", routerId("router_id ${_ENV VIP}"));
        assertEquals("${_ENV NOTHING}", routerId("router_id \"${_ENV NOTHING}\""));
        var environment = new ParseEnvironment("h", "h", Map.of("NODE", "n7"), 0);
        var loader = MapLoader.of(Reading.FILE, "global_defs {\nrouter_id ${_ENV NODE}\n}\n");
        assertEquals(
                "n7",
                ConfigurationReader.read(loader, Reading.FILE, environment)
                        .configuration()
                        .globalDefs()
                        .routerId());
    }

    @Test
    void randomNumbersAreInTheirRangeAndRepeatableBySeed() {
        assertEquals("5", routerId("router_id ${_RANDOM 5 5}"));
        int number = Integer.parseInt(routerId("router_id ${_RANDOM}"));
        assertTrue(number >= 0 && number <= 32_767, () -> "default range: " + number);
        String seeded = routerId("random_seed 7\nrouter_id ${_RANDOM 0 1000000}");
        assertEquals(seeded, routerId("random_seed 7\nrouter_id ${_RANDOM 0 1000000}"));
        assertNotEquals(seeded, routerId("random_seed 8\nrouter_id ${_RANDOM 0 1000000}"));
    }

    @Test
    void aSequenceRepeatsTheRestOfTheLine() {
        assertEquals(List.of("192.0.2.1/24", "192.0.2.2/24", "192.0.2.3/24"), addresses("~SEQ(i,3) 192.0.2.${i}/24"));
        assertEquals(
                List.of("192.0.2.2/24", "192.0.2.3/24", "192.0.2.4/24"), addresses("~SEQ(i, 2, 4) 192.0.2.${i}/24"));
        assertEquals(
                List.of("192.0.2.2/24", "192.0.2.4/24", "192.0.2.6/24"), addresses("~SEQ(i, 2, 2, 6) 192.0.2.${i}/24"));
        assertEquals(
                List.of("192.0.2.6/24", "192.0.2.4/24", "192.0.2.2/24"),
                addresses("~SEQ(i, 6, -2, 2) 192.0.2.${i}/24"));
        assertEquals(List.of("192.0.2.3/24", "192.0.2.2/24"), addresses("~SEQ(i, 3, 2) 192.0.2.${i}/24"));
    }

    @Test
    void numbersOfSequencesTakeCPrefixes() {
        assertEquals(List.of("192.0.2.16/24", "192.0.2.17/24"), addresses("~SEQ(i, 0x10, 0x11) 192.0.2.${i}/24"));
    }

    @Test
    void theStepMustFitTheDirection() {
        assertEquals(
                List.of("5 SEQUENCE_FORM"),
                findings(text("~SEQ(i, 6, 2, 2) 192.0.2.${i}/24", "192.0.2.1/24")).stream()
                        .filter(finding -> finding.endsWith("SEQUENCE_FORM"))
                        .toList());
    }

    @Test
    void severalSequencesOnALineNest() {
        assertEquals(
                List.of("192.0.1.1/24", "192.0.1.2/24", "192.0.2.1/24", "192.0.2.2/24"),
                addresses("~SEQ(i,2) ~SEQ(j,2) 192.0.${i}.${j}/24"));
    }

    @Test
    void hexadecimalSequencesAreInLowerCase() {
        assertEquals(
                List.of("2001:db8:0:0:0:0:0:e/64", "2001:db8:0:0:0:0:0:f/64"),
                addresses("~SEQx(i,14,15) 2001:db8::${i}/64"));
    }

    @Test
    void aListGivesOneLineForEachElementOrTuple() {
        assertEquals(List.of("192.0.2.5/24", "192.0.2.7/24"), addresses("~LST(i,5,7) 192.0.2.${i}/24"));
        assertEquals(List.of("192.0.2.1/24", "192.0.2.2/25"), addresses("~LST({i,j},{1,24},{2,25}) 192.0.2.${i}/${j}"));
    }

    @Test
    void missingMembersOfATupleAreBlankAndTooManyAreAnError() {
        assertEquals(List.of("192.0.2.124/32", "192.0.2.2/32"), addresses("~LST({i,j},{1,24},{2}) 192.0.2.${i}${j}"));
        assertEquals(
                "5 SEQUENCE_FORM",
                findings(text("~LST({i,j},{1,24,3}) 192.0.2.${i}/${j}", "192.0.2.1/24"))
                        .getFirst());
    }

    @Test
    void includesMayContainReferencesAndConditions() {
        var loader = new MapLoader()
                .with(Reading.FILE, "$DIR=conf.d\n@lb1 include ${DIR}/a.conf\n@lb2 include ${DIR}/none.conf\n")
                .with("/etc/keepalived/conf.d/a.conf", "global_defs {\nrouter_id included\n}\n");
        ParseResult result = Reading.read(loader);
        assertEquals(List.of(), findings(result));
        assertEquals("included", result.configuration().globalDefs().routerId());
    }

    @Test
    void aConditionalIncludeIsReadOnce() {
        var loader =
                new MapLoader().with(Reading.FILE, "@lb1 include a.conf\n").with("/etc/keepalived/a.conf", instance());
        assertEquals(List.of(), findings(Reading.read(loader)));
    }
}
