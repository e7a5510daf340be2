package holdfast.conf;

import static holdfast.conf.Reading.findings;
import static holdfast.conf.Reading.instance;
import static holdfast.conf.Reading.only;
import static holdfast.conf.Reading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.GarpSettings;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.WantedState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Effective values of an instance; defaults and ranges from keepalived.conf(5), the rest measured on keepalived 2.2.7. */
class InstanceTest {
    @Test
    void defaultsAreThoseOfKeepalived() {
        ParseResult result = read(instance());
        assertEquals(List.of(), result.diagnostics());
        VrrpInstance instance = only(result);
        assertEquals(100, instance.priority());
        assertEquals(WantedState.BACKUP, instance.state());
        assertEquals(2, instance.version());
        assertEquals(Duration.ofSeconds(1), instance.advertInterval());
        assertEquals(3, instance.downTimerAdverts());
        assertTrue(instance.preemption().preempt());
        assertTrue(instance.accept());
        assertEquals("224.0.0.18", instance.transport().multicastGroup().getHostAddress());
        assertEquals(
                new GarpSettings(Duration.ofSeconds(5), 5, Duration.ZERO, 1, Duration.ofSeconds(5), 5),
                instance.garp());
        assertEquals("lb1.example.org", result.configuration().globalDefs().routerId());
    }

    @Test
    void masterWithoutAPriorityIsTheOwner() {
        assertEquals(255, only(read(instance("state MASTER"))).priority());
        assertEquals(WantedState.MASTER, only(read(instance("priority 255"))).state());
    }

    @Test
    void aBadPriorityIsReplacedByTheDefault() {
        ParseResult result = read(instance("state MASTER", "priority 300"));
        assertEquals(List.of("8 OUT_OF_RANGE"), findings(result));
        assertEquals(100, only(result).priority());
    }

    @Test
    void globalDefinitionsAreInheritedWhereverTheyStand() {
        VrrpInstance instance = only(read(instance("garp_master_repeat 2") + """
                global_defs {
                  vrrp_version 3
                  vrrp_garp_master_delay 7
                  vrrp_garp_master_repeat 9
                  vrrp_down_timer_adverts 4
                  vrrp_skip_check_adv_addr
                  vrrp_higher_prio_send_advert yes
                  vrrp_mcast_group4 224.0.0.100
                  vrrp_check_unicast_src
                }
                """));
        assertEquals(3, instance.version());
        // those for lower priority follow the global master values, not the instance's
        assertEquals(
                new GarpSettings(Duration.ofSeconds(7), 2, Duration.ZERO, 1, Duration.ofSeconds(7), 9),
                instance.garp());
        assertEquals(4, instance.downTimerAdverts());
        assertTrue(instance.skipCheckAdvAddr());
        assertTrue(instance.higherPrioSendAdvert());
        assertEquals("224.0.0.100", instance.transport().multicastGroup().getHostAddress());
        assertTrue(instance.transport().checkUnicastSource());
    }

    @Test
    void versionTwoRoundsToWholeSecondsAndVersionThreeToHundredths() {
        assertEquals(Duration.ofSeconds(1), interval("advert_int 0.4", List.of("6 ADVERT_INTERVAL")));
        assertEquals(Duration.ofSeconds(2), interval("advert_int 1.5", List.of("6 ADVERT_INTERVAL")));
        assertEquals(Duration.ofMillis(250), interval("version 3\nadvert_int 0.25", List.of()));
        assertEquals(Duration.ofMillis(40_950), interval("version 3\nadvert_int 100", List.of("7 ADVERT_INTERVAL")));
        assertEquals(Duration.ofSeconds(1), interval("advert_int 300", List.of("6 OUT_OF_RANGE")));
    }

    private static Duration interval(String line, List<String> expected) {
        ParseResult result = read("vrrp_instance V {\ninterface eth0\nvirtual_router_id 1\n"
                + "virtual_ipaddress { 192.0.2.1 }\n\n" + line + "\n}\n");
        assertEquals(expected, findings(result));
        return only(result).advertInterval();
    }

    @Test
    void sixIsVersionThreeWhateverTheFileSays() {
        VrrpInstance instance = only(read("""
                vrrp_instance V6 {
                  interface eth0
                  virtual_router_id 1
                  version 2
                  virtual_ipaddress { fe80::1/64 }
                }
                """));
        assertEquals(3, instance.version());
        assertEquals(AddressFamily.INET6, instance.family());
        assertEquals(
                "ff02:0:0:0:0:0:0:12", instance.transport().multicastGroup().getHostAddress());
    }

