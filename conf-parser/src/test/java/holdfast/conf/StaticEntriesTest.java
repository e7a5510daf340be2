package holdfast.conf;

import static holdfast.conf.Reading.findings;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.conf.model.LinkSettings;
import holdfast.conf.model.LinkSettings.Delay;
import holdfast.conf.model.LinkSettings.LinkbeatInterface;
import holdfast.conf.model.LinkSettings.Method;
import holdfast.conf.model.StaticEntries;
import holdfast.conf.model.TrackGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Static addresses, their groups and settings of interfaces (keepalived.conf(5)). */
class StaticEntriesTest {
    private static final String GROUP = "track_group G {\n  group {\n    VI_1\n  }\n}\n";

    @Test
    void staticAddressesAreOnTheDefaultInterface() {
        String text = "global_defs {\n  default_interface eth7\n}\nstatic_ipaddress {\n  192.0.2.200/24\n"
                + "  192.0.2.201/24 dev eth1 scope link track_group G\n}\n" + GROUP + Reading.instance();
        assertEquals(List.of(), findings(text));
        StaticEntries entries = Reading.configuration(text).staticEntries();
        assertEquals("eth7", entries.addresses().getFirst().address().dev());
        assertEquals(Optional.of("G"), entries.addresses().getLast().trackGroup());
        assertEquals(List.of(new TrackGroup("G", List.of("VI_1"))), entries.trackGroups());
    }

    @Test
    void someWordsAreForStaticAddressesAndSomeForInstances() {
        assertEquals(
                List.of("2 UNKNOWN_OPTION"),
                findings("static_ipaddress {\n192.0.2.9/24 use_vmac\n}\n" + Reading.instance()));
        assertEquals(
                List.of("3 UNKNOWN_OPTION"),
                findings(Reading.instance()
                        .replace(
                                "interface eth0",
                                "virtual_ipaddress_excluded {\n192.0.2.3 track_group G\n}\ninterface eth0")));
    }

    @Test
    void membersOfTrackGroupsMustExist() {
        String text = "track_group G {\n  group { VI_1 VI_2 }\n}\n" + Reading.instance();
        assertEquals(List.of("2 UNDEFINED_NAME"), findings(text));
        assertEquals(
                List.of("VI_1"),
                Reading.configuration(text)
                        .staticEntries()
                        .trackGroups()
                        .getFirst()
                        .instances());
    }

    @Test
    void garpGroupsShareTheirPace() {
        String text = "garp_group {\n  garp_interval .5\n  interfaces {\n    eth0 eth1\n    eth2\n  }\n}\n"
                + Reading.instance();
        assertEquals(List.of(), findings(text));
        assertEquals(
                List.of(new LinkSettings.GarpGroup(
                        Optional.of(Duration.ofMillis(500)), Optional.empty(), List.of("eth0", "eth1", "eth2"))),
                Reading.configuration(text).linkSettings().garpGroups());
    }

    @Test
    void garpGroupsThatChangeNothingAreReported() {
        String text = "garp_group {\n  interface eth0\n}\ngarp_group {\n  gna_interval 1\n  interface eth1\n}\n"
                + "garp_group {\n  gna_interval 2\n  interfaces {\n    eth1\n    eth2\n  }\n}\n" + Reading.instance();
        assertEquals(List.of("1 GARP_GROUP", "11 GARP_GROUP"), findings(text));
        assertEquals(2, Reading.configuration(text).linkSettings().garpGroups().size());
    }

    @Test
    void interfacesMayBeSlowToGoUpOrDown() {
        String text = "interface_up_down_delays {\n  eth0 1\n  eth1 0.25 255\n}\n" + Reading.instance();
        assertEquals(List.of(), findings(text));
        assertEquals(
                List.of(
                        new Delay("eth0", Duration.ofSeconds(1), Duration.ZERO),
                        new Delay("eth1", Duration.ofMillis(250), Duration.ofSeconds(255))),
                Reading.configuration(text).linkSettings().delays());
        assertEquals(
                List.of("2 OUT_OF_RANGE", "3 NOT_A_NUMBER", "5 REPEATED_KEYWORD"),
                findings("interface_up_down_delays {\n  eth0 256\n  eth1 foo\n  eth2 1\n  eth2 2\n}\n"
                        + Reading.instance()));
    }

    @Test
    void interfacesMayBePolled() {
        String text = "linkbeat_interfaces {\n  eth0\n  eth1 ETHTOOL\n}\n" + Reading.instance();
        assertEquals(List.of(), findings(text));
        assertEquals(
                List.of(
                        new LinkbeatInterface("eth0", Optional.empty()),
                        new LinkbeatInterface("eth1", Optional.of(Method.ETHTOOL))),
                Reading.configuration(text).linkSettings().linkbeatInterfaces());
        assertEquals(
                List.of("2 UNKNOWN_WORD"), findings("linkbeat_interfaces {\n  eth0 FOO\n}\n" + Reading.instance()));
    }
}
