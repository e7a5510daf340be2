package holdfast.track.notify;

import holdfast.track.run.RunAs;
import holdfast.track.run.RunObserver;
import holdfast.track.run.ScriptCall;
import holdfast.track.run.ScriptOutcome;
import holdfast.track.run.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The FIFO in the file system. */
final class FifoFile {
    private static final int TYPE_MASK = 0170000; // S_IFMT, inode(7)
    private static final int TYPE_FIFO = 0010000; // S_IFIFO
    private static final Duration MKFIFO_LIMIT = Duration.ofSeconds(5);

    private FifoFile() {}

    /**
     * Makes the FIFO with mode 0644 if nothing is there.
     *
     * @return true if it was made here
     * @throws IOException if it cannot be made, or something else is there
     */
    static boolean makeIfMissing(FifoSettings settings, ScriptRunner runner) throws IOException {
        Path path = settings.path();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            int mode = (Integer) Files.getAttribute(path, "unix:mode");
            if ((mode & TYPE_MASK) != TYPE_FIFO) {
                throw new IOException("something that is not a FIFO is there");
            }
            return false;
        }
        mkfifo(path, runner);
        if (settings.owner().isPresent()) {
            RunAs owner = settings.owner().get();
            Files.setAttribute(path, "unix:uid", (int) owner.uid());
            Files.setAttribute(path, "unix:gid", (int) owner.gid());
        }
        return true;
    }

    private static void mkfifo(Path path, ScriptRunner runner) throws IOException {
        var result = new CompletableFuture<ScriptOutcome>();
        var argv = List.of("/usr/bin/mkfifo", "-m", "0644", "--", path.toString());
        runner.start(ScriptCall.limited(argv, RunAs.thisProcess(), MKFIFO_LIMIT), new RunObserver() {
            @Override
            public void timedOut(ScriptOutcome.TimedOut outcome) {
                result.complete(outcome);
            }

            @Override
            public void ended(ScriptOutcome outcome) {
                result.complete(outcome);
            }
        });
        ScriptOutcome outcome = result.join();
        if (!outcome.succeeded()) {
            Path folder = path.toAbsolutePath().getParent();
            String reason = Files.isDirectory(folder) ? "mkfifo " + outcome.describe() : "there is no folder " + folder;
            throw new IOException("it cannot be made: " + reason);
        }
    }
}