    @Test
    void passwordsAreCutToEightAndNeverShown() {
        ParseResult result = read(instance("authentication {", "auth_type PASS", "auth_pass 1234567890", "}"));
        assertEquals(List.of("9 PASSWORD_TRUNCATED"), findings(result));
        assertEquals("12345678", only(result).authentication().orElseThrow().password());
        assertFalse(result.configuration().toString().contains("12345678"));
    }

    @Test
    void authenticationNeedsVersionTwoATypeAndAPassword() {
        assertEquals(
                List.of("9 AUTHENTICATION_VERSION"),
                findings(instance("version 3", "authentication {", "auth_type PASS", "auth_pass 1", "}")));
        assertEquals(List.of("8 AUTHENTICATION_FORM"), findings(instance("authentication {", "auth_type PASS", "}")));
        assertEquals(List.of("8 AUTHENTICATION_FORM"), findings(instance("authentication {", "auth_pass x", "}")));
        ParseResult ah = read(instance("authentication {", "auth_type AH", "auth_pass x", "}"));
        assertEquals(List.of("8 UNSUPPORTED"), findings(ah));
        assertTrue(ah.hasErrors());
    }

    @Test
    void nopreemptIsSwitchedOffWithMaster() {
        ParseResult result = read(instance("state MASTER", "priority 101", "nopreempt"));
        assertEquals(List.of("9 NOPREEMPT_MASTER"), findings(result));
        assertTrue(only(result).preemption().preempt());
        assertFalse(
                only(read(instance("state BACKUP", "nopreempt"))).preemption().preempt());
    }

    @Test
    void withoutRouterIdOrInterfaceTheFileIsRefused() {
        String address = "virtual_ipaddress { 192.0.2.1 }\n}\n";
        assertEquals(List.of("1 VRID_MISSING"), findings("vrrp_instance V {\ninterface eth0\n" + address));
        assertEquals(List.of("1 INTERFACE_MISSING"), findings("vrrp_instance V {\nvirtual_router_id 1\n" + address));
        ParseResult bad = read("vrrp_instance V {\ninterface eth0\nvirtual_router_id 256\n" + address);
        assertEquals(List.of("3 OUT_OF_RANGE"), findings(bad));
        assertTrue(bad.hasErrors());
        assertEquals(List.of(), bad.configuration().vrrpInstances());
    }

    @Test
    void twoInstancesOnOneLinkNeedDifferentNumbers() {
        String second = instance().replace("VI_1", "VI_2").replace("192.0.2.1", "192.0.2.2");
        ParseResult result = read(instance() + second);
        assertEquals(List.of("11 VRID_DUPLICATE"), findings(result));
        assertTrue(result.hasErrors());
        assertEquals(List.of(), findings(instance() + second.replace("eth0", "eth1")));
        assertEquals(List.of(), findings(instance() + second.replace("192.0.2.2/24", "fe80::1/64")));
        assertEquals(
                List.of(),
                findings(instance("unicast_peer { 192.0.2.8 }")
                        + second.replace("51", "51\nunicast_peer { 192.0.2.9 }")));
    }

    @Test
    void anAddressHasOneOwner() {
        assertEquals(
                List.of("13 ADDRESS_DUPLICATE"),
                findings(instance() + instance().replace("VI_1", "VI_2").replace("51", "52")));
        ParseResult twice = read(instance("virtual_ipaddress_excluded { 192.0.2.1/24 }"));
        assertEquals(List.of("7 ADDRESS_DUPLICATE"), findings(twice));
    }

    @Test
    void anInstanceWithoutAddressesRunsInVersionTwoOnly() {
        String none = "vrrp_instance V {\ninterface eth0\nvirtual_router_id 1\n%s\n}\n";
        assertFalse(read(none.formatted("")).hasErrors());
        assertEquals(List.of("1 NO_VIRTUAL_ADDRESS"), findings(none.formatted("")));
        assertTrue(read(none.formatted("version 3")).hasErrors());
        assertEquals(List.of(), findings(none.formatted("no_virtual_ipaddress")));
    }

    @Test
    void addressesOfTheOtherFamilyAreLeftOutOfAdverts() {
        ParseResult result = read("""
                vrrp_instance V {
                  interface eth0
                  virtual_router_id 1
                  virtual_ipaddress {
                    192.0.2.1
                    fe80::1
                  }
                }
                """);
        assertEquals(List.of("6 FAMILY_MIXED"), findings(result));
        assertEquals(1, only(result).virtualIpAddresses().size());
    }

