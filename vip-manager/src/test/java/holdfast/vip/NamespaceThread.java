package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.NetworkNamespace;
import holdfast.linux.RouteSocket;
import holdfast.linux.ThisProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A thread in a network namespace of its own, which ends with it. Needs root. */
final class NamespaceThread implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final String threadId;

    NamespaceThread() throws Exception {
        assertEquals(0, ThisProcess.effectiveUserId(), "the kernel tests make network namespaces: run them as root");
        threadId = in(() -> {
            NetworkNamespace.enterNew();
            return Files.readSymbolicLink(Path.of("/proc/thread-self"))
                    .getFileName()
                    .toString();
        });
        ip("link set lo up");
    }

    /** Runs something in the namespace and waits for it, ten seconds at most. */
    <T> T in(Callable<T> action) throws Exception {
        try {
            return thread.submit(action).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Runs ip(8) in the namespace; its output. */
    String ip(String arguments) throws Exception {
        return in(() -> run(("ip " + arguments).split(" ")));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + output);
        return output;
    }

    /** Joins two namespaces by a cable. */
    void cable(String name, NamespaceThread other, String otherName) throws Exception {
        ip("link add " + name + " type veth peer name " + otherName);
        ip("link set " + otherName + " netns " + other.threadId);
        ip("link set " + name + " up");
        other.ip("link set " + otherName + " up");
        awaitRunning(name);
        other.awaitRunning(otherName);
    }

    /** Carrier is reported by a worker of the kernel's own, up to a second later; packets sent before that are lost. */
    void awaitRunning(String name) throws Exception {
        try (RouteSocket socket = in(RouteSocket::open)) {
            long deadline = System.nanoTime() + 5_000_000_000L;
            while (!socket.link(name).orElseThrow().up()) {
                assertTrue(System.nanoTime() - deadline < 0, () -> name + " has no carrier");
                Thread.sleep(5);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
