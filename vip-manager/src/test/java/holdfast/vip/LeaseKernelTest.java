package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.AddressFlags;
import holdfast.linux.AddressLifetime;
import holdfast.linux.AddressScope;
import holdfast.linux.Epoll;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.RouteMonitor;
import holdfast.linux.RouteSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel's side of the lease, with real lifetimes, and its rule about the first address of a subnet. */
class LeaseKernelTest {
    private static final Lease ONE_SECOND = new Lease.Limited(Duration.ofSeconds(1));
    private static final Lease TWO_SECONDS = new Lease.Limited(Duration.ofSeconds(2));
    private static final Lease LONG = new Lease.Limited(Duration.ofSeconds(30));
    private static final Lease UNLIMITED = new Lease.Unlimited();
    private static final LinkListener NOBODY = new LinkListener() {
        @Override
        public void linkChanged(LinkState state) {
            // of no concern here
        }

        @Override
        public void linkGone(String interfaceName) {
            // of no concern here
        }
    };

    private NamespaceThread host;
    private RouteSocket socket;
    private RouteMonitor monitor;
    private LinkMonitor links;
    private AddressHolder holder;
    private VirtualAddress ipv4;
    private VirtualAddress neighbour;
    private VirtualAddress ipv6;

    @BeforeEach
    void prepare() throws Exception {
        host = new NamespaceThread();
        host.ip("link add d0 type veth peer name d1");
        host.ip("link set d0 up");
        host.ip("link set d1 up");
        socket = host.in(RouteSocket::open);
        monitor = host.in(RouteMonitor::open);
        RouteKernel kernel = RouteKernel.of(socket);
        links = new LinkMonitor(kernel, NOBODY);
        links.refresh();
        holder = new AddressHolder(kernel, links);
        ipv4 = new VirtualAddress(
                InetAddress.getByName("192.0.2.100"),
                24,
                "d0",
                AddressScope.LINK,
                Optional.of("d0:vip"),
                new Broadcast.HostBitsSet(),
                Optional.empty(),
                Set.of(),
                Optional.empty());
        neighbour = new VirtualAddress(
                InetAddress.getByName("192.0.2.101"),
                24,
                "d0",
                AddressScope.LINK,
                Optional.empty(),
                new Broadcast.None(),
                Optional.empty(),
                Set.of(),
                Optional.empty());
        ipv6 = VirtualAddress.of(InetAddress.getByName("2001:db8::100"), 64, "d0");
    }

    @AfterEach
    void close() {
        monitor.close();
        socket.close();
        host.close();
    }

    private boolean present(VirtualAddress address) throws LinuxException {
        return find(address).isPresent();
    }

    private Optional<KernelAddress> find(VirtualAddress address) throws LinuxException {
        return socket.addresses().stream()
                .filter(found -> found.address().equals(address.address()))
                .findFirst();
    }

    private void acquire(Lease lease, VirtualAddress... addresses) {
        List<AddressOutcome> outcomes = holder.acquire(List.of(addresses), lease, System.nanoTime());
        assertTrue(outcomes.stream().allMatch(AddressOutcome::succeeded), outcomes::toString);
    }

    /** Feeds the kernel's events to the holder until it reports a loss. */
    private List<AddressLost> awaitLoss(Duration atMost) throws LinuxException {
        List<AddressLost> lost = new ArrayList<>();
        try (Epoll epoll = Epoll.open()) {
            epoll.add(monitor, 0);
            long deadline = System.nanoTime() + atMost.toNanos();
            while (lost.isEmpty() && System.nanoTime() - deadline < 0) {
                epoll.await(50);
                monitor.read(holder::on);
                lost.addAll(holder.lost(System.nanoTime()));
            }
        }
        return lost;
    }

    @Test
    void withoutRenewalBothFamiliesLapseAndTheHolderNotices() throws Exception {
        long start = System.nanoTime();
        acquire(ONE_SECOND, ipv4, ipv6);
        List<AddressLost> lost = new ArrayList<>(awaitLoss(Duration.ofSeconds(4)));
        if (lost.size() < 2) { // the two families have timers of their own
            lost.addAll(awaitLoss(Duration.ofSeconds(2)));
        }
        assertEquals(
                Set.of(
                        new AddressLost(ipv4, AddressLost.Cause.LAPSED),
                        new AddressLost(ipv6, AddressLost.Cause.LAPSED)),
                Set.copyOf(lost));
        assertTrue(System.nanoTime() - start > 950_000_000L, "the lease was shorter than it may be");
        assertFalse(present(ipv4));
        assertFalse(present(ipv6));
    }

    @Test
    void renewalKeepsTheAddressItsAttributesAndItsRoute() throws Exception {
        acquire(TWO_SECONDS, ipv4, ipv6);
        KernelAddress before = find(ipv4).orElseThrow();
        for (int i = 0; i < 6; i++) {
            Thread.sleep(600); // six times: nearly twice the lease, with room for a busy machine
            RenewOutcome outcome = holder.renew(List.of(ipv4, ipv6), System.nanoTime());
            assertEquals(new RenewOutcome(2, List.of(), List.of()), outcome);
        }
        KernelAddress after = find(ipv4).orElseThrow();
        assertEquals(before.withLifetime(AddressLifetime.FOREVER), after.withLifetime(AddressLifetime.FOREVER));
        assertEquals(Optional.of("d0:vip"), after.label());
        assertEquals(AddressScope.LINK, after.scope());
        assertEquals(Optional.of(InetAddress.getByName("192.0.2.255")), after.broadcast());
        assertEquals(VirtualAddress.PROTOCOL, after.protocol());
        assertTrue(find(ipv6).orElseThrow().has(AddressFlags.NODAD));
        String ipv4Routes = host.ip("-4 route show dev d0");
        assertTrue(ipv4Routes.contains("192.0.2.0/24"), ipv4Routes);
        String ipv6Routes = host.ip("-6 route show dev d0");
        assertTrue(ipv6Routes.contains("2001:db8::/64"), ipv6Routes);
        assertFalse(ipv6Routes.contains("expires -"), ipv6Routes);
        assertEquals(List.of(), awaitLoss(Duration.ofMillis(100)));
    }

