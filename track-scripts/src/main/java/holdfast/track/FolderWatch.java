package holdfast.track;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    private final Semaphore woken = new Semaphore(0);
    private Set<Path> files = Set.of();
    private WatchService service;
    private boolean unavailable;

    /** Makes the next or the current {@link #await} return. */
    void wake() {
        woken.release();
    }

    /** Sets the files of interest. */
    void watch(Collection<Path> paths) {
        files = new HashSet<>(paths.stream().map(Path::toAbsolutePath).toList());
        var wanted = new HashSet<Path>();
        files.forEach(file -> wanted.add(file.getParent()));
        folders.entrySet().removeIf(entry -> {
            boolean stale = !wanted.contains(entry.getKey());
            if (stale) {
                entry.getValue().cancel();
            }
            return stale;
        });
        wanted.stream().filter(folder -> !folders.containsKey(folder)).forEach(this::register);
    }

    /**
     * Waits until something has changed and then been quiet, or the time is over, or {@link #wake} is called.
     *
     * @param atMost how long to wait for a change
     * @param quiet how long nothing must change after a change
     */
    void await(Duration atMost, Duration quiet) throws InterruptedException {
        retryMissingFolders();
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - end < 0) {
            if (woken.tryAcquire()) {
                woken.drainPermits();
                return;
            }
            if (changed(Duration.ofMillis(50))) {
                for (int i = 0; i < MOST_SETTLING && changed(quiet); i++) {
                    LOG.trace("more changes");
                }
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException e) {
            LOG.debug("closing inotify: {}", e.getMessage());
        }
    }

    private boolean changed(Duration wait) throws InterruptedException {
        if (service == null) {
            return woken.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        }
        WatchKey key;
        try {
            key = service.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ClosedWatchServiceException e) {
            return true;
        }
        if (key == null) {
            return false;
        }
        Path folder = (Path) key.watchable();
        boolean ours = key.pollEvents().stream()
                .anyMatch(event -> !(event.context() instanceof Path name) || files.contains(folder.resolve(name)));
        if (!key.reset()) {
            folders.remove(folder);
            return true;
        }
        return ours;
    }

    private void retryMissingFolders() {
        List<Path> missing = files.stream()
                .map(Path::getParent)
                .filter(folder -> !folders.containsKey(folder))
                .toList();
        missing.forEach(this::register);
    }

    private void register(Path folder) {
        if (unavailable || !Files.isDirectory(folder)) {
            return;
        }
        try {
            if (service == null) {
                service = FileSystems.getDefault().newWatchService();
            }
            folders.put(
                    folder,
                    folder.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException e) {
            unavailable = service == null;
            LOG.warn("{} cannot be watched ({}), its files are looked at once a second", folder, e.getMessage());
        }
    }
}
