package holdfast.agent.realserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.realserver.ServedAddress.Way;
import holdfast.linux.NetworkNamespace;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real kernel, in a network namespace that ends with the test. */
@Timeout(30)
class RealServerKernelTest {
    private static final InetAddress VIP = InetAddress.ofLiteral("10.0.0.100");
    private static final InetAddress VIP6 = InetAddress.ofLiteral("2001:db8::100");
    private static final List<ServedAddress> SERVED =
            List.of(new ServedAddress(VIP, Way.DIRECT, Set.of()), new ServedAddress(VIP6, Way.DIRECT, Set.of()));

    @TempDir
    private Path folder;

    @Test
    void theKernelTakesBothAddressesAndIsAsItWasAfterwards() throws Exception {
        try (ExecutorService host = Executors.newSingleThreadExecutor()) {
            host.submit(() -> {
                        NetworkNamespace.enterNew();
                        upAndDown();
                        return null;
                    })
                    .get();
        }
    }

    private void upAndDown() throws Exception {
        Path file = folder.resolve("state.json");
        try (LinuxRealServerKernel kernel = LinuxRealServerKernel.open()) {
            new Preparation(kernel, SavedState.read(file)).prepare(SERVED);
            assertEquals("1", kernel.read("ipv4/conf/all/arp_ignore"));
            assertEquals("2", kernel.read("ipv4/conf/lo/arp_announce"));
            assertTrue(kernel.addresses().stream()
                    .anyMatch(address -> address.address().equals(VIP)
                            && address.prefixLength() == 32
                            && address.label().filter("lo:vip"::equals).isPresent()));
            assertTrue(kernel.addresses().stream()
                    .anyMatch(address -> address.address().equals(VIP6) && address.prefixLength() == 128));
            ListeningPorts nobody = ListeningPorts.read(folder);
            assertEquals(List.of(), new Inspection(kernel, nobody).inspect(SERVED));

            new Withdrawal(kernel, SavedState.read(file)).withdraw(List.of(VIP, VIP6));
            assertEquals("0", kernel.read("ipv4/conf/all/arp_ignore"));
            assertEquals("0", kernel.read("ipv4/conf/lo/arp_announce"));
            assertTrue(kernel.addresses().stream()
                    .noneMatch(address ->
                            address.address().equals(VIP) || address.address().equals(VIP6)));
        }
    }
}