    @Test
    void unicastNeedsPeersOfItsFamily() {
        VrrpInstance instance = only(read(instance(
                "unicast_src_ip 192.0.2.7", "unicast_peer {", "192.0.2.8", "192.0.2.9 min_ttl 254 max_ttl 255", "}")));
        assertTrue(instance.transport().isUnicast());
        assertEquals(
                "192.0.2.7", instance.transport().sourceAddress().orElseThrow().getHostAddress());
        assertEquals(254, instance.transport().unicastPeers().get(1).minTtl());
        assertEquals(List.of("7 UNICAST_INCOMPLETE"), findings(instance("unicast_src_ip 192.0.2.7")));
        assertEquals(
                List.of("7 UNICAST_INCOMPLETE", "7 NOT_AN_ADDRESS"),
                findings(instance("unicast_peer { peer.example.org }")));
    }

    @Test
    void strictModeChangesWhatItDoesNotAllow() {
        ParseResult result = read("global_defs {\n vrrp_strict\n}\n"
                + instance(
                        "state MASTER",
                        "priority 101",
                        "preempt_delay 5",
                        "down_timer_adverts 5",
                        "authentication {",
                        "auth_type PASS",
                        "auth_pass 1111",
                        "}"));
        assertEquals(List.of("2 NO_EFFECT", "10 STRICT", "12 STRICT", "13 STRICT", "15 STRICT"), findings(result));
        VrrpInstance instance = only(result);
        assertEquals(WantedState.BACKUP, instance.state());
        assertEquals(Duration.ZERO, instance.preemption().preemptDelay());
        assertEquals(3, instance.downTimerAdverts());
        assertTrue(instance.authentication().isEmpty());
        assertFalse(instance.accept());
        assertTrue(instance.lowerPrioNoAdvert());
        assertEquals(0, instance.garp().lowerPrioRepeat());
    }

    @Test
    void strictModeSaysOnceThatItKeepsNoTrafficFromTheAddresses() {
        String global = "global_defs {\n vrrp_strict\n}\n";
        String other = instance().replace("VI_1", "VI_2").replace("51", "52").replace("192.0.2.1", "192.0.2.2");
        assertEquals(List.of("2 NO_EFFECT"), findings(global + instance() + other));
        assertEquals(List.of("7 NO_EFFECT"), findings(instance("strict_mode")));
        assertEquals(List.of("8 NO_EFFECT"), findings(instance("strict_mode", "no_accept")));
        // an owner accepts (RFC 9568, 6.1), and so does version 3 where the file says so
        assertEquals(List.of(), findings(global + instance("priority 255")));
        assertEquals(List.of(), findings(global + instance("version 3", "accept")));
        assertEquals(List.of("10 STRICT"), findings(global + instance("accept")));
    }

    @Test
    void whatTheAgentDoesNotActOnIsKeptAndSaidOnce() {
        ParseResult result = read("instance blue\nuse_pid_dir\nglobal_defs {\n fifo_write_vrrp_states_on_reload\n}\n"
                + instance("track_src_ip", "promote_secondaries", "no_accept"));
        assertEquals(
                List.of("1 NO_EFFECT", "2 NO_EFFECT", "4 NO_EFFECT", "12 NO_EFFECT", "13 NO_EFFECT", "14 NO_EFFECT"),
                findings(result));
        assertFalse(result.hasMistakes());
        assertEquals(
                "'instance' has no effect in Holdfast yet",
                result.diagnostics().getFirst().summary());
        assertFalse(only(result).accept());
        assertTrue(only(result).promoteSecondaries());
        assertTrue(only(result).transport().trackSourceAddress());
        assertTrue(result.configuration().globalDefs().usePidDir());
        assertTrue(result.configuration().globalDefs().fifoWriteVrrpStatesOnReload());
    }

    @Test
    void acceptIsWhatIsDoneAnyway() {
        ParseResult result = read(instance("accept"));
        assertEquals(List.of(), result.diagnostics());
        assertTrue(only(result).accept());
    }

    @Test
    void virtualMacsHaveTheirWords() {
        var mac = only(read(instance("use_vmac name vrrp.51", "vmac_xmit_base")))
                .virtualMac()
                .orElseThrow();
        assertEquals("vrrp.51", mac.interfaceName().orElseThrow());
        assertTrue(mac.xmitBase());
        assertTrue(only(read(instance("use_vmac")))
                .virtualMac()
                .orElseThrow()
                .interfaceName()
                .isEmpty());
    }
}
