package holdfast.track;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a change to any of a set of files, through the folders they are in. Belongs to one thread; {@link #wake} may
 * be called from any.
 */
final class FolderWatch implements AutoCloseable {
    private static final int MOST_SETTLING = 10;
    private static final Logger LOG = LoggerFactory.getLogger(TrackedFiles.class);

    private final Map<Path, WatchKey> folders = new HashMap<>();
    private final AtomicReference<WatchService> service = new AtomicReference<>();
    private final Semaphore woken = new Semaphore(0);
    private Set<Path> files = Set.of();

    /** Makes the next or the current {@link #await} return, after which {@link #watch} must be called again. */
    void wake() {
        woken.release();
        closeQuietly(service.getAndSet(null)); // the only way to wake a thread that waits in one
    }

    /** Forgets earlier calls of {@link #wake}. */
    void acknowledge() {
        woken.drainPermits();
    }

    /** Sets the files of interest. */
    void watch(Collection<Path> paths) {
        files = Set.copyOf(paths.stream().map(Path::toAbsolutePath).toList());
        folders.clear();
        closeQuietly(service.getAndSet(newService()));
        registerMissing();
    }

    /**
     * Waits until something has changed and then been quiet, or the time is over, or {@link #wake} is called.
     *
     * @param atMost how long to wait for a change
     * @param quiet how long nothing must change after a change
     */
    void await(Duration atMost, Duration quiet) throws InterruptedException {
        registerMissing();
        if (changed(atMost)) {
            for (int i = 0; i < MOST_SETTLING && changed(quiet); i++) {
                LOG.trace("more changes");
            }
        }
    }

    @Override
    public void close() {
        wake();
    }

    /** True if a file of interest has changed within the time, or nothing can be waited for any more. */
    private boolean changed(Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        for (long left = wait.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (woken.tryAcquire()) {
                return true;
            }
            WatchService watching = service.get();
            if (watching == null) { // no inotify to be had, or woken
                return woken.tryAcquire(left, TimeUnit.NANOSECONDS);
            }
            try {
                WatchKey key = watching.poll(left, TimeUnit.NANOSECONDS);
                if (key != null && concerns(key)) {
                    return true;
                }
            } catch (ClosedWatchServiceException e) {
                return true;
            }
        }
        return false;
    }

    private boolean concerns(WatchKey key) {
        Path folder = (Path) key.watchable();
        boolean ours = key.pollEvents().stream()
                .anyMatch(event -> !(event.context() instanceof Path name) || files.contains(folder.resolve(name)));
        if (key.reset()) {
            return ours;
        }
        folders.remove(folder); // it is gone
        return true;
    }

    private void registerMissing() {
        WatchService watching = service.get();
        if (watching == null) {
            return;
        }
        for (Path file : files) {
            Path folder = file.getParent();
            if (folders.containsKey(folder) || !Files.isDirectory(folder)) {
                continue;
            }
            try {
                folders.put(folder, folder.register(watching, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE));
            } catch (ClosedWatchServiceException e) {
                return;
            } catch (IOException e) {
                LOG.debug("{} cannot be watched ({}), its files are looked at once a second", folder, e.getMessage());
            }
        }
    }

    private static WatchService newService() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            LOG.warn("no inotify ({}), tracked files are looked at once a second", e.getMessage());
            return null;
        }
    }

    private static void closeQuietly(WatchService closing) {
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (IOException e) {
            LOG.debug("closing inotify: {}", e.getMessage());
        }
    }
}