    @Test
    void withoutALeaseAddressesStay() throws Exception {
        acquire(UNLIMITED, ipv4, ipv6);
        assertFalse(find(ipv4).orElseThrow().lifetime().isFinite());
        assertTrue(find(ipv6).orElseThrow().has(AddressFlags.PERMANENT));
    }

    @Test
    void releasingTheFirstOfASubnetKeepsTheOther() throws Exception {
        host.in(() -> java.nio.file.Files.writeString(
                java.nio.file.Path.of("/proc/sys/net/ipv4/conf/d0/promote_secondaries"), "0"));
        acquire(LONG, ipv4, neighbour);
        assertTrue(find(neighbour).orElseThrow().has(AddressFlags.SECONDARY));
        holder.release(List.of(ipv4), System.nanoTime());
        assertFalse(present(ipv4));
        assertTrue(present(neighbour));
        assertEquals(List.of(), awaitLoss(Duration.ofMillis(300)));
        assertEquals(Set.of(neighbour), holder.held());
    }

    @Test
    void anAddressTakenAwayByHandIsNoticedAndItsSubnetNeighbourToo() throws Exception {
        host.in(() -> java.nio.file.Files.writeString(
                java.nio.file.Path.of("/proc/sys/net/ipv4/conf/d0/promote_secondaries"), "0"));
        acquire(LONG, ipv4, neighbour, ipv6);
        host.ip("addr del 192.0.2.100/24 dev d0");
        List<AddressLost> lost = awaitLoss(Duration.ofSeconds(1));
        assertEquals(
                Set.of(
                        new AddressLost(ipv4, AddressLost.Cause.REMOVED),
                        new AddressLost(neighbour, AddressLost.Cause.REMOVED)),
                Set.copyOf(lost));
        assertEquals(Set.of(ipv6), holder.held());
    }

    @Test
    void ourOwnReleaseIsNotALoss() throws Exception {
        acquire(LONG, ipv4, neighbour, ipv6);
        List<AddressOutcome> outcomes = holder.release(List.of(ipv4, neighbour, ipv6), System.nanoTime());
        assertTrue(outcomes.stream().allMatch(AddressOutcome::succeeded), outcomes::toString);
        assertEquals(List.of(), awaitLoss(Duration.ofMillis(200)));
        assertFalse(present(ipv4) || present(neighbour) || present(ipv6));
    }

    @Test
    void aLeftOverIsTakenOverOrSwept() throws Exception {
        host.ip("addr add 192.0.2.100/24 dev d0 scope link");
        acquire(LONG, ipv4);
        assertTrue(find(ipv4).orElseThrow().lifetime().isFinite());
        holder.release(List.of(ipv4), System.nanoTime());
        host.ip("addr add 192.0.2.100/32 dev d0");
        assertEquals(1, holder.sweep(List.of(ipv4, ipv6), System.nanoTime()).size());
        assertFalse(present(ipv4));
    }

    @Test
    void anAddressOnARenamedInterfaceIsReleased() throws Exception {
        acquire(LONG, ipv4, ipv6);
        host.ip("link set d0 down"); // older kernels rename an interface only while it is off
        host.ip("link set d0 name lan0");
        host.ip("link set lan0 up");
        links.refresh();
        assertTrue(present(ipv4));
        holder.release(List.of(ipv4, ipv6), System.nanoTime());
        assertFalse(present(ipv4) || present(ipv6));
    }

    @Test
    void aRunningLeaseIsNotSwept() throws Exception {
        host.ip("addr add 192.0.2.100/24 dev d0 valid_lft 30 preferred_lft 30");
        host.ip("addr add 2001:db8::100/64 dev d0 nodad");
        List<AddressOutcome> swept = holder.sweep(List.of(ipv4, ipv6), System.nanoTime());
        assertEquals(1, swept.size(), swept::toString);
        assertTrue(present(ipv4));
        assertFalse(present(ipv6));
    }

    @Test
    void aThousandAddressesAreRenewedInOneGo() throws Exception {
        List<VirtualAddress> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(VirtualAddress.of(
                    InetAddress.getByAddress(new byte[] {10, 1, (byte) (i >> 8), (byte) i}), 32, "d0"));
        }
        long start = System.nanoTime();
        Lease lease = new Lease.Limited(Duration.ofSeconds(60));
        assertTrue(holder.acquire(many, lease, start).stream().allMatch(AddressOutcome::succeeded));
        assertEquals(1000, holder.renew(many, start + 30_000_000_000L).renewed());
        assertTrue(holder.release(many, System.nanoTime()).stream().allMatch(AddressOutcome::succeeded));
    }
}
