package holdfast.agent.realserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.realserver.Inspection.Finding;
import holdfast.agent.realserver.ServedAddress.Way;
import holdfast.linux.KernelAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealServerTest {
    private static final InetAddress VIP = InetAddress.ofLiteral("10.0.0.100");
    private static final InetAddress VIP6 = InetAddress.ofLiteral("2001:db8::100");
    private static final ServedAddress DIRECT = new ServedAddress(VIP, Way.DIRECT, Set.of(80));
    private static final ServedAddress TUNNEL = new ServedAddress(VIP, Way.TUNNEL, Set.of());

    private final FakeRealServerKernel kernel = new FakeRealServerKernel();

    @TempDir
    private Path folder;

    private SavedState state() throws IOException {
        return SavedState.read(folder.resolve("state/real-server.json"));
    }

    private List<String> up(ServedAddress... served) throws RealServerException, IOException {
        return new Preparation(kernel, state()).prepare(List.of(served));
    }

    private List<String> down(InetAddress... addresses) throws RealServerException, IOException {
        return new Withdrawal(kernel, state()).withdraw(List.of(addresses));
    }

    @Test
    void theMachineIsSilentBeforeItHasTheAddress() throws RealServerException, IOException {
        up(DIRECT);
        assertEquals(
                List.of(
                        "all/arp_ignore=1",
                        "all/arp_announce=2",
                        "lo/arp_ignore=1",
                        "lo/arp_announce=2",
                        "+10.0.0.100/32 on 1"),
                kernel.journal);
        assertEquals("lo:vip", kernel.addresses.getLast().label().orElseThrow());
    }

    @Test
    void doneTwiceItIsDoneOnce() throws RealServerException, IOException {
        up(DIRECT);
        kernel.journal.clear();
        assertEquals(List.of(), up(DIRECT));
        assertEquals(List.of(), kernel.journal);
    }

    @Test
    void whatWasDoneIsUndoneAddressFirstAndTheFileIsGone() throws RealServerException, IOException {
        kernel.settings.put("ipv4/conf/all/arp_announce", "1");
        Map<String, String> before = new HashMap<>(kernel.settings);
        up(DIRECT);
        kernel.journal.clear();
        down(VIP);
        assertEquals("-10.0.0.100", kernel.journal.getFirst());
        assertEquals(before, kernel.settings);
        assertFalse(Files.exists(folder.resolve("state/real-server.json")));
    }

    @Test
    void theSettingsStayWhileAnotherAddressNeedsThem() throws RealServerException, IOException {
        up(DIRECT, new ServedAddress(VIP6, Way.DIRECT, Set.of()));
        down(VIP);
        assertEquals("1", kernel.settings.get("ipv4/conf/all/arp_ignore"));
        down(VIP6);
        assertEquals("0", kernel.settings.get("ipv4/conf/all/arp_ignore"));
    }

    @Test
    void whatSomebodyElseHasChangedSinceIsLeft() throws RealServerException, IOException {
        up(DIRECT);
        kernel.settings.put("ipv4/conf/all/arp_ignore", "2");
        List<String> done = down(VIP);
        assertEquals("2", kernel.settings.get("ipv4/conf/all/arp_ignore"));
        assertTrue(
                done.contains("left net.ipv4.conf.all.arp_ignore at 2, which somebody else has set"), done::toString);
    }

    @Test
    void anAddressThatWasThereBeforeIsNotTakenOff() throws RealServerException, IOException {
        kernel.addresses.add(KernelAddress.of(1, VIP, 32));
        up(DIRECT);
        assertEquals(List.of(), state().addresses());
        assertTrue(
                kernel.addresses.stream().anyMatch(address -> address.address().equals(VIP)));
    }

    @Test
    void theAddressOnAnotherInterfaceIsRefusedBeforeAnythingIsDone() {
        kernel.addresses.add(KernelAddress.of(2, VIP, 24));
        RealServerException refusal = assertThrows(RealServerException.class, () -> up(DIRECT));
        assertTrue(
                refusal.getMessage().startsWith("10.0.0.100 is on eth0 of this machine already"), refusal.getMessage());
        assertEquals(List.of(), kernel.journal);
    }

    @Test
    void withoutTheSettingsThereIsNoAddress() {
        kernel.settingsAreReadOnly = true;
        RealServerException refusal = assertThrows(RealServerException.class, () -> up(DIRECT));
        assertTrue(refusal.getMessage().contains("in a container set it on the host"), refusal.getMessage());
        assertEquals(List.of(), kernel.journal);
    }

    @Test
    void aTunnelIsMadeSwitchedOnAndSwitchedOffAgain() throws RealServerException, IOException {
        kernel.settings.put("ipv4/conf/all/rp_filter", "1");
        up(TUNNEL);
        assertEquals("ipip", kernel.journal.getFirst());
        assertTrue(kernel.journal.contains("all/rp_filter=0"));
        assertEquals(
                List.of("+10.0.0.100/32 on 10", "tunl0 up"),
                kernel.journal.subList(kernel.journal.size() - 2, kernel.journal.size()));
        kernel.journal.clear();
        down(VIP);
        assertEquals(List.of("-10.0.0.100", "tunl0 down"), kernel.journal.subList(0, 2));
        assertEquals("1", kernel.settings.get("ipv4/conf/all/rp_filter"));
    }

    @Test
    void aKernelWithoutTunnelsNamesTheModule() {
        kernel.hasTunnels = false;
        RealServerException refusal = assertThrows(RealServerException.class, () -> up(TUNNEL));
        assertEquals("there is no tunl0 (Unknown device type): 'modprobe ipip' makes it", refusal.getMessage());
    }

    @Test
    void aCheckSaysWhatIsMissingAndWithWhichCommandItIsMended() throws IOException, RealServerException {
        assertEquals(
                List.of(
                        "sysctl -w net.ipv4.conf.all.arp_ignore=1",
                        "sysctl -w net.ipv4.conf.all.arp_announce=2",
                        "ip address add 10.0.0.100/32 dev lo",
                        "start the service"),
                inspect("").stream().map(Finding::remedy).toList());
        up(DIRECT);
        assertEquals(List.of(), inspect("   0: 00000000:0050 00000000:0000 0A 0 0 0\n"));
    }

    @Test
    void aCheckFindsAnAddressThatTakesTheWholeNet() throws IOException, RealServerException {
        up(DIRECT);
        kernel.addresses.removeLast();
        kernel.addresses.add(KernelAddress.of(1, VIP, 24));
        assertEquals(
                "ip address del 10.0.0.100/24 dev lo && ip address add 10.0.0.100/32 dev lo",
                inspect("   0: 6400000A:0050 00000000:0000 0A 0 0 0\n")
                        .getFirst()
                        .remedy());
    }

    private List<Finding> inspect(String sockets) throws IOException {
        Files.writeString(folder.resolve("tcp"), "  sl  local_address rem_address   st\n" + sockets);
        return new Inspection(kernel, ListeningPorts.read(folder)).inspect(List.of(DIRECT));
    }

    @Test
    void socketsAreReadAsTheKernelPrintsThem() throws IOException {
        Files.writeString(folder.resolve("tcp"), """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 6400000A:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
                   1: 00000000:01BB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
                   2: 6400000A:1F90 0B00000A:D431 01 00000000:00000000 00:00000000 00000000     0        0 1 1
                """);
        Files.writeString(folder.resolve("tcp6"), """
                  sl  local_address                         remote_address                        st
                   0: B80D0120000000000000000000010000:0019 00000000000000000000000000000000:0000 0A 0 0
                   1: 00000000000000000000000000000000:1F41 00000000000000000000000000000000:0000 0A 0 0
                """);
        ListeningPorts ports = ListeningPorts.read(folder);
        assertEquals(List.of(80), ports.portsOf(VIP));
        assertTrue(ports.isListening(VIP, 443));
        assertFalse(ports.isListening(VIP, 8080));
        assertTrue(ports.isListening(VIP, 8001));
        assertTrue(ports.isListening(InetAddress.ofLiteral("2001:db8::100"), 25));
        assertFalse(ports.isListening(VIP6, 443));
    }
}
