package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.bfd.BfdSettings;
import holdfast.bfd.BfdState;
import holdfast.check.bfd.BfdLoop;
import holdfast.linux.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A BFD session with Debian's keepalived at the other end of a cable. */
class BfdPeerIT {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int MULTIPLIER = 3;

    /** RFC 5880, 6.8.4: the interval times the multiplier; the rest is for a busy machine. */
    private static final Duration DETECTION = INTERVAL.multipliedBy(MULTIPLIER).plusMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final String near = "hf-bfd-a" + ProcessHandle.current().pid();
    private final String far = "hf-bfd-b" + ProcessHandle.current().pid();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final LinkedBlockingQueue<BfdState> states = new LinkedBlockingQueue<>();
    private Process peer;

    @BeforeEach
    void prepare() throws Exception {
        Programs.require();
        ip("netns add " + near);
        ip("netns add " + far);
        ip("-n " + near + " link add v0 type veth peer name v0 netns " + far);
        ip("-n " + near + " link set v0 up");
        ip("-n " + far + " link set v0 up");
        ip("-n " + near + " addr add 10.77.1.1/24 dev v0");
        ip("-n " + far + " addr add 10.77.1.2/24 dev v0");
        in(() -> {
            NetworkNamespace.enter(Path.of("/run/netns", near));
            return true;
        });
    }

    @AfterEach
    void close() throws Exception {
        thread.shutdownNow();
        if (peer != null) {
            peer.destroy();
            peer.waitFor(5, TimeUnit.SECONDS);
        }
        ip("netns del " + near);
        ip("netns del " + far);
    }

    private <T> T in(Callable<T> action) throws Exception {
        return thread.submit(action).get(10, TimeUnit.SECONDS);
    }

    private static void ip(String arguments) throws Exception {
        Process process = new ProcessBuilder(("ip " + arguments).split(" ", -1))
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor(), arguments);
    }

    private void startKeepalived() throws IOException {
        Path file = folder.resolve("keepalived.conf");
        Files.writeString(file, """
                bfd_instance S {
                    neighbor_ip 10.77.1.1
                    source_ip 10.77.1.2
                    min_rx 100
                    min_tx 100
                    multiplier 3
                }
                """);
        List<String> command =
                new ArrayList<>(List.of("ip", "netns", "exec", far, "unshare", "-m", "keepalived", "-nlD"));
        command.addAll(
                List.of("-f", file.toString(), "-p", folder.resolve("pid").toString()));
        command.addAll(List.of("-b", folder.resolve("bfd.pid").toString()));
        peer = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static BfdSettings settings() {
        return new BfdSettings(
                "S",
                InetAddress.ofLiteral("10.77.1.2"),
                Optional.of(InetAddress.ofLiteral("10.77.1.1")),
                INTERVAL,
                INTERVAL,
                Duration.ofSeconds(1),
                MULTIPLIER,
                false,
                255,
                0,
                false);
    }

    private void becomes(BfdState expected, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        BfdState state = states.poll(within.toNanos(), TimeUnit.NANOSECONDS);
        while (state == BfdState.INIT) {
            state = states.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        assertEquals(expected, state, "within " + within);
    }

    @Test
    void comesUpWithKeepalivedAndFollowsTheCable() throws Exception {
        startKeepalived();
        try (BfdLoop loop = in(() -> BfdLoop.start((_, state, _) -> states.add(state), 5880, List.of()))) {
            loop.configure(List.of(settings()));
            becomes(BfdState.UP, PATIENCE);
            awaitNegotiation(loop);
            ip("-n " + far + " link set v0 down");
            becomes(BfdState.DOWN, DETECTION);
            ip("-n " + far + " link set v0 up");
            becomes(BfdState.UP, PATIENCE);
        }
        awaitLine("Entering Down state (Local diagnostic - Neighbor Signaled Session Down,"
                + " Remote diagnostic - Administratively Down)");
    }

    /** Just up, both count on the slow packets of a session that is down, until the first fast one has come. */
    private static void awaitNegotiation(BfdLoop loop) throws InterruptedException {
        long negotiated = INTERVAL.multipliedBy(MULTIPLIER).toNanos() / 1_000;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (loop.statuses().getFirst().detectionTimeMicros() != negotiated) {
            assertTrue(System.nanoTime() - deadline < 0, () -> loop.statuses().toString());
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void awaitLine(String text) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(folder.resolve("log")).contains(text)) {
            assertTrue(System.nanoTime() - deadline < 0, () -> text + " is not in the peer's log");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
