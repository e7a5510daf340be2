package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.control.ControlRefusal;
import holdfast.agent.events.Journal;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.mail.MailSender;
import holdfast.ipvs.KernelTable;
import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.RealServerId;
import holdfast.linux.Errno;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import holdfast.track.notify.NotifyRunner;
import holdfast.track.run.ScriptRunner;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LvsLoopTest {
    private static final String TWO_SERVERS = """
            virtual_server 192.0.2.100 80 {
                protocol TCP
                lvs_method NAT
                real_server 192.0.2.11 80 {
                    weight 3
                }
                real_server 192.0.2.12 80 {
                    weight 2
                }
            }
            """;

    private final BlockingQueue<IpvsRequest> asked = new LinkedBlockingQueue<>();
    private final ScriptRunner scripts = new ScriptRunner();
    private final NotifyRunner notify = new NotifyRunner(scripts);

    /** A kernel that does everything, and whose table reads as if it had done nothing. */
    private final class EmptyKernel implements IpvsTable {
        @Override
        public List<NetlinkOutcome> perform(List<IpvsRequest> requests) {
            asked.addAll(requests);
            return requests.stream()
                    .<NetlinkOutcome>map(_ -> new NetlinkOutcome.Done())
                    .toList();
        }

        @Override
        public KernelTable read() {
            return KernelTable.EMPTY;
        }

        @Override
        public Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts() {
            return Map.of();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @AfterEach
    void end() {
        notify.close(Duration.ofMillis(100));
        scripts.close();
    }

    private LvsLoop loop(String text, IpvsTable.Opener kernel) {
        return loop(text, kernel, OrderBook.none());
    }

    private LvsLoop loop(String text, IpvsTable.Opener kernel, OrderBook orders) {
        return new LvsLoop(
                Given.plan(text),
                kernel,
                new Outlets(notify, new MailSender(), new Journal()),
                orders,
                Set::of,
                Set.of());
    }

    private IpvsRequest next() throws InterruptedException {
        IpvsRequest request = asked.poll(5, TimeUnit.SECONDS);
        assertTrue(request != null, "within 5 s");
        return request;
    }

    private static LvsListing listing(LvsLoop loop) {
        return loop.control()
                .list()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void theTableIsFilledAtTheStartAndEmptiedAtTheEnd() throws Exception {
        try (LvsLoop _ = loop(TWO_SERVERS, EmptyKernel::new)) {
            assertTrue(next() instanceof IpvsRequest.AddService);
            assertTrue(next() instanceof IpvsRequest.AddDestination first
                    && first.destination().weight() == 3);
            assertTrue(next() instanceof IpvsRequest.AddDestination second
                    && second.destination().weight() == 2);
        }
        assertTrue(next() instanceof IpvsRequest.DeleteService);
    }

    @Test
    void aReloadChangesWhatDiffers() throws Exception {
        try (LvsLoop loop = loop(TWO_SERVERS, EmptyKernel::new)) {
            listing(loop);
            asked.clear();
            var _ = loop.reload(Given.plan(TWO_SERVERS.replace("weight 3", "weight 5")));
            assertTrue(next() instanceof IpvsRequest.EditDestination edit
                    && edit.destination().weight() == 5);
            listing(loop);
            assertEquals(List.of(), List.copyOf(asked));
        }
    }

    @Test
    void anOperatorsWishEndsByItself() throws Exception {
        try (LvsLoop loop = loop(TWO_SERVERS, EmptyKernel::new)) {
            RealServerId server = listing(loop)
                    .virtualServers()
                    .getFirst()
                    .realServers()
                    .getFirst()
                    .id();
            asked.clear();
            loop.control().override(server, new OperatorCommand.Drain(), Optional.of(Duration.ofMillis(50)));
            assertTrue(next() instanceof IpvsRequest.EditDestination drained
                    && drained.destination().weight() == 0);
            assertTrue(next() instanceof IpvsRequest.EditDestination back
                    && back.destination().weight() == 3);
        }
    }

    @Test
    void theNextDaemonKnowsWhatOperatorsWant(@TempDir Path directory) throws Exception {
        OrderFile orders = new OrderFile(directory.resolve("lvs.json"), "this boot", InstantSource.system());
        try (LvsLoop loop = loop(TWO_SERVERS, EmptyKernel::new, orders)) {
            RealServerId server = listing(loop)
                    .virtualServers()
                    .getFirst()
                    .realServers()
                    .getFirst()
                    .id();
            loop.control().override(server, new OperatorCommand.SetWeight(7), Optional.empty());
            listing(loop);
        }
        asked.clear();
        try (LvsLoop loop = loop(TWO_SERVERS, EmptyKernel::new, orders)) {
            assertTrue(next() instanceof IpvsRequest.AddService);
            assertTrue(next() instanceof IpvsRequest.AddDestination first
                    && first.destination().weight() == 7);
            assertEquals(1, loop.control().resetAll().toCompletableFuture().join());
        }
        asked.clear();
        try (LvsLoop _ = loop(TWO_SERVERS, EmptyKernel::new, orders)) {
            assertTrue(next() instanceof IpvsRequest.AddService);
            assertTrue(next() instanceof IpvsRequest.AddDestination first
                    && first.destination().weight() == 3);
        }
    }

    @Test
    void withoutIpvsInTheKernelTheLoopLivesOnAndSaysWhatToLoad() {
        try (LvsLoop loop = loop(TWO_SERVERS, () -> {
            throw new LinuxException(Errno.ENOENT, "generic netlink", "IPVS");
        })) {
            for (int i = 0; i < 2; i++) {
                Throwable refusal = assertThrows(
                                CompletionException.class,
                                () -> loop.control()
                                        .list()
                                        .toCompletableFuture()
                                        .join())
                        .getCause();
                assertInstanceOf(ControlRefusal.class, refusal);
                assertTrue(refusal.getMessage().contains("modprobe ip_vs"), refusal.getMessage());
                loop.addressChanged(InetAddress.ofLiteral("192.0.2.1"), true);
            }
        }
    }
}
