package holdfast.agent;

import holdfast.agent.loop.LoopMessage;
import holdfast.bfd.BfdSettings;
import holdfast.bfd.BfdState;
import holdfast.bfd.Diagnostic;
import holdfast.check.bfd.BfdLoop;
import holdfast.conf.model.BfdInstance;
import holdfast.conf.model.Configuration;
import holdfast.linux.LinuxException;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, Session> sessions = new LinkedHashMap<>(); // guarded by this
    private Consumer<LoopMessage> routers = _ -> {}; // guarded by this
    private BfdLoop loop; // guarded by this; null: no session so far
    private boolean closed; // guarded by this

    private record Session(BfdInstance config, boolean up) {}

    /** @param enabled whether BFD is to run at all (not with {@code -B}) */
    BfdSessions(boolean enabled, LoadBalancer balancer) {
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
            sessions.put(instance.name(), new Session(instance, known != null && known.up()));
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
            Session now = new Session(session.config(), state == BfdState.UP);
            sessions.put(name, now);
            tell(now);
        }
    }

    private void tell(Session session) {
        BfdInstance config = session.config();
        if (config.forVrrp()) {
            TrackStatus status = session.up() ? TrackStatus.GOOD : new TrackStatus.Bad("");
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
