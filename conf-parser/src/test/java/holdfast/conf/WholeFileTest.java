package holdfast.conf;

import static holdfast.conf.Reading.instance;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.diagnostic.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When whole-file checks speak, and when they keep silent; what they say is in the files of {@code mistakes/advice}. */
class WholeFileTest {
    private static ParseResult check(String text) {
        return ConfigurationReader.check(MapLoader.of(Reading.FILE, text), Reading.FILE, Reading.ENVIRONMENT);
    }

    private static List<Rule> rules(String text) {
        return check(text).diagnostics().stream().map(found -> found.rule()).toList();
    }

    @Test
    void aGoodFileDrawsNoRemark() {
        assertEquals(List.of(), rules(instance("state BACKUP", "priority 150", "advert_int 1", "nopreempt")));
    }

    @Test
    void readingForADaemonLeavesThemOut() {
        String text = instance("state MASTER");
        assertEquals(List.of(Rule.MASTER_WITHOUT_PRIORITY), rules(text));
        assertEquals(List.of(), Reading.read(text).diagnostics());
    }

    @Test
    void theConfigurationIsTheSame() {
        String text = instance("state MASTER", "advert_int 20");
        assertEquals(Reading.read(text).configuration(), check(text).configuration());
    }

    @Test
    void nothingIsSaidAboutAFileWhoseBracesAreWrong() {
        assertFalse(rules("vrrp_script chk {\n script \"/bin/true\"\n" + instance("advert_int 20"))
                .contains(Rule.TAKEOVER_SLOW));
    }

    @Test
    void adviceIsNoMistake() {
        assertFalse(check(instance("advert_int 20")).hasMistakes());
        assertTrue(check(instance().replace("192.0.2.1/24", "192.0.2.0/24")).hasMistakes());
    }

    @Test
    void mailWithoutServerOrRecipientIsSaidOnce() {
        String globals = "global_defs {\n smtp_server 192.0.2.25\n}\n";
        assertEquals(1, count(Rule.ALERT_INCOMPLETE, globals + instance("smtp_alert") + group("smtp_alert")));
        assertEquals(0, count(Rule.ALERT_INCOMPLETE, globals + instance("smtp_alert off")));
        assertEquals(
                0,
                count(
                        Rule.ALERT_INCOMPLETE,
                        globals.replace("}\n", " notification_email {\n  root@example.org\n }\n}\n")
                                + instance("smtp_alert")));
    }

    private static String group(String line) {
        return "vrrp_sync_group G {\n group {\n  VI_1\n }\n " + line + "\n}\n";
    }

    private static long count(Rule rule, String text) {
        return rules(text).stream().filter(rule::equals).count();
    }

    @Test
    void aShellThatIsAskedForIsFine() {
        String script = "vrrp_script chk {\n script \"/bin/sh -c 'pgrep haproxy && true'\"\n}\n";
        assertEquals(List.of(), rules(script + instance("track_script {", " chk", "}")));
    }

    @Test
    void aQuotedPasswordIsNotCut() {
        assertEquals(
                List.of(Rule.PASSWORD_IN_CLEAR),
                rules(instance("authentication {", " auth_type PASS", " auth_pass \"p#ss7890\"", "}")));
    }

    @Test
    void aCommentAfterAPasswordIsFine() {
        assertEquals(
                List.of(Rule.PASSWORD_IN_CLEAR),
                rules(instance("authentication {", " auth_type PASS", " auth_pass x8Rq2vLm # secret", "}")));
    }

    @Test
    void ownersMayHaveTheirOwnAddressAsVirtualAddress() {
        assertEquals(List.of(), rules(instance("state MASTER", "priority 255", "mcast_src_ip 192.0.2.1")));
    }

    @Test
    void prefixesOf31And32BitsHaveNoBroadcastAddress() {
        assertEquals(List.of(), rules(instance().replace("192.0.2.1/24", "192.0.2.0/31")));
        assertEquals(List.of(), rules(instance().replace("192.0.2.1/24", "192.0.2.0/32")));
        assertEquals(List.of(Rule.ADDRESS_NOT_FOR_HOSTS), rules(instance().replace("192.0.2.1/24", "192.0.2.3/30")));
    }

    @Test
    void linkLocalAddressesMayStandOnEveryInterface() {
        String first = instance().replace("192.0.2.1/24", "fe80::1/64");
        String second = first.replace("VI_1", "VI_2").replace("eth0", "eth1");
        assertEquals(List.of(), rules(first + second));
    }

    @Test
    void groupMembersThatMayUseWeightsAreNotReported() {
        String text = "vrrp_sync_group G {\n group {\n  VI_1\n  VI_2\n }\n sync_group_tracking_weight\n}\n"
                + instance("track_interface {", " eth1 weight -20", "}")
                + instance().replace("VI_1", "VI_2").replace("51", "52").replace("192.0.2.1", "192.0.2.2");
        assertEquals(List.of(Rule.PRIORITY_WHEN_FAILED), rules(text));
    }

    @Test
    void thingsNamedByAGroupAreUsed() {
        assertEquals(
                List.of(Rule.SYNC_GROUP_SIZE),
                rules("vrrp_script chk {\n script \"/bin/true\"\n}\n" + group("track_script {\n  chk\n }")
                        + instance()));
    }

    @Test
    void aWeightOfTheGroupIsThatOfEachMember() {
        String text =
                "vrrp_sync_group G {\n group {\n  VI_1\n  VI_2\n }\n track_interface {\n  eth1 weight -20\n }\n}\n"
                        + instance()
                        + instance().replace("VI_1", "VI_2").replace("51", "52").replace("192.0.2.1", "192.0.2.2");
        assertEquals(List.of(Rule.PRIORITY_WHEN_FAILED, Rule.PRIORITY_WHEN_FAILED), rules(text));
    }

    @Test
    void whatACommentAllowsIsNotReported() {
        assertEquals(List.of(), rules(instance("advert_int 20 # holdfast: allow HF0423")));
        assertEquals(List.of(), rules(instance("# holdfast: allow HF0423", "advert_int 20")));
        assertEquals(List.of(), rules("# holdfast: allow HF0101, HF0423\n\n" + instance("advert_int 20")));
        assertEquals(List.of(Rule.TAKEOVER_SLOW), rules(instance("# holdfast: allow HF0101", "advert_int 20")));
        assertEquals(List.of(Rule.TAKEOVER_SLOW), rules(instance("# holdfast: allow HF0423", "", "advert_int 20")));
    }

    @Test
    void errorsCannotBeAllowed() {
        String text = "# holdfast: allow HF0302\n" + instance().replace("virtual_router_id 51", "");
        assertEquals(List.of(Rule.VRID_MISSING), rules(text));
    }

    @Test
    void harmlessOdditiesAreAccepted() {
        String odd = instance("\"priority\" 150").replace("virtual_ipaddress {", "virtual_ipaddress{");
        assertEquals(List.of(), rules(odd.replace("VI_1", "V".repeat(400))));
    }

    @Test
    void addressesNoAdvertHasRoomForAreHeldAllTheSame() {
        var addresses = new StringBuilder();
        for (int i = 1; i < 255; i++) {
            addresses
                    .append("10.0.1.")
                    .append(i)
                    .append("/16\n10.0.2.")
                    .append(i)
                    .append("/16\n");
        }
        var instance = Reading.only(check(instance().replace("192.0.2.1/24", addresses.toString())));
        assertEquals(255, instance.virtualIpAddresses().size());
        assertEquals(253, instance.virtualIpAddressesExcluded().size());
    }
}
