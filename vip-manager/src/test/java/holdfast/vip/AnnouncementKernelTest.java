package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.AddressFamily;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.MacAddress;
import holdfast.linux.PacketSocket;
import holdfast.linux.RouteSocket;
import holdfast.linux.SendOutcome;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Announcements and virtual MAC interfaces, judged by a second host on the link. */
class AnnouncementKernelTest {
    private NamespaceThread router;
    private NamespaceThread client;
    private RouteSocket socket;
    private PacketSocket frames;

    @BeforeEach
    void prepare() throws Exception {
        router = new NamespaceThread();
        client = new NamespaceThread();
        router.cable("r0", client, "c0");
        router.ip("link set r0 address 02:00:00:00:00:01");
        router.ip("addr add 192.0.2.1/24 dev r0");
        client.ip("addr add 192.0.2.2/24 dev c0");
        client.ip("addr add 2001:db8::2/64 dev c0 nodad");
        socket = router.in(RouteSocket::open);
        frames = router.in(PacketSocket::open);
    }

    @AfterEach
    void close() {
        frames.close();
        socket.close();
        router.close();
        client.close();
    }

    private Optional<InterfaceInfo> named(String name) {
        try {
            return socket.link(name);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theClientSendsToWhomeverAnnouncedLast() throws Exception {
        client.ip("neigh add 192.0.2.100 lladdr 02:00:00:00:00:99 nud stale dev c0");
        client.ip("neigh add 2001:db8::100 lladdr 02:00:00:00:00:99 nud stale dev c0");
        List<SendOutcome> outcomes = new ArrayList<>();
        Announcer announcer =
                new Announcer(frames::send, this::named, _ -> false, (_, outcome) -> outcomes.add(outcome));
        announcer.announce(
                "VI_1",
                List.of(
                        new Announcement(InetAddress.getByName("192.0.2.100"), "r0"),
                        new Announcement(InetAddress.getByName("2001:db8::100"), "r0")),
                1);
        announcer.sendDue(System.nanoTime());
        assertEquals(List.of(new SendOutcome.Sent(), new SendOutcome.Sent()), outcomes);
        String neighbours = awaitNeighbours("02:00:00:00:00:01", 2);
        assertTrue(neighbours.contains("192.0.2.100 lladdr 02:00:00:00:00:01"), neighbours);
        assertTrue(neighbours.contains("2001:db8::100 lladdr 02:00:00:00:00:01"), neighbours);
    }

    /** The other host's kernel takes frames in when it gets round to it. */
    private String awaitNeighbours(String mac, int count) throws Exception {
        long deadline = System.nanoTime() + 2_000_000_000L;
        while (true) {
            String neighbours = client.ip("neigh show dev c0");
            if (neighbours.split(mac, -1).length > count || System.nanoTime() - deadline > 0) {
                return neighbours;
            }
            Thread.sleep(20);
        }
    }

    @Test
    void aVirtualMacInterfaceAnswersForItsAddressWithItsMac() throws Exception {
        RouteKernel kernel = RouteKernel.of(socket);
        VirtualMacInterfaces interfaces =
                new VirtualMacInterfaces(kernel, new InterfaceSettings(InterfaceSettings.KERNEL));
        VirtualMacInterface wanted =
                VirtualMacInterface.of(AddressFamily.IPV4, 51, "r0", Optional.empty(), Optional.empty());
        // The settings under /proc are those of the thread's namespace.
        VirtualMacOutcome outcome = router.in(() -> interfaces.create(wanted));
        VirtualMacOutcome.Ready ready = assertInstanceOf(VirtualMacOutcome.Ready.class, outcome, outcome::toString);
        assertEquals(List.of(), ready.warnings());
        assertEquals(
                Optional.of(MacAddress.parse("00:00:5e:00:01:33")),
                named("vrrp.51").flatMap(InterfaceInfo::mac));
        assertEquals("1", setting("ipv4/conf/r0/arp_ignore"));
        AddressHolder holder = new AddressHolder(kernel, this::named);
        holder.acquire(
                List.of(VirtualAddress.of(InetAddress.getByName("192.0.2.100"), 32, "vrrp.51")),
                new Lease.Limited(Duration.ofSeconds(20)),
                System.nanoTime());
        client.ip("neigh flush dev c0");
        client.in(() -> new ProcessBuilder("ping", "-c1", "-W2", "192.0.2.100")
                .redirectErrorStream(true)
                .start()
                .waitFor());
        String neighbours = awaitNeighbours("00:00:5e:00:01:33", 1);
        assertTrue(neighbours.contains("192.0.2.100 lladdr 00:00:5e:00:01:33"), neighbours);
        assertEquals(List.of(), router.in(interfaces::removeAll));
        assertEquals(Optional.empty(), named("vrrp.51"));
        assertEquals("0", setting("ipv4/conf/r0/arp_ignore"));
    }

    @Test
    void anIpv4RoutersInterfaceTakesIpv6AddressesWhenToldOf() throws Exception {
        RouteKernel kernel = RouteKernel.of(socket);
        VirtualMacInterfaces interfaces =
                new VirtualMacInterfaces(kernel, new InterfaceSettings(InterfaceSettings.KERNEL));
        VirtualMacInterface wanted =
                VirtualMacInterface.of(AddressFamily.IPV4, 51, "r0", Optional.empty(), Optional.empty());
        VirtualAddress excluded = VirtualAddress.of(InetAddress.getByName("2001:db8::100"), 64, "vrrp.51");
        AddressHolder holder = new AddressHolder(kernel, this::named);
        Lease lease = new Lease.Limited(Duration.ofSeconds(20));
        router.in(() -> interfaces.create(wanted));
        assertFalse(holder.acquire(List.of(excluded), lease, System.nanoTime())
                .getFirst()
                .succeeded());
        router.in(() -> interfaces.create(wanted, Set.of(AddressFamily.IPV6)));
        assertEquals(
                List.of(new AddressOutcome.Added(excluded)),
                holder.acquire(List.of(excluded), lease, System.nanoTime()));
        assertFalse(router.ip("-6 addr show dev vrrp.51").contains("fe80:"));
        router.ip("link del r0"); // and the kernel removes what sits on it
        assertEquals(List.of(), router.in(interfaces::removeAll));
    }

    private String setting(String name) throws Exception {
        return router.in(
                () -> Files.readString(Path.of("/proc/sys/net").resolve(name)).strip());
    }
}
