package holdfast.agent.process;

import holdfast.agent.cli.StartupFailure;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PID file of a process that takes the place of another one: it is taken as soon as that one has let go of it, on a thread of its own. */
public final class AwaitedPidFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AwaitedPidFile.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long BETWEEN_MILLIS = 50;

    private final Path path;
    private final Thread thread;
    private PidFile file; // guarded by this; null: not yet

    /**
     * One that nobody waits for before {@link #begin()}.
     *
     * @param path where
     */
    public AwaitedPidFile(Path path) {
        this.path = path;
        this.thread = Thread.ofPlatform().name("pid-file").daemon().unstarted(this::await);
    }

    /** The former process is about to end. */
    public void begin() {
        thread.start();
    }

    private void await() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!taken(until - System.nanoTime() <= 0)) {
                Thread.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean taken(boolean last) {
        try {
            file = PidFile.acquire(path);
            return true;
        } catch (StartupFailure e) {
            if (last) {
                LOG.warn("The PID file is left as it is: {}", e.getMessage());
            }
            return last;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(); // it waits for nothing but its sleep
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (file != null) {
                file.close();
            }
        }
    }
}
