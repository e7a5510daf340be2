package holdfast.agent;

import holdfast.bfd.BfdState;
import holdfast.conf.model.BfdInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each BFD session counts as: down until it has been up; or what a former process of this node knew, until this one's own session is up,
 * or had its time for that. Not thread safe.
 */
final class BfdBook {
    /** A neighbor that was left without a word notices after a detection time, and then both shake hands. */
    private static final int HANDSHAKE = 4;

    private final Map<String, Boolean> inherited = new HashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /**
     * A session.
     *
     * @param up what it counts as
     * @param presumed it is not known yet: a former process says so
     * @param since when it came up or went down
     */
    record Session(BfdInstance config, boolean up, boolean presumed, Optional<Instant> since) {}

    /** Before the first {@link #replace}: what a former process knew, by name. */
    void goOnFrom(Map<String, Boolean> known) {
        inherited.putAll(known);
    }

    /** These are the sessions from now on. */
    void replace(List<BfdInstance> wanted) {
        Map<String, Session> before = Map.copyOf(sessions);
        sessions.clear();
        for (BfdInstance instance : wanted) {
            Session known = before.get(instance.name());
            boolean presumed = inherited.getOrDefault(instance.name(), false);
            sessions.put(
                    instance.name(),
                    known == null
                            ? new Session(instance, presumed, presumed, Optional.empty())
                            : new Session(instance, known.up(), known.presumed(), known.since()));
        }
        inherited.clear();
    }

    /** All of them. */
    Collection<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    /**
     * A session is in another state.
     *
     * @return what it counts as from now on; empty: that is as before, and is not to be told
     */
    Optional<Session> changed(String name, BfdState state, Instant now) {
        Session session = sessions.get(name);
        boolean up = state == BfdState.UP;
        if (session == null || (session.presumed() && !up)) {
            return Optional.empty();
        }
        boolean same = up == session.up() && session.since().isPresent();
        Session next = new Session(session.config(), up, false, same ? session.since() : Optional.of(now));
        sessions.put(name, next);
        return Optional.of(next);
    }

    /** How long what is presumed counts; empty when nothing is. */
    Optional<Duration> grace() {
        return sessions.values().stream()
                .filter(Session::presumed)
                .map(session -> grace(session.config()))
                .max(Duration::compareTo);
    }

    private static Duration grace(BfdInstance config) {
        Duration slower = config.minRx().compareTo(config.minTx()) > 0 ? config.minRx() : config.minTx();
        return slower.multipliedBy(config.multiplier()).plus(config.idleTx().multipliedBy(HANDSHAKE));
    }

    /** The time for that is over: what is still presumed is down. Returns what changed. */
    List<Session> graceOver(Instant now) {
        List<Session> down = new ArrayList<>();
        sessions.replaceAll((_, session) -> {
            if (!session.presumed()) {
                return session;
            }
            Session next = new Session(session.config(), false, false, Optional.of(now));
            down.add(next);
            return next;
        });
        return down;
    }
}
