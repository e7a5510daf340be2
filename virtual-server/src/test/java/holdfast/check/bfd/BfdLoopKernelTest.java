package holdfast.check.bfd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.bfd.BfdSettings;
import holdfast.bfd.BfdState;
import holdfast.bfd.Diagnostic;
import holdfast.linux.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop on real sockets, in a namespace of its own: a session with itself over the loopback interface. Needs root. */
class BfdLoopKernelTest {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final LinkedBlockingQueue<BfdState> states = new LinkedBlockingQueue<>();

    @BeforeEach
    void prepare() throws Exception {
        in(() -> {
            NetworkNamespace.enterNew();
            return ip("link set lo up");
        });
    }

    @AfterEach
    void close() {
        thread.shutdownNow();
    }

    private <T> T in(Callable<T> action) throws Exception {
        return thread.submit(action).get(10, TimeUnit.SECONDS);
    }

    private static int ip(String arguments) throws Exception {
        int status = new ProcessBuilder(("ip " + arguments).split(" "))
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, status, arguments);
        return status;
    }

    private static BfdSettings withItself(String address, boolean multihop) {
        return withItself(address, multihop, Duration.ofMillis(20));
    }

    private static BfdSettings withItself(String address, boolean multihop, Duration interval) {
        return new BfdSettings(
                "self",
                InetAddress.ofLiteral(address),
                Optional.of(InetAddress.ofLiteral(address)),
                interval,
                interval,
                Duration.ofSeconds(1),
                5,
                false,
                255,
                0,
                multihop);
    }

    private BfdLoop start() throws Exception {
        return start(List.of());
    }

    private BfdLoop start(List<LeftSession> inherited) throws Exception {
        return in(() -> BfdLoop.start((_, state, _) -> states.add(state), 5881, inherited));
    }

    private void becomes(BfdState expected) throws Exception {
        BfdState state = states.poll(10, TimeUnit.SECONDS);
        while (state == BfdState.INIT && expected != BfdState.INIT) {
            state = states.poll(10, TimeUnit.SECONDS);
        }
        assertEquals(expected, state, "within ten seconds");
    }

    @Test
    void theListenerHearsFirstThatTheThreadHasBegunOnThatThread() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        BfdListener listener = new BfdListener() {
            @Override
            public void began() {
                calls.add("began on " + Thread.currentThread().getName());
            }

            @Override
            public void sessionChanged(String session, BfdState state, Diagnostic diagnostic) {
                calls.add(session);
                states.add(state);
            }
        };
        try (BfdLoop loop = in(() -> BfdLoop.start(listener, 5881, List.of()))) {
            loop.configure(List.of(withItself("127.0.0.1", false)));
            becomes(BfdState.UP);
        }
        assertEquals("began on bfd-loop", calls.getFirst());
        assertEquals(1, calls.stream().filter(call -> call.startsWith("began")).count());
    }

    @Test
    void comesUpAndNoticesTheLinkThatWentDown() throws Exception {
        for (BfdSettings settings :
                List.of(withItself("127.0.0.1", false), withItself("::1", false), withItself("::1", true))) {
            states.clear();
            try (BfdLoop loop = start()) {
                loop.configure(List.of(settings));
                becomes(BfdState.UP);
                in(() -> ip("link set lo down"));
                becomes(BfdState.DOWN);
                in(() -> ip("link set lo up"));
                becomes(BfdState.UP);
            }
            becomes(BfdState.ADMIN_DOWN);
        }
    }

    /** Strangers are many and near; the session's packets come all the same. */
    @Test
    void aFloodFromStrangersIsDroppedByTheKernelAndTheSessionStaysUp() throws Exception {
        try (BfdLoop loop = start()) {
            loop.configure(List.of(withItself("127.0.0.1", false, Duration.ofMillis(200))));
            becomes(BfdState.UP);
            long before = in(BfdLoopKernelTest::filtered);
            in(() -> {
                flood("127.0.0.9");
                return true;
            });
            long dropped = in(BfdLoopKernelTest::filtered) - before;
            assertTrue(dropped > FloodGuard.MOST_A_SECOND, dropped + " dropped by the filter");
            assertNull(states.poll(), "the session changed");
            assertEquals(BfdState.UP, loop.statuses().getFirst().state());
        }
    }

    /** Packets of UDP that neither had a port nor found no room, and were dropped all the same (proc_pid_net(5), snmp). */
    private static long filtered() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/thread-self/net/snmp")).stream()
                .filter(line -> line.startsWith("Udp:"))
                .toList();
        List<String> names = List.of(lines.getFirst().split(" ", -1));
        List<String> values = List.of(lines.getLast().split(" ", -1));
        return Long.parseLong(values.get(names.indexOf("InErrors")))
                - Long.parseLong(values.get(names.indexOf("RcvbufErrors")));
    }

    /** For a second, with a discriminator of no session. */
    private static void flood(String from) throws IOException {
        byte[] packet = new byte[24];
        packet[0] = 0x20; // version 1
        packet[2] = 3; // multiplier
        packet[3] = (byte) packet.length;
        packet[7] = 1; // my discriminator
        packet[11] = 1; // yours
        try (DatagramChannel sender = DatagramChannel.open()) {
            sender.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            sender.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 3784));
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            while (System.nanoTime() - until < 0) {
                sender.write(ByteBuffer.wrap(packet));
            }
        }
    }

    /** The address comes later: the socket is tried again every second. */
    @Test
    void waitsForItsSourceAddress() throws Exception {
        try (BfdLoop loop = start()) {
            loop.configure(List.of(withItself("192.0.2.77", false)));
            in(() -> ip("addr add 192.0.2.77/32 dev lo"));
            becomes(BfdState.UP);
            assertTrue(loop.statuses().stream()
                    .allMatch(status -> status.diagnostic().equals(Diagnostic.NONE)));
        }
    }

    /** With itself: both ends are handed over, and neither may notice. */
    @Test
    void anotherProcessGoesOnWithTheSession() throws Exception {
        BfdSettings session = withItself("127.0.0.1", false);
        try (BfdLoop first = start()) {
            first.configure(List.of(session));
            becomes(BfdState.UP);
            List<LeftSession> left = first.leave();
            assertEquals(1, left.size());
            assertTrue(left.getFirst().sourcePort() >= 49_152);
            try (BfdLoop second = start(left)) {
                second.configure(List.of(session));
                becomes(BfdState.UP);
                assertNull(states.poll(500, TimeUnit.MILLISECONDS), "five detection times");
            }
            becomes(BfdState.ADMIN_DOWN);
            first.stay();
            assertNull(states.poll(500, TimeUnit.MILLISECONDS), "five detection times");
            var _ = first.leave();
        }
        assertNull(states.poll(), "no goodbye");
    }

    @Test
    void aSessionTakenOutEndsAndItsPortIsFree() throws Exception {
        try (BfdLoop first = start()) {
            first.configure(List.of(withItself("127.0.0.1", false)));
            becomes(BfdState.UP);
            first.configure(List.of());
            becomes(BfdState.ADMIN_DOWN);
            try (BfdLoop second = start()) {
                second.configure(List.of(withItself("127.0.0.1", false)));
                becomes(BfdState.UP);
            }
        }
    }
}
