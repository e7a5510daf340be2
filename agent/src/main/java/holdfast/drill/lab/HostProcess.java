package holdfast.drill.lab;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program running inside a host. The process this one started only waits for it; signals go to the program itself. */
public final class HostProcess {
    private static final int PATIENCE_SECONDS = 10;
    private static final int LOOK_MILLIS = 20;

    private final Process entrance;
    private final String what;

    private HostProcess(Process entrance, String what) {
        this.entrance = entrance;
        this.what = what;
    }

    static HostProcess start(ProcessBuilder builder, List<String> argv) {
        try {
            return new HostProcess(builder.start(), argv.getFirst());
        } catch (IOException e) {
            throw new LabException(String.join(" ", argv) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Whether the program runs.
     *
     * @return false once it has ended
     */
    public boolean isAlive() {
        return entrance.isAlive();
    }

    /**
     * Its output, when started with {@link Host#pipe}.
     *
     * @return the reading end of its standard output
     */
    public InputStream output() {
        return entrance.getInputStream();
    }

    /**
     * Asks the program to end (TERM) without waiting for it.
     *
     * @throws LabException when it runs no more
     */
    public void terminate() {
        main().destroy();
    }

    /**
     * Ends the program and everything it has started (KILL), parents first, and waits until none is left.
     *
     * <p>It may be frozen. Then the process that waits for it (nsenter) stops itself too, if need be a moment after it was told to go on, and
     * takes no note of the end until it is told again.
     *
     * @throws LabException when something is left after some seconds
     */
    public void kill() {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (entrance.isAlive()) {
            family().forEach(ProcessHandle::destroyForcibly);
            Command.attempt(List.of("kill", "-s", "CONT", Long.toString(entrance.pid())));
            if (!awaitExit(LOOK_MILLIS) && System.nanoTime() - patience > 0) {
                throw new LabException(what + " does not end");
            }
        }
    }

    /**
     * Sends a signal to the program, everything it has started, and the process that waits for it, which stops together with
     * it and has to go on together with it.
     *
     * @param signal its name without {@code SIG}
     */
    public void signalAll(String signal) {
        List<String> argv = new ArrayList<>(List.of("kill", "-s", signal, Long.toString(entrance.pid())));
        family().forEach(process -> argv.add(Long.toString(process.pid())));
        Command.run(argv);
    }

    /**
     * Sends a signal to the program itself.
     *
     * @param signal its name without {@code SIG}
     */
    public void signal(String signal) {
        Command.run(List.of("kill", "-s", signal, Long.toString(main().pid())));
    }

    /**
     * Waits for its end.
     *
     * @param milliseconds how long to wait at most
     * @return whether it has ended
     */
    public boolean awaitExit(long milliseconds) {
        try {
            return entrance.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The number of the program's first process, as the outside sees it.
     *
     * @return a process number
     * @throws LabException when it runs no more
     */
    public long pid() {
        return main().pid();
    }

    /** Gives up waiting for the program, whose host is gone. */
    void abandon() {
        entrance.destroyForcibly();
    }

    private ProcessHandle main() {
        return entrance.children().findFirst().orElseThrow(() -> new LabException(what + " runs no more"));
    }

    private List<ProcessHandle> family() {
        return entrance.descendants().toList();
    }
}
