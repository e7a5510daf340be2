package holdfast.agent.process;

import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.Readiness;
import holdfast.agent.cli.StartupFailure;
import holdfast.linux.LinuxException;
import holdfast.linux.ThisProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Going to the background. A Java virtual machine cannot fork, so the process on the terminal starts the launcher a second
 * time and waits: the second process is the daemon. It says one word on its standard output when it is ready; if it fails
 * before that, its message is already on the terminal and its exit status becomes that of the first process.
 */
public final class Background {
    /** The word; a line of its own. */
    private static final String READY = "holdfast: ready";

    private Background() {}

    /**
     * Starts the daemon and waits until it is ready or has failed.
     *
     * @param launcher the program to start, from {@code HOLDFAST_LAUNCHER}
     * @param arguments its arguments
     * @param patience how long to wait; the daemon is ended after that
     * @return 0 when the daemon is ready, else its exit status; it has said why
     * @throws StartupFailure when it cannot be started, or takes too long
     */
    public static int start(String launcher, List<String> arguments, Duration patience) throws StartupFailure {
        List<String> command = new ArrayList<>(arguments);
        command.addFirst(launcher);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(new File("/")) // a daemon keeps no file system busy
                    .redirectInput(new File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new StartupFailure(
                    ExitStatus.FATAL,
                    "cannot start " + launcher + " to go to the background: " + e.getMessage()
                            + "; use -n to stay here",
                    e);
        }
        return await(process, patience);
    }

    private static int await(Process process, Duration patience) throws StartupFailure {
        CompletableFuture<Boolean> ready = CompletableFuture.supplyAsync(
                () -> saysReady(process), task -> Thread.ofPlatform().daemon().start(task));
        try {
            if (ready.get(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return ExitStatus.OK.code();
            }
            int status = process.waitFor();
            if (status > 128) { // how the launcher's runtime reports the end by a signal
                throw new StartupFailure(
                        ExitStatus.FATAL, "the daemon was ended by signal " + (status - 128) + " while it started");
            }
            return status;
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new StartupFailure(
                    ExitStatus.FATAL,
                    "the daemon was not ready after " + patience.toSeconds()
                            + " s and was ended; use -n -l to watch it start",
                    e);
        } catch (ExecutionException e) {
            process.destroyForcibly();
            throw new StartupFailure(ExitStatus.FATAL, "the daemon cannot be heard: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new StartupFailure(ExitStatus.FATAL, "interrupted while the daemon started", e);
        }
    }

    private static boolean saysReady(Process process) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.equals(READY)) {
                line = output.readLine();
            }
            return line != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the second process does first: leave the terminal's session, so that closing the terminal does not reach it.
     *
     * @throws StartupFailure when it was not started by {@link #start}
     */
    public static void leaveSession() throws StartupFailure {
        try {
            ThisProcess.startSession();
        } catch (LinuxException e) {
            throw new StartupFailure(
                    ExitStatus.FATAL, "cannot leave the session of the terminal: " + e.getMessage(), e);
        }
    }

    /**
     * How the second process says that it is ready: the word, then its standard streams lead nowhere.
     *
     * @param output its standard output
     */
    public static Readiness readiness(PrintStream output) {
        return () -> {
            output.println(READY);
            output.flush();
            try {
                ThisProcess.silenceStandardStreams();
            } catch (LinuxException e) {
                throw new UncheckedIOException(e); // /dev/null is missing: nothing here can be relied on
            }
        };
    }
}
