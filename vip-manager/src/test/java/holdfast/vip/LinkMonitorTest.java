package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.AddressFlags;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.RouteEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkMonitorTest {
    private final FakeKernel kernel = new FakeKernel();
    private final List<LinkState> changed = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final LinkMonitor monitor = new LinkMonitor(kernel, new LinkListener() {
        @Override
        public void linkChanged(LinkState state) {
            changed.add(state);
        }

        @Override
        public void linkGone(String interfaceName) {
            gone.add(interfaceName);
        }
    });
    private InterfaceInfo eth0;
    private InetAddress own;
    private InetAddress virtual;

    @BeforeEach
    void prepare() throws Exception {
        eth0 = kernel.link(2, "eth0", "02:00:00:00:00:01");
        own = InetAddress.getByName("192.0.2.1");
        virtual = InetAddress.getByName("192.0.2.100");
    }

    private LinkState state() {
        return monitor.state("eth0").orElseThrow();
    }

    private static KernelAddress ipv6(String address, int flags) throws Exception {
        return KernelAddress.of(2, InetAddress.getByName(address), 64).withFlags(flags);
    }

    @Test
    void theFirstLookTellsEverythingOnceAndTheSecondNothing() throws Exception {
        kernel.addresses.add(KernelAddress.of(2, own, 24));
        monitor.refresh();
        assertEquals(List.of(new LinkState(eth0, Optional.of(own), Optional.empty())), changed);
        monitor.refresh();
        assertEquals(1, changed.size());
    }

    @Test
    void thePrimaryAddressIsNeitherVirtualNorSecondary() throws Exception {
        kernel.addresses.add(KernelAddress.of(2, virtual, 24));
        kernel.addresses.add(
                KernelAddress.of(2, InetAddress.getByName("192.0.2.7"), 24).withFlags(AddressFlags.SECONDARY));
        kernel.addresses.add(KernelAddress.of(2, InetAddress.getByName("198.51.100.1"), 24));
        monitor.virtualAddresses(Set.of(virtual));
        monitor.refresh();
        assertEquals(Optional.of(InetAddress.getByName("198.51.100.1")), state().primaryIpv4());
    }

    @Test
    void aTentativeLinkLocalAddressCountsOnlyWhenItIsUsable() throws Exception {
        monitor.refresh();
        monitor.on(new RouteEvent.AddressPresent(ipv6("fe80::1", AddressFlags.TENTATIVE)));
        assertEquals(Optional.empty(), state().linkLocalIpv6());
        monitor.on(new RouteEvent.AddressPresent(ipv6("fe80::1", AddressFlags.PERMANENT)));
        assertEquals(Optional.of(InetAddress.getByName("fe80::1")), state().linkLocalIpv6());
        monitor.on(new RouteEvent.AddressRemoved(ipv6("fe80::1", AddressFlags.PERMANENT)));
        assertEquals(Optional.empty(), state().linkLocalIpv6());
        assertEquals(3, changed.size()); // nothing was said about the tentative one
    }

    @Test
    void globalIpv6AddressesAreNoSourceOfAdverts() throws Exception {
        kernel.addresses.add(ipv6("2001:db8::1", 0));
        monitor.refresh();
        assertEquals(Optional.empty(), state().linkLocalIpv6());
        assertTrue(monitor.hasAddress("eth0", InetAddress.getByName("2001:db8::1")));
    }

    @Test
    void renewalsOfVirtualAddressesSayNothing() throws Exception {
        monitor.virtualAddresses(Set.of(virtual));
        monitor.refresh();
        changed.clear();
        monitor.on(new RouteEvent.AddressPresent(KernelAddress.of(2, virtual, 24)));
        monitor.on(new RouteEvent.AddressRemoved(KernelAddress.of(2, virtual, 24)));
        assertEquals(List.of(), changed);
        assertFalse(monitor.hasAddress("eth0", virtual));
    }

    @Test
    void losingCarrierIsAChangeAndTheSameNewsTwiceIsNot() throws Exception {
        monitor.refresh();
        InterfaceInfo noCarrier =
                new InterfaceInfo(2, "eth0", 0x1, eth0.mac(), 1500, 0, ""); // IFF_UP without IFF_RUNNING
        monitor.on(new RouteEvent.LinkPresent(noCarrier));
        monitor.on(new RouteEvent.LinkPresent(noCarrier));
        assertEquals(2, changed.size());
        assertFalse(state().up());
    }

    @Test
    void aRemovedInterfaceIsGoneAndAnotherOfItsNameIsNew() throws Exception {
        monitor.refresh();
        monitor.on(new RouteEvent.LinkRemoved(2, "eth0"));
        assertEquals(List.of("eth0"), gone);
        assertEquals(Optional.empty(), monitor.named("eth0"));
        InterfaceInfo again = new InterfaceInfo(9, "eth0", 0x41, eth0.mac(), 1500, 0, "");
        monitor.on(new RouteEvent.LinkPresent(again));
        assertEquals(Optional.of(again), monitor.named("eth0"));
    }

    @Test
    void aRenamedInterfaceIsGoneUnderItsOldName() throws Exception {
        monitor.refresh();
        monitor.on(new RouteEvent.LinkPresent(new InterfaceInfo(2, "lan0", 0x41, eth0.mac(), 1500, 0, "")));
        assertEquals(List.of("eth0"), gone);
        assertEquals(Optional.empty(), monitor.state("eth0"));
        assertTrue(monitor.state("lan0").orElseThrow().up());
    }

    @Test
    void anOverrunIsMadeUpForByAskingAgain() throws Exception {
        monitor.refresh();
        kernel.addresses.add(KernelAddress.of(2, own, 24));
        kernel.link(3, "eth1", "02:00:00:00:00:02");
        monitor.on(new RouteEvent.Overrun());
        assertEquals(Optional.of(own), state().primaryIpv4());
        assertTrue(monitor.named("eth1").isPresent());
        assertEquals("eth0", monitor.holderOf(own).orElseThrow().link().name());
    }

    @Test
    void newsOfAnUnknownInterfaceIsHarmless() throws Exception {
        monitor.on(new RouteEvent.AddressPresent(KernelAddress.of(77, own, 24)));
        monitor.on(new RouteEvent.AddressRemoved(KernelAddress.of(77, own, 24)));
        monitor.on(new RouteEvent.LinkRemoved(77, "eth7"));
        assertEquals(List.of(), changed);
        assertEquals(List.of(), gone);
    }
}
