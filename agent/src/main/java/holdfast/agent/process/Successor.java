package holdfast.agent.process;

import holdfast.agent.loop.Inheritance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A second process with the command line of this one, which is to take its place. It reads the configuration and gets everything ready while
 * this one still serves; what it was started with stays ({@code KillMode}, limits, environment), only the watchdog's process id does not.
 */
public final class Successor implements AutoCloseable {
    private static final String MAIN_CLASS = "holdfast.agent.Main";

    /** What a successor is started with; the command line of the daemon knows it. */
    public static final String MARK = "--holdfast-successor";

    private static final Duration SETTLING = Duration.ofMillis(300);

    private final Process process;
    private boolean relieved;

    private Successor(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param launcher the program, from {@code HOLDFAST_LAUNCHER}
     * @param dropped words of the own command line that were for one start only
     * @throws IOException when it cannot be started
     */
    public static Successor start(String launcher, List<String> dropped) throws IOException {
        List<String> words = new ArrayList<>(ownWords());
        words.removeAll(dropped);
        words.addFirst(MARK);
        words.addFirst(launcher);
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("WATCHDOG_PID"); // else it would not feed the watchdog (sd_watchdog_enabled(3))
        return new Successor(builder.start());
    }

    /** The command line behind the main class, as the kernel has it (proc(5)). */
    private static List<String> ownWords() throws IOException {
        String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
        List<String> words = List.of(line.split("\0", -1));
        int main = words.indexOf(MAIN_CLASS);
        if (main < 0) {
            throw new IOException("this process was not started by its launcher");
        }
        return words.subList(main + 1, words.size() - 1).stream()
                .filter(word -> !word.equals(MARK))
                .toList();
    }

    /** Its process id, which stays: the launcher becomes the daemon. */
    public long pid() {
        return process.pid();
    }

    /**
     * Waits until it is prepared.
     *
     * @param patience how long
     * @throws IOException when it is not: it ended, or takes too long
     */
    public void awaitPrepared(Duration patience) throws IOException, InterruptedException {
        if (!says(SuccessionLines.PREPARED, patience)
                .orElseThrow(
                        () -> new IOException("the new process is not ready after " + patience.toSeconds() + " s"))) {
            throw new IOException("the new process ended with status " + process.waitFor() + " before it was ready");
        }
    }

    /**
     * Waits until it serves and has done so for a moment, after {@link #relieve}: what a process does first is not punctual on a busy machine.
     * One that lives and does not say so in time counts as serving: it is of a version that says nothing, or slow, and has been left everything.
     *
     * @param patience how long
     * @throws IOException when it ended instead
     */
    public void awaitServing(Duration patience) throws IOException, InterruptedException {
        boolean ended = !says(SuccessionLines.SERVING, patience).orElse(true);
        if (ended || process.waitFor(SETTLING)) {
            throw new IOException("the new process ended with status " + process.waitFor() + " when it was to begin");
        }
        relieved = true;
    }

    /** Whether it says something before its output ends; empty when it does neither in time. */
    private Optional<Boolean> says(String word, Duration patience) throws IOException, InterruptedException {
        CompletableFuture<Boolean> said = CompletableFuture.supplyAsync(
                () -> reads(word), task -> Thread.ofPlatform().daemon().start(task));
        try {
            return Optional.of(said.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IOException("the new process cannot be heard: " + e.getMessage(), e);
        }
    }

    private boolean reads(String word) {
        try {
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            while (line != null && !line.equals(word)) {
                line = output.readLine();
            }
            return line != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Leaves everything to it.
     *
     * @throws IOException when it cannot be told
     */
    public void relieve(Inheritance inheritance) throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        for (String line : SuccessionLines.of(inheritance)) {
            input.write(line + "\n");
        }
        input.flush();
    }

    /** Ends it, unless it serves. */
    @Override
    public void close() {
        if (!relieved) {
            process.destroyForcibly();
        }
    }
}
