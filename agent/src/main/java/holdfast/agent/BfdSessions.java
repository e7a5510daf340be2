package holdfast.agent;

import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.loop.LoopMessage;
import holdfast.agent.status.BfdSessionStatus;
import holdfast.bfd.BfdSettings;
import holdfast.bfd.BfdState;
import holdfast.bfd.BfdStatus;
import holdfast.bfd.Diagnostic;
import holdfast.check.bfd.BfdLoop;
import holdfast.conf.model.BfdInstance;
import holdfast.conf.model.Configuration;
import holdfast.linux.LinuxException;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The BFD sessions of a configuration, and who is told of them: virtual routers that track them, and checks of real servers. Their loop exists
 * from the first session on. A session counts as down until it has been up.
 */
final class BfdSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BfdSessions.class);

    private final boolean enabled;
    private final LoadBalancer balancer;
    private final Journal journal;
    private final Map<String, Session> sessions = new LinkedHashMap<>(); // guarded by this
    private Consumer<LoopMessage> routers = _ -> {}; // guarded by this
    private BfdLoop loop; // guarded by this; null: no session so far
    private boolean closed; // guarded by this

    /** @param since when it came up or went down */
    private record Session(BfdInstance config, boolean up, Optional<Instant> since) {}

    /**
     * No session yet.
     *
     * @param enabled whether BFD is to run at all (not with {@code -B})
     */
    BfdSessions(boolean enabled, LoadBalancer balancer, Journal journal) {
        this.journal = journal;
        this.enabled = enabled;
        this.balancer = balancer;
    }

    /** Sets who hears of changes besides the checks; before the first {@link #update}. */
    synchronized void report(Consumer<LoopMessage> to) {
        routers = to;
    }

    /** At start and after each reload, when those who hear of it have the new configuration. */
    synchronized void update(Configuration configuration) {
        List<BfdInstance> wanted = configuration.bfdInstances();
        if (!enabled || closed || (loop == null && wanted.isEmpty())) {
            return;
        }
        Map<String, Session> before = Map.copyOf(sessions);
        sessions.clear();
        for (BfdInstance instance : wanted) {
            Session known = before.get(instance.name());
            sessions.put(
                    instance.name(),
                    new Session(
                            instance, known != null && known.up(), known == null ? Optional.empty() : known.since()));
        }
        try {
            if (loop == null) {
                loop = BfdLoop.start(
                        this::changed,
                        System.nanoTime() ^ ProcessHandle.current().pid() << 40);
            }
            loop.configure(wanted.stream().map(BfdSessions::settings).toList());
        } catch (LinuxException e) {
            LOG.error("BFD cannot run, its sessions count as down: {}", e.getMessage());
        }
        sessions.values().forEach(this::tell);
    }

    /** On the BFD thread. */
    private synchronized void changed(String name, BfdState state, Diagnostic diagnostic) {
        Session session = sessions.get(name);
        if (session != null) {
            boolean up = state == BfdState.UP;
            boolean same = up == session.up() && (up || session.since().isPresent());
            Session now = new Session(session.config(), up, same ? session.since() : Optional.of(Instant.now()));
            if (!same) {
                String words = "BFD session " + name + " is " + (up ? "up" : "down, " + diagnostic.words());
                journal.append(new Happening.TrackedChanged("bfd", name, up ? "good" : "bad", words));
            }
            sessions.put(name, now);
            tell(now);
        }
    }

    /** How the sessions are doing. Any thread. */
    List<BfdSessionStatus> reports() {
        Map<String, BfdStatus> known = new HashMap<>();
        List<BfdSessionStatus> all = new ArrayList<>();
        synchronized (this) {
            if (loop != null) {
                loop.statuses().forEach(status -> known.put(status.name(), status));
            }
            sessions.values()
                    .forEach(session ->
                            all.add(report(session, known.get(session.config().name()))));
        }
        return all;
    }

    private static BfdSessionStatus report(Session session, BfdStatus status) {
        boolean timed = status != null && session.up() && status.detectionTimeMicros() > 0;
        return new BfdSessionStatus(
                session.config().name(),
                session.config().neighborAddress(),
                status == null
                        ? "down"
                        : status.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                session.since(),
                status == null ? "" : status.diagnostic().words(),
                timed ? Optional.of(Duration.of(status.detectionTimeMicros(), ChronoUnit.MICROS)) : Optional.empty());
    }

    private void tell(Session session) {
        BfdInstance config = session.config();
        if (config.forVrrp()) {
            TrackStatus status = session.up() ? new TrackStatus.Good() : new TrackStatus.Bad("");
            routers.accept(new LoopMessage.Tracked(new TrackedObject(TrackedObject.Kind.BFD, config.name()), status));
        }
        if (config.forCheckers()) {
            balancer.sessionChanged(config.name(), session.up());
        }
    }

    private static BfdSettings settings(BfdInstance instance) {
        return new BfdSettings(
                instance.name(),
                instance.neighborAddress(),
                instance.sourceAddress(),
                instance.minRx(),
                instance.minTx(),
                instance.idleTx(),
                instance.multiplier(),
                instance.passive(),
                instance.ttl(),
                instance.maxHops(),
                instance.multihop());
    }

    /** Tells the neighbors that the sessions end. */
    @Override
    public void close() {
        BfdLoop last;
        synchronized (this) {
            closed = true;
            last = loop;
        }
        if (last != null) {
            last.close();
        }
    }
}
