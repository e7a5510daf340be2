package holdfast.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.agent.events.Happening;
import holdfast.agent.loop.Inheritance;
import holdfast.agent.loop.LoopMessage;
import holdfast.agent.loop.Relief;
import holdfast.agent.loop.Relief.NotRelieved;
import holdfast.agent.loop.VrrpLoop;
import holdfast.agent.process.Successor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code holdfast restart --hitless}: a new process takes the place of this one, after it has made everything ready. Addresses stay, with
 * their lease: should both processes fail in that moment, they go before another node takes over. This process advertises until the new one
 * serves, and goes on should that one fail before.
 */
final class Restart implements ControlHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Restart.class);

    /** A busy machine, and a configuration with a million lines. */
    private static final Duration PREPARING = Duration.ofSeconds(60);

    private static final Duration LEAVING = Duration.ofSeconds(2);
    private static final Duration BEGINNING = Duration.ofSeconds(5);
    private static final long WRITING_MILLIS = 2000;

    /** Words of a command line that were for one start only. */
    private static final List<String> ONCE = List.of("--adopt", "--holdfast-background-child");

    private final Reloader.Parts parts;
    private final VrrpLoop loop;
    private final Reloader reloader;
    private final Doors doors;
    private Thread thread; // guarded by this; null: none is under way
    private volatile boolean relieved;

    /**
     * For a daemon.
     *
     * @param reloader knows whether the new process may have read an older configuration
     * @param doors are closed, so that the new process can open its own
     */
    Restart(Reloader.Parts parts, Reloader reloader, VrrpLoop loop, Doors doors) {
        this.parts = parts;
        this.reloader = reloader;
        this.loop = loop;
        this.doors = doors;
    }

    @Override
    public synchronized CompletionStage<? extends JsonNode> handle(JsonNode request) throws ControlRefusal {
        if (!request.path("user").asText().equals("root")) {
            throw new ControlRefusal(ErrorCode.NOT_ALLOWED, "only root may restart the daemon");
        }
        // With a guardian that is process 1 the container would end with the guardian, which ends with this process.
        if (ProcessHandle.current().pid() == 1 || "1".equals(System.getenv("HOLDFAST_GUARDIAN"))) {
            throw new ControlRefusal(
                    "the daemon is process 1 here, with which a container ends: start another container");
        }
        if (thread != null && thread.isAlive()) {
            throw new ControlRefusal("a restart is under way already");
        }
        String launcher = Optional.ofNullable(System.getenv("HOLDFAST_LAUNCHER"))
                .orElseThrow(() -> new ControlRefusal("HOLDFAST_LAUNCHER is not in the daemon's environment"));
        long since = parts.journal().last();
        parts.journal()
                .append(new Happening.Ordered(
                        "", "restart", request.path("user").asText()));
        thread = Thread.ofPlatform().name("restart").daemon().start(() -> run(launcher));
        return CompletableFuture.completedFuture(JsonNodeFactory.instance
                .objectNode()
                .put("startId", parts.journal().startId())
                .put("since", since)
                .put("pid", ProcessHandle.current().pid()));
    }

    private void run(String launcher) {
        LOG.info("Restarting: a new process gets ready to take the place of this one");
        long reloads = reloader.asked();
        try (Successor successor = Successor.start(launcher, ONCE)) {
            successor.awaitPrepared(PREPARING);
            if (reloader.asked() != reloads) {
                throw new IOException("a reload was asked for meanwhile, and the new process may have read"
                        + " what was there before it: restart once more");
            }
            doors.close();
            Relief relief = new Relief();
            loop.post(new LoopMessage.Relieved(relief));
            Inheritance left = relief.await(LEAVING);
            try {
                leave(successor, left);
                successor.awaitServing(BEGINNING);
                relieved = true;
            } finally {
                if (!relieved) {
                    stay();
                }
                relief.end(relieved);
            }
            LOG.info("Process {} goes on", successor.pid());
        } catch (IOException | NotRelieved e) {
            LOG.error("Not restarted: {}", e.getMessage());
            parts.journal().append(new Happening.Restarted(false, 0, Duration.ZERO, String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) { // nobody else would say that this thread died
            LOG.error("Not restarted; please report this", e);
        } finally {
            if (!relieved) {
                doors.open();
            }
        }
    }

    private void leave(Successor successor, Inheritance left) throws IOException, InterruptedException {
        parts.balancer().leaveTable();
        Set<Path> fifos = parts.notifiers().scripts().leaveFifos();
        parts.manager().mainProcess(successor.pid()); // before it says that it is ready
        successor.relieve(
                left.with(parts.sessions().known(), fifos, parts.sessions().leave()));
    }

    /** The way back. Under systemd it may be too late for that: its main process has just failed. */
    private void stay() {
        parts.manager().mainProcess(ProcessHandle.current().pid());
        parts.notifiers().scripts().stay();
        parts.sessions().stay();
        parts.balancer().stay();
    }

    /** Whether another process goes on; returns when it has been told so. */
    boolean isRelieved() {
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            try {
                running.join(WRITING_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return relieved;
    }
}
