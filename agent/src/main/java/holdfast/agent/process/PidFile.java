package holdfast.agent.process;

import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.StartupFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that says which process is the daemon: its PID and a line end, as keepalived writes it. It is locked while the
 * daemon runs (a POSIX record lock, fcntl(2), which ends with the process however that ends) and removed when it stops.
 */
public final class PidFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);
    private static final String MAIN_CLASS = "holdfast.agent.Main";
    private static final int LONGEST = 32;

    private final Path path;
    private final FileChannel channel;

    private PidFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the PID file for this process. A file left over by a process that is gone, or that is neither keepalived nor
     * Holdfast, is taken over.
     *
     * @param path where; its folder is created if only the last part is missing
     * @return the file, to be closed when the daemon stops
     * @throws StartupFailure with {@link ExitStatus#FATAL} when another daemon runs, with {@link ExitStatus#CANNOT_RUN} when
     *     the file may not be written
     */
    public static PidFile acquire(Path path) throws StartupFailure {
        try {
            createFolder(path);
            while (true) {
                FileChannel channel = FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
                PidFile file = new PidFile(path, channel);
                boolean taken = false;
                try {
                    taken = file.take();
                    if (taken) {
                        return file;
                    }
                } finally {
                    if (!taken) {
                        channel.close();
                    }
                }
            }
        } catch (AccessDeniedException e) {
            throw refusal(
                    ExitStatus.CANNOT_RUN, path, "permission denied; start as root or name another file with -p", e);
        } catch (NoSuchFileException e) {
            throw refusal(
                    ExitStatus.FATAL, path, "its folder does not exist; create it or name another file with -p", e);
        } catch (FileSystemException e) {
            throw refusal(ExitStatus.FATAL, path, e.getReason() == null ? e.getMessage() : e.getReason(), e);
        } catch (IOException e) {
            throw refusal(ExitStatus.FATAL, path, String.valueOf(e.getMessage()), e);
        }
    }

    /** /run/keepalived and the like are gone after a reboot; anything deeper is a mistake in the path. */
    private static void createFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null
                && !Files.exists(folder)
                && folder.getParent() != null
                && Files.isDirectory(folder.getParent())) {
            Files.createDirectory(folder);
        }
    }

    /** Locks and writes; false when the file was removed by its last owner in between, so that another try is due. */
    private boolean take() throws IOException, StartupFailure {
        Object opened = identity();
        boolean locked;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            locked = false; // another daemon in this very process
        }
        String content = content();
        if (!locked) {
            throw running(content.isEmpty() ? "" : " with pid " + content);
        }
        if (opened == null || !opened.equals(identity())) {
            return false;
        }
        long pid = pidIn(content);
        if (pid > 0 && pid != ProcessHandle.current().pid() && isDaemon(pid)) {
            throw running(" with pid " + pid);
        }
        byte[] line = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(line), 0);
        return true;
    }

    /** Device and inode behind the name, null when there is none. Does not open the file: closing it would end the lock. */
    private Object identity() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private StartupFailure running(String who) {
        return new StartupFailure(
                ExitStatus.FATAL,
                "a daemon is already running%s (PID file %s): stop it first, or give this one its own file with -p"
                        .formatted(who, path));
    }

    private String content() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    private static long pidIn(String content) {
        return content.matches("[0-9]{1,10}") ? Long.parseLong(content) : -1;
    }

    /** Whether a process is keepalived or Holdfast: PIDs come round again, and after a crash the file is still there. */
    private static boolean isDaemon(long pid) {
        try {
            List<String> words =
                    List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                            .split("\0"));
            String program = words.getFirst();
            return program.substring(program.lastIndexOf('/') + 1).equals("keepalived") || words.contains(MAIN_CLASS);
        } catch (IOException e) {
            return false; // gone
        }
    }

    private static StartupFailure refusal(ExitStatus status, Path path, String reason, IOException cause) {
        return new StartupFailure(status, "cannot write PID file " + path + ": " + reason, cause);
    }

    /** Removes the file and lets go of it. A file that cannot be removed any more is left: the next daemon takes it over. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(path); // before the lock ends, so that it cannot be another daemon's already
        } catch (IOException e) {
            LOG.warn("Cannot remove PID file {}: {}", path, e.getMessage());
        }
    }
}
