package holdfast.check.bfd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.bfd.BfdSettings;
import holdfast.bfd.BfdState;
import holdfast.bfd.Diagnostic;
import holdfast.linux.NetworkNamespace;
import java.net.InetAddress;
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
        return new BfdSettings(
                "self",
                InetAddress.ofLiteral(address),
                Optional.of(InetAddress.ofLiteral(address)),
                Duration.ofMillis(20),
                Duration.ofMillis(20),
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
