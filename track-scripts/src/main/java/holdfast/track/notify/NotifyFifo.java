package holdfast.track.notify;

import holdfast.track.run.ScriptRunner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One notify FIFO with its writer thread and its script.
 *
 * <p>Opened read-write (fifo(7)), so that opening and writing work without a reader, and a reader may come and go. Lines
 * nobody reads fill the pipe (64 KiB) and then a queue; after that the oldest waiting line is dropped for each new one,
 * and counted.
 */
final class NotifyFifo {
    private static final int MOST_WAITING = 1024;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(NotifyFifo.class);

    private final FifoSettings settings;
    private final ScriptRunner runner;
    private final Deque<String> lines = new ArrayDeque<>(); // guarded by lines
    private long dropped; // guarded by lines
    private boolean closing; // guarded by lines
    private FileChannel channel; // guarded by lines
    private volatile boolean made;
    private volatile boolean leaving;
    private final Thread writer;

    /**
     * Starts the writer thread, which makes and opens the FIFO.
     *
     * @param begin waits, on the writer's thread, until what was at the same path is gone
     * @param inherited whether a former process made it, in whose place this one removes it in the end
     */
    NotifyFifo(FifoSettings settings, ScriptRunner runner, Runnable begin, boolean inherited) {
        this.settings = settings;
        this.runner = runner;
        this.made = inherited;
        writer = new Thread(null, () -> run(begin), "notify-fifo", 256 * 1024L);
        writer.setDaemon(true);
        writer.start();
    }

    /** Queues one line; never waits. */
    void write(String line) {
        synchronized (lines) {
            if (lines.size() >= MOST_WAITING) {
                lines.removeFirst();
                if (dropped++ == 0) {
                    LOG.warn(
                            "notify FIFO {}: nobody reads it, the oldest lines are dropped from now on",
                            settings.path());
                }
            }
            lines.add(line);
            lines.notifyAll();
        }
    }

    /** Lines lost so far. */
    long dropped() {
        synchronized (lines) {
            return dropped;
        }
    }

    /** Whether it is to be removed in the end. */
    boolean made() {
        return made;
    }

    /** Whether it stays where it is in the end, because another process goes on with it. */
    void leave(boolean leave) {
        leaving = leave;
    }

    /** Asks the writer to write what is queued and end; never waits. */
    void close() {
        synchronized (lines) {
            closing = true;
            lines.notifyAll();
        }
    }

    /** Waits for the writer to end, for a moment. */
    void awaitClosed() {
        awaitClosed(LONGEST_CLOSE);
    }

    /** Waits for the writer to end, then ends it by force: a writer may hang on a full pipe. */
    void awaitClosed(Duration limit) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(writer, Math.max(1_000_000, limit.toNanos()));
            if (writer.isAlive()) {
                closeChannel();
                writer.join(Duration.ofMillis(200));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable begin) {
        begin.run();
        try {
            made |= FifoFile.makeIfMissing(settings, runner);
            FileChannel open = FileChannel.open(settings.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
            synchronized (lines) {
                channel = open;
            }
            var script = new FifoScript(settings, runner);
            try {
                writeUntilClosed(open);
            } finally {
                closeChannel(); // a script that reads to the end of the file ends now
                script.end();
            }
        } catch (IOException e) {
            LOG.error("notify FIFO {} cannot be used: {}", settings.path(), e.getMessage());
            discardUntilClosed();
        } finally {
            if (made && !leaving) {
                remove();
            }
        }
    }

    private void writeUntilClosed(FileChannel open) throws IOException {
        try {
            for (String line = next(); line != null; line = next()) {
                var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    open.write(bytes);
                }
            }
        } catch (AsynchronousCloseException e) {
            LOG.debug("notify FIFO {}: closed while a line waited for a reader", settings.path());
        }
    }

    /** The next line, or null when closing and nothing is left. */
    private String next() {
        synchronized (lines) {
            while (lines.isEmpty() && !closing) {
                try {
                    lines.wait();
                } catch (InterruptedException e) {
                    return null;
                }
            }
            return lines.pollFirst();
        }
    }

    private void discardUntilClosed() {
        while (next() != null) {
            synchronized (lines) {
                dropped++;
            }
        }
    }

    private void closeChannel() {
        synchronized (lines) {
            if (channel == null) {
                return;
            }
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("closing notify FIFO {}: {}", settings.path(), e.getMessage());
            }
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(settings.path());
        } catch (IOException e) {
            LOG.warn("notify FIFO {} cannot be removed: {}", settings.path(), e.getMessage());
        }
    }
}
