package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.MacAddress;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualMacInterfacesTest {
    @TempDir
    private Path root;

    private final FakeKernel kernel = new FakeKernel();
    private VirtualMacInterfaces interfaces;
    private InterfaceSettings settings;
    private VirtualMacInterface wanted;

    @BeforeEach
    void prepare() throws IOException {
        kernel.link(2, "eth0", "02:00:00:00:00:01");
        kernel.link(3, "eth1", "02:00:00:00:00:02");
        settings = new InterfaceSettings(root);
        interfaces = new VirtualMacInterfaces(kernel, settings);
        wanted = VirtualMacInterface.of(AddressFamily.IPV4, 51, "eth0", Optional.empty(), Optional.empty());
        file("ipv4/igmp_link_local_mcast_reports", "1");
        for (String name : List.of("all", "default", "eth0", "eth1", "vrrp.51")) {
            file("ipv4/conf/" + name + "/rp_filter", "0");
            file("ipv4/conf/" + name + "/arp_ignore", "0");
            file("ipv4/conf/" + name + "/arp_filter", "0");
            file("ipv4/conf/" + name + "/arp_announce", "0");
            file("ipv4/conf/" + name + "/accept_local", "0");
            file("ipv4/conf/" + name + "/promote_secondaries", "0");
            file("ipv6/conf/" + name + "/disable_ipv6", "0");
            file("ipv6/conf/" + name + "/accept_dad", "1");
        }
    }

    private void file(String setting, String value) throws IOException {
        Path path = root.resolve(setting);
        Files.createDirectories(path.getParent());
        Files.writeString(path, value + "\n");
    }

    @Test
    void namesAndMacAddressesAreKeepalivedsAndTheRfcs() {
        assertEquals("vrrp.51", wanted.name());
        assertEquals("00:00:5e:00:01:33", wanted.mac().toString());
        VirtualMacInterface six =
                VirtualMacInterface.of(AddressFamily.IPV6, 51, "eth0", Optional.empty(), Optional.empty());
        assertEquals("vrrp6.51", six.name());
        assertEquals("00:00:5e:00:02:33", six.mac().toString());
    }

    @Test
    void theInterfaceIsMadeConfiguredAndSwitchedOn() throws IOException {
        VirtualMacOutcome.Ready ready = assertInstanceOf(VirtualMacOutcome.Ready.class, interfaces.create(wanted));
        assertEquals(List.of(), ready.warnings());
        assertTrue(
                kernel.requests.contains(new RouteRequest.SetLinkUp(ready.link().index())));
        assertEquals("1", settings.read("ipv4/conf/vrrp.51/arp_ignore"));
        assertEquals("1", settings.read("ipv4/conf/vrrp.51/accept_local"));
        assertEquals("1", settings.read("ipv4/conf/vrrp.51/promote_secondaries"));
        assertEquals("1", settings.read("ipv6/conf/vrrp.51/disable_ipv6"));
        assertEquals("1", settings.read("ipv4/conf/eth0/arp_ignore"));
        assertEquals("1", settings.read("ipv4/conf/eth0/arp_filter"));
        assertEquals("2", settings.read("ipv4/conf/eth0/arp_announce"));
        assertEquals("0", settings.read("ipv4/igmp_link_local_mcast_reports"));
    }

    @Test
    void atTheEndEverythingIsAsItWas() throws IOException {
        file("ipv4/conf/all/rp_filter", "1");
        file("ipv4/conf/eth1/rp_filter", "2");
        interfaces.create(wanted);
        assertEquals("0", settings.read("ipv4/conf/all/rp_filter"));
        assertEquals("1", settings.read("ipv4/conf/default/rp_filter"));
        assertEquals("1", settings.read("ipv4/conf/eth0/rp_filter"));
        assertEquals("2", settings.read("ipv4/conf/eth1/rp_filter")); // stricter already
        assertEquals("0", settings.read("ipv4/conf/vrrp.51/rp_filter"));
        assertEquals(List.of(), interfaces.removeAll());
        assertEquals("1", settings.read("ipv4/conf/all/rp_filter"));
        assertEquals("0", settings.read("ipv4/conf/default/rp_filter"));
        assertEquals("0", settings.read("ipv4/conf/eth0/rp_filter"));
        assertEquals("0", settings.read("ipv4/conf/eth0/arp_ignore"));
        assertEquals("0", settings.read("ipv4/conf/eth0/arp_filter"));
        assertEquals("1", settings.read("ipv4/igmp_link_local_mcast_reports"));
        assertEquals(Optional.empty(), kernel.named("vrrp.51"));
    }

    @Test
    void aSettingThatCannotBeMadeIsAWarning() throws IOException {
        Files.delete(root.resolve("ipv4/conf/eth0/arp_ignore"));
        VirtualMacOutcome.Ready ready = assertInstanceOf(VirtualMacOutcome.Ready.class, interfaces.create(wanted));
        assertEquals(1, ready.warnings().size());
        assertTrue(ready.warnings().getFirst().contains("ipv4/conf/eth0/arp_ignore"), ready.warnings()::toString);
    }

    @Test
    void ipv6StaysOnWhereAddressesOfItAreToGo() throws IOException {
        file("ipv6/conf/vrrp.51/disable_ipv6", "1"); // a leftover of a configuration without
        assertInstanceOf(VirtualMacOutcome.Ready.class, interfaces.create(wanted, Set.of(AddressFamily.IPV6)));
        assertEquals("0", settings.read("ipv6/conf/vrrp.51/disable_ipv6"));
        assertEquals("0", settings.read("ipv6/conf/vrrp.51/accept_dad"));
        assertEquals("1", settings.read("ipv4/conf/vrrp.51/accept_local"));
    }

    @Test
    void anInterfaceThatWentWithItsBaseIsForgottenAndMadeAnew() throws IOException {
        interfaces.create(wanted);
        kernel.links.removeIf(link -> link.name().equals("vrrp.51"));
        interfaces.forget("vrrp.51");
        kernel.requests.clear();
        assertEquals(Optional.empty(), interfaces.remove("vrrp.51"));
        assertEquals(List.of(), kernel.requests);
        assertInstanceOf(VirtualMacOutcome.Ready.class, interfaces.create(wanted));
        assertTrue(kernel.named("vrrp.51").isPresent());
        assertEquals(List.of(), interfaces.removeAll());
        assertEquals(Optional.empty(), kernel.named("vrrp.51"));
    }

    @Test
    void whatWentByItselfIsNoFailureAtTheEnd() throws IOException {
        interfaces.create(wanted);
        kernel.links.removeIf(link -> link.name().equals("vrrp.51")); // base and all, unnoticed
        for (String setting : List.of("arp_ignore", "arp_filter", "arp_announce", "rp_filter", "accept_local")) {
            Files.delete(root.resolve("ipv4/conf/eth0/" + setting));
        }
        Files.delete(root.resolve("ipv4/conf/eth0/promote_secondaries"));
        Files.delete(root.resolve("ipv4/conf/eth0"));
        assertEquals(List.of(), interfaces.removeAll());
    }

    @Test
    void aLeftOverOfACrashIsTakenOver() {
        kernel.links.add(new InterfaceInfo(9, "vrrp.51", 0x41, Optional.of(wanted.mac()), 1500, 2, "macvlan"));
        assertInstanceOf(VirtualMacOutcome.Ready.class, interfaces.create(wanted));
        assertTrue(kernel.requests.stream().noneMatch(RouteRequest.AddMacvlan.class::isInstance));
    }

    @Test
    void somebodyElsesInterfaceOfThatNameIsLeftAlone() {
        MacAddress other = MacAddress.parse("02:00:00:00:00:09");
        kernel.links.add(new InterfaceInfo(9, "vrrp.51", 0x41, Optional.of(other), 1500, 2, "macvlan"));
        assertInstanceOf(VirtualMacOutcome.Failed.class, interfaces.create(wanted));
        assertEquals(List.of(), interfaces.removeAll());
        assertTrue(kernel.named("vrrp.51").isPresent());
    }

    @Test
    void aRefusalSaysWhy() {
        kernel.answerToAll =
                Optional.of(new NetlinkOutcome.Refused(Errno.EOPNOTSUPP, Optional.of("Unknown device type")));
        VirtualMacOutcome.Failed failed = assertInstanceOf(VirtualMacOutcome.Failed.class, interfaces.create(wanted));
        assertEquals("making vrrp.51: Operation not supported (EOPNOTSUPP): Unknown device type", failed.reason());
    }

    @Test
    void aMissingBaseInterfaceSaysWhich() {
        VirtualMacInterface nowhere =
                VirtualMacInterface.of(AddressFamily.IPV4, 51, "eth7", Optional.empty(), Optional.empty());
        assertEquals(new VirtualMacOutcome.Failed("there is no interface eth7"), interfaces.create(nowhere));
    }
}
