package holdfast.agent;

import holdfast.agent.BfdBook.Session;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.loop.Inheritance;
import holdfast.agent.loop.LoopMessage;
import holdfast.agent.status.BfdSessionStatus;
import holdfast.bfd.BfdSettings;
import holdfast.bfd.BfdState;
import holdfast.bfd.BfdStatus;
import holdfast.bfd.Diagnostic;
import holdfast.check.bfd.BfdListener;
import holdfast.check.bfd.BfdLoop;
import holdfast.check.bfd.LeftSession;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The BFD sessions of a configuration, and who is told of them: virtual routers that track them, and checks of real servers. Their loop exists
 * from the first session on.
 */
final class BfdSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BfdSessions.class);

    private final boolean enabled;
    private final LoadBalancer balancer;
    private final Journal journal;
    private final BfdBook book = new BfdBook(); // guarded by this
    private Consumer<LoopMessage> routers = _ -> {}; // guarded by this
    private Runnable scheduler = () -> {}; // guarded by this
    private BfdLoop loop; // guarded by this; null: no session so far
    private List<LeftSession> inherited = List.of(); // guarded by this
    private boolean closed; // guarded by this

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

    /**
     * Before the first {@link #update}.
     *
     * @param to hears of changes, besides the checks
     * @param begun is called by the thread that runs the sessions when it begins
     */
    synchronized void report(Consumer<LoopMessage> to, Runnable begun) {
        routers = to;
        scheduler = begun;
    }

    /**
     * Before the first {@link #update}: sessions of a former process go on. What it knew of others counts until they had time to come up
     * anew.
     */
    synchronized void goOnFrom(Inheritance former) {
        Map<String, Boolean> up = new HashMap<>();
        former.tracked(TrackedObject.Kind.BFD)
                .forEach((name, status) -> up.put(name, status instanceof TrackStatus.Good));
        book.goOnFrom(up);
        inherited = former.bfd();
    }

    /** Another process goes on with the sessions: until the end they are only sent for. Returns those that are up. */
    List<LeftSession> leave() throws InterruptedException {
        Optional<BfdLoop> running = running(); // it must not wait for this lock now
        return running.isPresent() ? running.get().leave() : List.of();
    }

    /** That process failed. */
    void stay() {
        running().ifPresent(BfdLoop::stay);
    }

    private synchronized Optional<BfdLoop> running() {
        return Optional.ofNullable(loop);
    }

    /** What the sessions count as. */
    synchronized Map<TrackedObject, TrackStatus> known() {
        Map<TrackedObject, TrackStatus> known = new HashMap<>();
        book.sessions().forEach(session -> known.put(tracked(session), status(session)));
        return known;
    }

    /** At start and after each reload, when those who hear of it have the new configuration. */
    synchronized void update(Configuration configuration) {
        List<BfdInstance> wanted = configuration.bfdInstances();
        if (!enabled || closed || (loop == null && wanted.isEmpty())) {
            return;
        }
        boolean first = loop == null;
        book.replace(wanted);
        try {
            if (loop == null) {
                loop = BfdLoop.start(
                        new Listener(),
                        System.nanoTime() ^ ProcessHandle.current().pid() << 40,
                        inherited);
            }
            loop.configure(wanted.stream().map(BfdSessions::settings).toList());
        } catch (LinuxException e) {
            LOG.error("BFD cannot run, its sessions count as down: {}", e.getMessage());
        }
        book.sessions().forEach(this::tell);
        if (first) {
            book.grace()
                    .ifPresent(time -> CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS)
                            .execute(this::graceOver));
        }
    }

    private synchronized void graceOver() {
        book.graceOver(Instant.now()).forEach(session -> {
            chronicle(session, "not up again after the restart");
            tell(session);
        });
    }

    private synchronized Runnable scheduler() {
        return scheduler;
    }

    /** On the BFD thread. */
    private final class Listener implements BfdListener {
        @Override
        public void began() {
            scheduler().run();
        }

        @Override
        public void sessionChanged(String session, BfdState state, Diagnostic diagnostic) {
            changed(session, state, diagnostic);
        }
    }

    private synchronized void changed(String name, BfdState state, Diagnostic diagnostic) {
        Instant now = Instant.now();
        book.changed(name, state, now).ifPresent(session -> {
            if (session.since().equals(Optional.of(now))) {
                chronicle(session, diagnostic.words());
            }
            tell(session);
        });
    }

    private void chronicle(Session session, String why) {
        String name = session.config().name();
        String words = "BFD session " + name + " is " + (session.up() ? "up" : "down, " + why);
        journal.append(new Happening.TrackedChanged("bfd", name, session.up() ? "good" : "bad", words));
    }

    /** How the sessions are doing. Any thread. */
    List<BfdSessionStatus> reports() {
        Map<String, BfdStatus> known = new HashMap<>();
        List<BfdSessionStatus> all = new ArrayList<>();
        synchronized (this) {
            if (loop != null) {
                loop.statuses().forEach(status -> known.put(status.name(), status));
            }
            book.sessions()
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
            routers.accept(new LoopMessage.Tracked(tracked(session), status(session)));
        }
        if (config.forCheckers()) {
            balancer.sessionChanged(config.name(), session.up());
        }
    }

    private static TrackedObject tracked(Session session) {
        return new TrackedObject(TrackedObject.Kind.BFD, session.config().name());
    }

    private static TrackStatus status(Session session) {
        return session.up() ? new TrackStatus.Good() : new TrackStatus.Bad("");
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
