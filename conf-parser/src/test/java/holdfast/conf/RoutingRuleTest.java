package holdfast.conf;

import static holdfast.conf.Reading.findings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.RoutingRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Rule lines: keepalived.conf(5), "static_rules", and what keepalived 2.2.7 says about each line here. */
class RoutingRuleTest {
    private static String text(String... lines) {
        return "static_rules {\n" + String.join("\n", lines) + "\n}\n" + Reading.instance();
    }

    private static RoutingRule rule(String line) {
        ParseResult result = Reading.read(text(line));
        assertEquals(List.of(), findings(result), line);
        return result.configuration().staticEntries().rules().getFirst();
    }

    private static void leftOut(String line) {
        ParseResult result = Reading.read(text(line));
        assertEquals(List.of("2 ROUTE_LINE"), findings(result), line);
        assertEquals(List.of(), result.configuration().staticEntries().rules(), line);
    }

    @Test
    void everyWordHasItsPlace() {
        RoutingRule rule = rule(
                "not from 192.168.28.0/24 to 192.168.29.0/26 table main iif eth3 oif eth0 tos 22 fwmark 24/0xc"
                        + " realms 30/20 preference 10000 suppress_prefixlength 13 uidrange 10-20 ipproto udp sport 20-30 dport 1-65535");
        RoutingRule.Selector selector = rule.selector();
        assertTrue(selector.inverted());
        assertEquals("192.168.28.0/24", selector.from().orElseThrow().toString());
        assertEquals("192.168.29.0/26", selector.to().orElseThrow().toString());
        assertEquals(Optional.of("eth3"), selector.incomingInterface());
        assertEquals(Optional.of("eth0"), selector.outgoingInterface());
        assertEquals(OptionalInt.of(22), selector.typeOfService());
        assertEquals(Optional.of(new RoutingRule.Mark(24, 12)), selector.firewallMark());
        assertEquals(Optional.of(new RoutingRule.Range(10, 20)), selector.users());
        assertEquals(Optional.of("udp"), selector.ipProtocol());
        assertEquals(Optional.of(new RoutingRule.Range(1, 65_535)), selector.destinationPorts());
        assertEquals(10_000, rule.preference());
        assertEquals(OptionalInt.of(13), rule.suppressPrefixLength());
        assertEquals(Optional.of("30/20"), rule.realms());
        RoutingRule.Lookup lookup = (RoutingRule.Lookup) rule.action();
        assertEquals(OptionalLong.of(254), lookup.table().number()); // RT_TABLE_MAIN, linux/rtnetlink.h
    }

    @Test
    void thereAreOtherThingsToDoThanLookingUp() {
        assertEquals(
                new RoutingRule.GoTo(5023),
                rule("from 192.0.2.0/25 priority 5000 goto 5023").action());
        assertEquals(
                RoutingRule.Verdict.BLACKHOLE,
                rule("from 192.0.2.0/25 type blackhole priority 63").action());
        assertEquals(
                RoutingRule.Verdict.PROHIBIT,
                rule("from 192.0.2.0/25 prohibit priority 63").action());
        assertTrue(rule("from 192.0.2.0/25 l3mdev priority 9999").selector().masterDevice());
    }

    @Test
    void theFamilyComesFromAddressesOrAWord() {
        assertEquals(
                AddressFamily.INET6,
                rule("to 2001:db8::/112 table 5 preference 9").family());
        assertEquals(
                AddressFamily.INET6,
                rule("inet6 fwmark 5 table 28 preference 9").family());
        assertEquals(AddressFamily.INET, rule("from all table 28 preference 9").family());
    }

    @Test
    void rulesWithoutPreferenceAreCountedDown() {
        ParseResult result = Reading.read(text("from 192.0.2.0/25 table 1", "from 192.0.2.128/25 table 1"));
        assertEquals(List.of("2 RULE_PREFERENCE", "3 RULE_PREFERENCE"), findings(result));
        assertEquals(
                List.of(16_384L, 16_383L),
                result.configuration().staticEntries().rules().stream()
                        .map(RoutingRule::preference)
                        .toList());
    }

