package holdfast.agent.control;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control socket's server: one thread, one selector, any number of clients of which a few are served at once. */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final long PATIENCE_MILLIS = 500;

    private final Path path;
    private final Supplier<Map<String, ControlHandler>> commands;
    private final ControlLimits limits;
    private final Thread thread;
    private final CompletableFuture<Path> opened = new CompletableFuture<>();

    /**
     * A server that does nothing before {@link #start()}.
     *
     * @param path where its socket will be
     * @param commands the handlers by command; asked on the server's thread when the first request comes
     */
    public ControlServer(Path path, Supplier<Map<String, ControlHandler>> commands) {
        this(path, commands, ControlLimits.DEFAULT);
    }

    ControlServer(Path path, Supplier<Map<String, ControlHandler>> commands, ControlLimits limits) {
        this.path = path;
        this.commands = commands;
        this.limits = limits;
        this.thread = Thread.ofPlatform().name("control").daemon().unstarted(this::run);
    }

    /**
     * Starts the thread and returns. If the place of the socket cannot be used, the thread says so in one line of the log and ends: the
     * daemon does its work without.
     */
    public void start() {
        thread.start();
    }

    /** Ends when the socket listens, exceptionally when it cannot. */
    CompletableFuture<Path> opened() {
        return opened;
    }

    private void run() {
        try {
            PeerRule rule = PeerRule.ofThisProcess();
            try (SocketFile file = SocketFile.listen(path, rule.group());
                    Selector selector = Selector.open();
                    ControlLoop loop = new ControlLoop(selector, file, rule, commands, limits)) {
                opened.complete(path);
                loop.run();
            }
        } catch (IOException | UnsupportedOperationException e) { // unsupported: a file system without modes or groups
            if (opened.completeExceptionally(e)) {
                LOG.warn(
                        "No control socket at {}: {}. Commands such as 'holdfast lvs' cannot reach this daemon;"
                                + " name another place with --control, or turn it off with --no-control",
                        path,
                        e.getMessage());
            } else {
                LOG.warn("The control socket {} is closed: {}", path, e.getMessage());
            }
        } catch (RuntimeException | Error e) { // nobody else would say that this thread died
            opened.completeExceptionally(e);
            LOG.error("The control socket is closed, please report this", e);
        }
    }

    /** Lets the clients go and removes the socket. Returns when that is done, after half a second at the latest. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
