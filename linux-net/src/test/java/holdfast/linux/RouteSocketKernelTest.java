package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.RouteRequest.AddAddress;
import holdfast.linux.RouteRequest.AddMacvlan;
import holdfast.linux.RouteRequest.DeleteAddress;
import holdfast.linux.RouteRequest.DeleteLink;
import holdfast.linux.RouteRequest.DeleteNeighbour;
import holdfast.linux.RouteRequest.SetLinkUp;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteSocketKernelTest {

    private NamespaceThread host;
    private RouteSocket socket;
    private RouteMonitor monitor;
    private InterfaceInfo link;

    @BeforeEach
    void prepare() throws Exception {
        host = new NamespaceThread();
        host.ip("link add d0 type veth peer name d1");
        host.ip("link set d0 up");
        host.ip("link set d1 up");
        socket = host.in(RouteSocket::open);
        monitor = host.in(RouteMonitor::open);
        link = socket.link("d0").orElseThrow();
    }

    @AfterEach
    void close() {
        monitor.close();
        socket.close();
        host.close();
    }

    private KernelAddress find(InetAddress address) throws LinuxException {
        return socket.addresses().stream()
                .filter(found -> found.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anIpv4MappedAddressOfSomebodyDoesNotHideTheOthers() throws Exception {
        host.ip("addr add ::ffff:192.0.2.1/128 dev lo");
        host.ip("addr add 192.0.2.100/24 dev d0");
        assertEquals(24, find(InetAddress.getByName("192.0.2.100")).prefixLength());
        List<RouteEvent> heard = new ArrayList<>();
        while (monitor.read(heard::add)) {
            assertTrue(heard.size() < 1000);
        }
        assertTrue(heard.stream()
                .anyMatch(event -> event instanceof RouteEvent.AddressPresent(KernelAddress present)
                        && present.prefixLength() == 24));
    }

    @Test
    void anAddressComesBackAsItWasAskedFor() throws Exception {
        InetAddress address = InetAddress.getByName("192.0.2.100");
        KernelAddress wanted = new KernelAddress(
                link.index(),
                address,
                24,
                Optional.empty(),
                Optional.of(InetAddress.getByName("192.0.2.255")),
                Optional.of("d0:vip"),
                AddressScope.LINK,
                0,
                AddressLifetime.ofSeconds(60),
                18);
        assertTrue(socket.perform(new AddAddress(wanted)).done());
        assertEquals(wanted, find(address));
        String shown = host.ip("addr show dev d0");
        assertTrue(shown.contains("inet 192.0.2.100/24 brd 192.0.2.255 scope link"), shown);
        assertTrue(shown.contains("d0:vip"), shown);
    }

    @Test
    void ipv6WithoutDuplicateDetectionIsUsableAtOnce() throws Exception {
        InetAddress address = InetAddress.getByName("2001:db8::100");
        KernelAddress wanted = KernelAddress.of(link.index(), address, 64).withFlags(AddressFlags.NODAD);
        assertTrue(socket.perform(new AddAddress(wanted)).done());
        assertTrue(find(address).has(AddressFlags.NODAD));
        assertEquals(0, find(address).flags() & AddressFlags.TENTATIVE);
    }

    @Test
    void aRefusalHasItsReason() throws Exception {
        KernelAddress address = KernelAddress.of(link.index(), InetAddress.getByName("192.0.2.100"), 24);
        socket.perform(new AddAddress(address));
        NetlinkOutcome again = socket.perform(new AddAddress(address));
        assertEquals(
                Errno.EEXIST,
                assertInstanceOf(NetlinkOutcome.Refused.class, again).errno());
        NetlinkOutcome nowhere =
                socket.perform(new AddAddress(KernelAddress.of(4711, InetAddress.getByName("192.0.2.100"), 24)));
        assertEquals(
                Errno.ENODEV,
                assertInstanceOf(NetlinkOutcome.Refused.class, nowhere).errno());
    }

    @Test
    void theKernelsOwnWordsArriveWithARefusal() throws Exception {
        socket.perform(new AddAddress(KernelAddress.of(link.index(), InetAddress.getByName("192.0.2.1"), 24)));
        KernelAddress otherScope = new KernelAddress(
                link.index(),
                InetAddress.getByName("192.0.2.2"),
                24,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AddressScope.LINK,
                0,
                AddressLifetime.FOREVER,
                0);
        NetlinkOutcome outcome = socket.perform(new AddAddress(otherScope));
        // Linux 6.2 and later say so in words; the number is older.
        assertTrue(outcome.toString().startsWith("Invalid argument (EINVAL)"), outcome.toString());
    }

    @Test
    void oneRefusalInABatchStopsNothingElse() throws Exception {
        InetAddress first = InetAddress.getByName("192.0.2.1");
        InetAddress second = InetAddress.getByName("192.0.2.2");
        List<NetlinkOutcome> outcomes = socket.perform(List.of(
                new AddAddress(KernelAddress.of(link.index(), first, 24)),
                new DeleteAddress(KernelAddress.of(link.index(), InetAddress.getByName("192.0.2.9"), 24)),
                new AddAddress(KernelAddress.of(link.index(), second, 24))));
        assertTrue(outcomes.get(0).done());
        assertEquals(
                Errno.EADDRNOTAVAIL,
                assertInstanceOf(NetlinkOutcome.Refused.class, outcomes.get(1)).errno());
        assertTrue(outcomes.get(2).done());
        assertTrue(find(second).has(AddressFlags.SECONDARY));
    }

    @Test
    void aNeighbourIsForgottenAndOneThatIsNotKnownIsRefused() throws Exception {
        for (String address : List.of("192.0.2.100", "2001:db8::100")) {
            host.ip("neigh add " + address + " lladdr 02:00:00:00:00:07 dev d0 nud stale");
            RouteRequest forget = new DeleteNeighbour(link.index(), InetAddress.getByName(address));
            assertTrue(socket.perform(forget).done());
            assertEquals("", host.ip("neigh show " + address));
            assertEquals(
                    Errno.ENOENT,
                    assertInstanceOf(NetlinkOutcome.Refused.class, socket.perform(forget))
                            .errno());
        }
    }

    @Test
    void thousandsOfAddressesAreEachAcknowledged() throws Exception {
        List<RouteRequest> add = new ArrayList<>();
        List<RouteRequest> delete = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            InetAddress address = InetAddress.getByAddress(new byte[] {10, 1, (byte) (i >> 8), (byte) i});
            add.add(new AddAddress(KernelAddress.of(link.index(), address, 32)));
            delete.add(new DeleteAddress(KernelAddress.of(link.index(), address, 32)));
        }
        assertTrue(socket.perform(add).stream().allMatch(NetlinkOutcome::done));
        assertEquals(
                3000,
                socket.addresses().stream()
                        .filter(address -> address.prefixLength() == 32)
                        .count());
        assertTrue(socket.perform(delete).stream().allMatch(NetlinkOutcome::done));
    }

    @Test
    void aMacvlanIsMadeRecognisedAndRemoved() throws Exception {
        MacAddress mac = MacAddress.ofVirtualRouter(AddressFamily.IPV4, 51);
        assertTrue(socket.perform(new AddMacvlan("vrrp.51", link.index(), mac)).done());
        InterfaceInfo made = socket.link("vrrp.51").orElseThrow();
        assertEquals("macvlan", made.kind());
        assertEquals(link.index(), made.baseIndex());
        assertEquals(Optional.of(mac), made.mac());
        assertTrue(host.ip("-d link show vrrp.51").contains("macvlan mode private"));
        List<NetlinkOutcome> outcomes = socket.perform(
                List.of(new RouteRequest.DisableAddressGeneration(made.index()), new SetLinkUp(made.index())));
        assertTrue(outcomes.stream().allMatch(NetlinkOutcome::done), outcomes.toString());
        assertTrue(socket.link("vrrp.51").orElseThrow().up());
        assertTrue(host.ip("-d link show vrrp.51").contains("addrgenmode none"));
        assertTrue(socket.perform(new DeleteLink(made.index())).done());
        assertTrue(socket.link("vrrp.51").isEmpty());
    }

    @Test
    void theMonitorHearsOfAddressesAndLinks() throws Exception {
        InetAddress address = InetAddress.getByName("192.0.2.1");
        host.ip("addr add 192.0.2.1/24 dev d0");
        awaitEvent(event -> event instanceof RouteEvent.AddressPresent(KernelAddress added)
                && added.isSameAs(KernelAddress.of(link.index(), address, 24)));
        host.ip("addr del 192.0.2.1/24 dev d0");
        awaitEvent(event -> event instanceof RouteEvent.AddressRemoved(KernelAddress removed)
                && removed.isSameAs(KernelAddress.of(link.index(), address, 24)));
        host.ip("link set d1 down");
        awaitEvent(event -> event instanceof RouteEvent.LinkPresent(InterfaceInfo now)
                && now.name().equals("d0")
                && now.adminUp()
                && !now.running());
        host.ip("link del d0");
        awaitEvent(new RouteEvent.LinkRemoved(link.index(), "d0")::equals);
    }

    /** Reads events until the one looked for comes; other namespaces' doings do not reach this one, its kernel's own do. */
    private void awaitEvent(Predicate<RouteEvent> wanted) throws LinuxException {
        List<RouteEvent> seen = new ArrayList<>();
        try (Epoll epoll = Epoll.open()) {
            epoll.add(monitor, 0);
            long deadline = System.nanoTime() + 5_000_000_000L;
            while (seen.stream().noneMatch(wanted)) {
                assertTrue(System.nanoTime() - deadline < 0, seen::toString);
                epoll.await(100);
                monitor.read(seen::add);
            }
        }
    }
}