    /** As keepalived 2.2.7 wrote them into its dump. */
    @Test
    void eachFamilyCountsDownOnItsOwn() {
        ParseResult result = Reading.read(
                text("from 10.7.0.0/24 table 100\nfrom 2001:db8:7::/64 table 100\nfrom 10.7.1.0/24 table 100"));
        assertEquals(
                List.of(16_384L, 16_384L, 16_383L),
                result.configuration().staticEntries().rules().stream()
                        .map(RoutingRule::preference)
                        .toList());
    }

    @Test
    void whatKeepalivedLeavesOutIsLeftOut() {
        leftOut("from 192.168.100./24 table 1 preference 5");
        leftOut("from 10.0.0.0/8 preference 50");
        leftOut("from 10.0.0.0/8 table 5 priority 56 tos 999");
        leftOut("from 10.0.0.0/8 table 5 priority 58 uidrange 10");
        leftOut("from 10.0.0.0/8 table 5 priority 59 ipproto tcp dport 30");
        leftOut("from 10.0.0.0/8 table 5 priority 60 ip_proto tcp");
        leftOut("from 10.0.0.0/8 goto 30 priority 61");
        // linux/net/core/fib_rules.c refuses backward jumps, also from the 16384 that keepalived gives a rule by itself
        ParseResult result = Reading.read(text("from 10.0.0.0/8 goto 30"));
        assertEquals(List.of("2 RULE_PREFERENCE", "2 ROUTE_LINE"), findings(result));
        assertEquals(List.of(), result.configuration().staticEntries().rules());
        leftOut("from 10.0.0.0/8 l3mdev table 5 priority 66");
        leftOut("from 10.0.0.0/8 to 2001:db8::/32 table 5 priority 69");
        leftOut("from 10.0.0.0/8 table 5 priority 70 nosuch");
        leftOut("from 10.0.0.0/8 table 5 priority foo");
        leftOut("from 10.0.0.0/8 table 0 priority 76");
        leftOut("from 10.0.0.0/8 table 5 priority 4294967296");
        leftOut("from 10.0.0.0/8 table 5 table 6 priority 84");
        leftOut("from 10.0.0.0/8 table 5 priority 86 suppress_prefixlength -1");
        leftOut("from 10.0.0.0/8 table 5 priority 80 sport 70000");
    }

    @Test
    void rangesThatEndBeforeTheyBeginAreMistakesKeepalivedDoesNotSee() {
        leftOut("from 10.0.0.0/8 table 5 priority 80 sport 20-10");
    }

    @Test
    void aRuleWithoutInterfaceHasNoTrackGroup() {
        String group = "track_group G {\ngroup {\nVI_1\n}\n}\n";
        assertEquals(
                List.of("2 UNTRACKED"), findings(text("from 192.0.2.0/25 table 1 preference 5 track_group G") + group));
        assertEquals(
                List.of(), findings(text("from 192.0.2.0/25 dev eth0 table 1 preference 5 track_group G") + group));
    }

    @Test
    void misspeltWordsAreFound() {
        var finding = Reading.read(text("from 192.0.2.0/25 tabel 1 preference 5")).diagnostics().stream()
                .filter(diagnostic -> diagnostic.rule().id().equals("HF0240"))
                .findFirst()
                .orElseThrow();
        assertEquals("'tabel' is no word of a rule; the rule is left out", finding.summary());
        assertEquals(Optional.of("did you mean 'table'?"), finding.hint());
    }

    @Test
    void instancesHaveRulesOfTheirOwn() {
        ParseResult result =
                Reading.read(Reading.instance("virtual_rules {", "from 192.0.2.0/25 table 5 order 7", "}"));
        assertEquals(7, Reading.only(result).virtualRules().getFirst().preference());
    }
}
