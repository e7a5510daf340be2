package holdfast.track;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches tracked files and reports the numbers in them.
 *
 * <p>inotify on the folders gives the news within milliseconds. Once a second every file is looked at anyway, which
 * covers what inotify cannot see: folders that appear later, targets of symbolic links, network file systems. A change is
 * read after {@value #SETTLE_MILLIS} ms without another one, so that the empty moment of {@code echo 5 >file} between
 * truncation and write is not taken for 0.
 *
 * <p>Methods may be called from any thread and return at once. One thread, started with the first file; the listener is
 * called on it.
 */
public final class TrackedFiles implements AutoCloseable {
    static final int SETTLE_MILLIS = 20;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int MOST_BYTES = 256;
    private static final Logger LOG = LoggerFactory.getLogger(TrackedFiles.class);

    private final FileListener listener;
    private final Object lock = new Object();
    private List<TrackedFile> wanted = List.of(); // guarded by lock
    private long generation; // guarded by lock
    private boolean closed; // guarded by lock
    private FolderWatch watch; // guarded by lock; null until there is a file
    private final Map<String, Known> known = new HashMap<>(); // watching thread only

    private record Known(TrackedFile file, int value, Optional<String> complaint) {}

    /**
     * Nothing is watched until {@link #update}.
     *
     * @param listener hears of changes
     */
    public TrackedFiles(FileListener listener) {
        this.listener = listener;
    }

    /**
     * Sets the files to watch: at start, and after each reload. Files that are new are initialised as configured and
     * reported; files already watched under the same name and path are left alone and not reported again.
     */
    public void update(List<TrackedFile> files) {
        synchronized (lock) {
            wanted = List.copyOf(files);
            generation++;
            if (watch != null) {
                watch.wake();
            } else if (!wanted.isEmpty() && !closed) {
                watch = new FolderWatch();
                var thread = new Thread(null, () -> run(watch), "track-files", 256 * 1024L);
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    /** Stops watching; nothing is reported afterwards, save what is being reported at this moment. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (watch != null) {
                watch.wake();
            }
        }
    }

    private void run(FolderWatch folders) {
        long seen = -1;
        try (folders) {
            while (true) {
                List<TrackedFile> files;
                boolean changed;
                synchronized (lock) {
                    if (closed) {
                        return;
                    }
                    files = wanted;
                    changed = generation != seen;
                    seen = generation;
                    folders.acknowledge();
                }
                if (changed) {
                    folders.watch(files.stream().map(TrackedFile::path).toList());
                    begin(files);
                }
                files.forEach(this::lookUnharmed);
                folders.await(LOOK_EVERY, Duration.ofMillis(SETTLE_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(List<TrackedFile> files) {
        var names = new LinkedHashMap<String, TrackedFile>();
        files.forEach(file -> names.put(file.name(), file));
        known.values().removeIf(old -> {
            TrackedFile now = names.get(old.file().name());
            return now == null || !now.watchesTheSameAs(old.file());
        });
        names.values().stream().filter(file -> !known.containsKey(file.name())).forEach(TrackedFiles::initialise);
    }

    private static void initialise(TrackedFile file) {
        if (file.initial().isEmpty()) {
            return;
        }
        TrackedFile.Initial initial = file.initial().get();
        try {
            if (initial.overwrite() || !Files.exists(file.path())) {
                Files.writeString(file.path(), initial.value() + "\n");
            }
        } catch (IOException e) {
            LOG.error("track file {}: {} cannot be initialised: {}", file.name(), file.path(), e.toString());
        }
    }

    /** One file that cannot be dealt with must not end the watch over the others. */
    private void lookUnharmed(TrackedFile file) {
        try {
            look(file);
        } catch (RuntimeException e) {
            LOG.error("track file {}: {} is not followed; please report this", file.name(), file.path(), e);
        }
    }

    private void look(TrackedFile file) {
        FileNumber number = read(file.path());
        Known before = known.get(file.name());
        int value = number.value().orElse(before == null ? 0 : before.value());
        known.put(file.name(), new Known(file, value, number.complaint()));
        if (number.complaint().isPresent()
                && (before == null || !before.complaint().equals(number.complaint()))) {
            LOG.warn(
                    "track file {}: {}: {}",
                    file.name(),
                    file.path(),
                    number.complaint().get());
        }
        if (before == null || before.value() != value) {
            LOG.info("track file {}: {} now holds {}", file.name(), file.path(), value);
            listener.fileChanged(file.name(), value);
        }
    }

    private static FileNumber read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return FileNumber.parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return FileNumber.NONE;
        } catch (IOException e) {
            return FileNumber.zero("cannot be read, 0 is taken: " + e.getMessage());
        }
    }
}
