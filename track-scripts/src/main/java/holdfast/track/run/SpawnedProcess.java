package holdfast.track.run;

import holdfast.linux.ChildEnd;
import holdfast.linux.ChildProcess;
import holdfast.linux.LinuxException;
import holdfast.linux.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * A child that remembers whether it exited or was ended by a signal, in the form Commons Exec wants. As with the JDK's own processes
 * the exit status is 128 and the number of the signal after a signal; {@link #end()} is what can be relied on.
 */
final class SpawnedProcess extends Process {
    private static final int SIGNAL_BASE = 128;

    private final ChildProcess child;

    // Both guarded by this.
    private ChildEnd end;
    private LinuxException failure;

    private SpawnedProcess(ChildProcess child) {
        this.child = child;
    }

    /** Starts a program, as {@link ChildProcess#start}. */
    static SpawnedProcess start(List<String> words, Map<String, String> environment) throws IOException {
        return new SpawnedProcess(ChildProcess.start(words, environment));
    }

    /**
     * How it ended; to be asked after {@link #waitFor()} has returned.
     *
     * @throws LinuxException nobody will ever know
     */
    synchronized ChildEnd end() throws LinuxException {
        if (failure != null) {
            throw failure;
        }
        return end;
    }

    /** Waits for the end; for one thread, which cannot be interrupted. 0 also where {@link #end()} fails. */
    @Override
    public int waitFor() {
        ChildEnd seen = null;
        LinuxException refused = null;
        try {
            seen = child.await();
        } catch (LinuxException e) {
            refused = e;
        }
        synchronized (this) {
            end = seen;
            failure = refused;
            return refused != null ? 0 : exitValue();
        }
    }

    @Override
    public synchronized int exitValue() {
        return switch (end) {
            case null -> throw new IllegalThreadStateException("process " + pid() + " has not ended");
            case ChildEnd.Exited(int status) -> status;
            case ChildEnd.Killed(int signal) -> SIGNAL_BASE + signal;
        };
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public void destroy() {
        child.signal(Signals.TERM);
    }

    @Override
    public Process destroyForcibly() {
        child.signal(Signals.KILL);
        return this;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }
}
