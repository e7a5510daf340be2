package holdfast.it.check;

import static org.junit.jupiter.api.Assertions.fail;

import holdfast.agent.lvs.CheckTools;
import holdfast.agent.lvs.LvsPlan;
import holdfast.check.CheckId;
import holdfast.check.CheckLoop;
import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Cidr;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.HostProcess;
import holdfast.drill.lab.Lab;
import holdfast.it.Labs;
import holdfast.it.Programs;
import holdfast.linux.NetworkNamespace;
import holdfast.track.run.ScriptRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A director and a machine with servers on one network. {@link #test} is the way in: it takes everything down and checks that nothing is
 * left.
 */
final class CheckLab implements AutoCloseable {
    /** The servers' machine. */
    static final String SERVER = "192.0.2.2";

    /** The same in IPv6. */
    static final String SERVER_IPV6 = "2001:db8::2";

    private static final int PATIENCE_ROUNDS = 400;
    private static final Duration ROUND = Duration.ofMillis(50);

    private final Lab lab = Labs.open();
    private final Host director;
    private final Host server;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    /** What a test does with it. */
    @FunctionalInterface
    interface Body {
        void run(CheckLab lab) throws Exception;
    }

    private CheckLab() {
        Bridge network = lab.addNetwork();
        director = host("director", 1, network);
        server = host("server", 2, network);
    }

    private Host host(String name, int number, Bridge network) {
        Host host = lab.addHost(name);
        host.plug(
                network,
                "eth0",
                List.of(Cidr.parse("192.0.2." + number + "/24"), Cidr.parse("2001:db8::" + number + "/64")));
        return host;
    }

    /** Runs a test. */
    static void test(Body body) {
        Programs.require();
        String prefix;
        Path directory;
        try (CheckLab lab = new CheckLab()) {
            prefix = lab.lab.prefix();
            directory = lab.lab.directory();
            try {
                body.run(lab);
            } catch (AssertionError | Exception e) {
                throw new AssertionError(e.getMessage() + lab.logs(), e);
            }
        }
        Labs.assertNothingLeft(prefix, directory);
    }

    Host director() {
        return director;
    }

    Host server() {
        return server;
    }

    /** Starts a server; its output is in the message of a test that fails. */
    HostProcess serve(String... argv) {
        return server.spawn(server.directory().resolve("log"), List.of(argv));
    }

    /** Writes a file that both machines see. */
    Path file(String name, String content) {
        try {
            Path file = server.directory().resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plan of a configuration, made as the daemon makes it. */
    LvsPlan plan(CheckConf conf, CheckTools tools) {
        return CheckConf.plan(file("checks.conf", conf.text()), tools);
    }

    /** Makes the checks of a configuration from the director, until the end of the test. */
    Verdicts check(CheckConf conf) throws Exception {
        return check(conf, false);
    }

    /** The same, believing only trusted certificates. */
    Verdicts checkVerifying(CheckConf conf) throws Exception {
        return check(conf, true);
    }

    private Verdicts check(CheckConf conf, boolean verifyCertificates) throws Exception {
        ScriptRunner scripts = opened(new ScriptRunner());
        CheckTools tools = opened(CheckTools.with(scripts, verifyCertificates));
        LvsPlan plan = plan(conf, tools);
        Map<CheckId, String> names = conf.names(plan);
        Verdicts verdicts = new Verdicts(conf.names());
        CheckLoop loop = opened(in(
                director,
                () -> new CheckLoop(
                        report -> verdicts.note(names.get(report.id()), Verdicts.Result.of(report)), new Random(1))));
        loop.replaceAll(plan.checks());
        return verdicts;
    }

    private <T extends AutoCloseable> T opened(T thing) {
        running.push(thing);
        return thing;
    }

    /** Does something in a machine's network, on a thread that serves for nothing else; threads that it starts stay there. */
    static <T> T in(Host host, Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                NetworkNamespace.enter(host.namespaceFile());
                done.complete(work.call());
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        return done.join();
    }

    /** Waits until a server that was just started can be reached. */
    void awaitListening(int port) {
        in(director, () -> {
            InetSocketAddress address = new InetSocketAddress(SERVER, port);
            for (int i = 0; i < PATIENCE_ROUNDS; i++) {
                try (Socket socket = new Socket()) {
                    socket.connect(address);
                    return port;
                } catch (ConnectException e) {
                    Thread.sleep(ROUND);
                }
            }
            return fail("nobody listens on port " + port);
        });
    }

    private String logs() {
        try {
            Path log = server.directory().resolve("log");
            return Files.exists(log) ? "\n--- the servers say\n" + Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (lab) {
            while (!running.isEmpty()) {
                running.pop().close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
