package holdfast.drill.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A VRRP agent on a host. One thread drives it. Methods that do something to it return the wall-clock time just before they
 * did it, on the same clock as everything in {@code holdfast.drill.measure}.
 */
public final class AgentProcess {
    private final Host host;
    private final AgentKind kind;
    private final Path configuration;
    private final Path pidFile;
    private final Path log;
    private HostProcess process;

    /**
     * An agent that is not yet running.
     *
     * @param host where it runs
     * @param kind what it is
     */
    public AgentProcess(Host host, AgentKind kind) {
        this.host = host;
        this.kind = kind;
        this.configuration = host.directory().resolve("agent.conf");
        this.pidFile = host.directory().resolve("agent.pid");
        this.log = host.directory().resolve("agent.log");
    }

    /**
     * Writes the configuration and starts the agent in the foreground; does not wait for anything.
     *
     * @param configurationText what its keepalived.conf holds
     * @param extraArguments put behind the usual {@code -n -l -D -p}
     * @return when it was started
     * @throws LabException when it runs already or cannot be started
     */
    public Instant start(String configurationText, String... extraArguments) {
        write(configurationText);
        return start(configuration, extraArguments);
    }

    /**
     * Starts the agent in the foreground on an existing file; does not wait for anything.
     *
     * @param file its configuration, left alone
     * @param extraArguments put behind the usual {@code -n -l -D -p}
     * @return when it was started
     * @throws LabException when it runs already or cannot be started
     */
    public Instant start(Path file, String... extraArguments) {
        if (isRunning()) {
            throw new LabException("the agent on " + host + " runs already");
        }
        List<String> argv = new ArrayList<>(kind.commandLine(file, pidFile));
        argv.addAll(List.of(extraArguments));
        Instant before = Instant.now();
        process = host.spawn(log, argv);
        return before;
    }

    /**
     * Asks it to stop in order (TERM) and waits for its end.
     *
     * @param patience how long to wait
     * @return when the signal was sent
     * @throws LabException when it has not ended by then
     */
    public Instant stop(Duration patience) {
        Instant before = terminate();
        if (!process.awaitExit(patience.toMillis())) {
            throw new LabException("the agent on " + host + " runs on " + patience.toMillis() + " ms after TERM");
        }
        return before;
    }

    /**
     * Asks it to stop in order (TERM) without waiting.
     *
     * @return when the signal was sent
     */
    public Instant terminate() {
        Instant before = Instant.now();
        running().terminate();
        return before;
    }

    /**
     * Kills all of its processes (KILL).
     *
     * @return when the signal was sent
     */
    public Instant kill() {
        Instant before = Instant.now();
        running().kill();
        return before;
    }

    /**
     * Stops all of its processes from running (STOP), as a hung machine or a paused guest would.
     *
     * @return when the signal was sent
     */
    public Instant freeze() {
        Instant before = Instant.now();
        running().signalAll("STOP");
        return before;
    }

    /**
     * Lets a frozen agent run on (CONT).
     *
     * @return when the signal was sent
     */
    public Instant thaw() {
        Instant before = Instant.now();
        running().signalAll("CONT");
        return before;
    }

    /**
     * Replaces its configuration and tells it to read it again (HUP).
     *
     * @param configurationText what its keepalived.conf holds from now on
     * @return when the signal was sent
     */
    public Instant reload(String configurationText) {
        write(configurationText);
        Instant before = Instant.now();
        running().signal("HUP");
        return before;
    }

    /**
     * Sends it a signal.
     *
     * @param signal its name without {@code SIG}, such as {@code USR1}, or its number
     */
    public void signal(String signal) {
        running().signal(signal);
    }

    /**
     * Whether it runs; a frozen agent does.
     *
     * @return false before it is started and after its end
     */
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /**
     * The process behind it, for signals and figures this class knows nothing of.
     *
     * @return the running process
     * @throws LabException when it was never started
     */
    public HostProcess running() {
        if (process == null) {
            throw new LabException("the agent on " + host + " was never started");
        }
        return process;
    }

    /**
     * Where it runs.
     *
     * @return its host
     */
    public Host host() {
        return host;
    }

    /**
     * What it is.
     *
     * @return its kind
     */
    public AgentKind kind() {
        return kind;
    }

    /**
     * Everything it printed, over all of its runs.
     *
     * @return a file that exists once it was started
     */
    public Path log() {
        return log;
    }

    /**
     * Where it writes its process number.
     *
     * @return a path, whether or not the file exists
     */
    public Path pidFile() {
        return pidFile;
    }

    private void write(String configurationText) {
        try {
            Files.writeString(configuration, configurationText);
        } catch (IOException e) {
            throw new LabException("cannot write " + configuration + ": " + e.getMessage(), e);
        }
    }
}
