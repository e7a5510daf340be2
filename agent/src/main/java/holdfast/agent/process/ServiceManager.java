package holdfast.agent.process;

import holdfast.linux.LinuxException;
import holdfast.linux.NotifySocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the service manager is told, if one started this process: sd_notify(3) and {@code Type=notify} of systemd.service(5). Without one
 * nothing happens.
 *
 * <p>{@link #alive} and {@link #status} are for one thread, the one whose life the watchdog is about; the rest for any.
 */
public final class ServiceManager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

    /** The loop goes round once a second at least; a shorter watchdog would kill a healthy daemon. */
    private static final Duration SHORTEST_WATCHDOG = Duration.ofSeconds(3);

    private static final long NEVER = Long.MAX_VALUE;

    private final Consumer<String> messages;
    private final Runnable closing;
    private final long betweenSignsNanos;
    private boolean watched;
    private long lastSignNanos;

    /**
     * One that sends what it has to say somewhere.
     *
     * @param messages takes the messages of sd_notify(3)
     * @param watchdog how long without a sign of life until the service manager acts ({@code WatchdogSec}); empty for no watchdog
     */
    ServiceManager(Consumer<String> messages, Optional<Duration> watchdog, Runnable closing) {
        this.messages = messages;
        this.closing = closing;
        this.betweenSignsNanos = watchdog.map(time -> time.toNanos() / 3).orElse(NEVER);
    }

    /**
     * The one that the environment tells of ({@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}, {@code WATCHDOG_PID}).
     *
     * @param environment of this process
     */
    public static ServiceManager of(Map<String, String> environment) {
        String name = environment.get("NOTIFY_SOCKET");
        if (name == null) {
            return new ServiceManager(_ -> {}, Optional.empty(), () -> {});
        }
        try {
            NotifySocket socket = NotifySocket.open(name);
            return new ServiceManager(
                    socket::send, watchdog(environment, ProcessHandle.current().pid()), socket::close);
        } catch (LinuxException | IllegalArgumentException e) {
            LOG.warn("The service manager is not told anything: {}", e.getMessage());
            return new ServiceManager(_ -> {}, Optional.empty(), () -> {});
        }
    }

    /** How long the watchdog waits, if it is there, and meant for this process (sd_watchdog_enabled(3)). */
    static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String whom = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
        if (!micros.matches("[1-9][0-9]{0,14}") || !whom.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        Duration watchdog = Duration.ofNanos(Long.parseLong(micros) * 1000);
        if (watchdog.compareTo(SHORTEST_WATCHDOG) < 0) {
            LOG.warn("WatchdogSec is shorter than {} s: expect needless restarts", SHORTEST_WATCHDOG.toSeconds());
        }
        return Optional.of(watchdog);
    }

    /** The daemon runs. */
    public void ready() {
        messages.accept("READY=1");
    }

    /**
     * A reload begins; {@link #ready} says that it is over, however it went.
     *
     * @param now monotonic nanoseconds
     */
    public void reloading(long now) {
        messages.accept("RELOADING=1\nMONOTONIC_USEC=" + now / 1000);
    }

    /**
     * Another process is the daemon from now on. Only the one that is it now may say so ({@code NotifyAccess=main}).
     *
     * @param pid which
     */
    public void mainProcess(long pid) {
        messages.accept("MAINPID=" + pid);
    }

    /** The daemon is about to end. */
    public void stopping() {
        messages.accept("STOPPING=1\nSTATUS=Stopping");
    }

    /**
     * What {@code systemctl status} shows.
     *
     * @param text one line
     */
    public void status(String text) {
        messages.accept("STATUS=" + text.replace('\n', ' '));
    }

    /**
     * The loop has gone round. Tells the watchdog, three times as often as it asks for.
     *
     * @param now monotonic nanoseconds
     */
    public void alive(long now) {
        if (betweenSignsNanos != NEVER && (!watched || now - lastSignNanos >= betweenSignsNanos)) {
            watched = true;
            lastSignNanos = now;
            messages.accept("WATCHDOG=1");
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
