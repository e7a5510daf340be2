package holdfast.it.lvs;

import holdfast.linux.IpvsSocket;
import holdfast.linux.LinuxException;
import holdfast.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * A machine of the cluster: a network namespace, and a thread that lives in it. What the thread opens, reads and starts belongs to it; that
 * spares a process each time, which takes a tenth of a second in user-mode Linux.
 */
final class Namespace {
    private final String name;
    private final ExecutorService thread;
    private IpvsSocket ipvs; // its thread's own

    /** One that {@code ip netns add} has made. */
    Namespace(String name) {
        this.name = name;
        this.thread = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
        call(() -> {
            enter();
            return name;
        });
    }

    String name() {
        return name;
    }

    /** Moves the calling thread, which is to serve this namespace alone, into it. */
    void enter() {
        try {
            NetworkNamespace.enter(Path.of("/run/netns", name));
        } catch (LinuxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something in it, on its own thread. */
    <T> T call(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                done.complete(work.call());
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw new IllegalStateException("in " + name + ": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Runs a program in it. */
    String run(String... argv) {
        return call(() -> program(List.of(argv), ""));
    }

    /** Commands for {@code ip}, all by one process. */
    void ip(List<String> lines) {
        call(() -> program(List.of("ip", "-batch", "-"), String.join("\n", lines) + "\n"));
    }

    /** Commands for {@code ip -6}: rules need to be told their family. */
    void ip6(List<String> lines) {
        call(() -> program(List.of("ip", "-6", "-batch", "-"), String.join("\n", lines) + "\n"));
    }

    /** Sets values below {@code /proc/sys/net}, each as {@code ipv4/ip_forward=1}. */
    void sysctl(String... settings) {
        call(() -> {
            for (String setting : settings) {
                String[] parts = setting.split("=", 2);
                Files.writeString(Path.of("/proc/sys/net", parts[0]), parts[1]);
            }
            return name;
        });
    }

    /** Its IPVS table, for its own thread alone. */
    IpvsSocket ipvs() throws LinuxException {
        if (ipvs == null) {
            ipvs = IpvsSocket.open();
        }
        return ipvs;
    }

    /** A file of {@code /proc/net} as this namespace has it. */
    List<String> proc(String file) {
        return call(() -> Files.readAllLines(Path.of("/proc/thread-self/net", file)));
    }

    /** Whether it has an address, on any interface. */
    boolean holds(InetAddress address) {
        if (address instanceof Inet6Address) {
            String hex = HexFormat.of().formatHex(address.getAddress());
            return proc("if_inet6").stream().anyMatch(line -> line.startsWith(hex));
        }
        List<String> lines = proc("fib_trie"); // a line with the address, then one with what it is
        String node = "|-- " + address.getHostAddress();
        return IntStream.range(1, lines.size())
                .anyMatch(i -> lines.get(i).contains("host LOCAL")
                        && lines.get(i - 1).strip().equals(node));
    }

    /** Runs a program to its end in the calling thread's namespace. */
    static String program(List<String> argv, String input) {
        try {
            Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
            try (var toProgram = process.getOutputStream()) {
                toProgram.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", argv) + ": exit status " + status + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
