package holdfast.agent.lvs;

import holdfast.ipvs.BalancingEvent;
import holdfast.linux.IpvsSyncDaemon.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes up for what the kernel's sync daemons tell too late, or not at all ({@link LastMessages}): a director that hands over tells of its
 * connections again and again until it is relieved, and one that takes over listens for a while longer.
 *
 * <p>On the LVS loop.
 */
final class SyncConduct {
    /** A predecessor that hears of its successor tells it within some milliseconds; on a busy machine some hundred. */
    private static final Duration LISTENING = Duration.ofSeconds(1);

    /** What is younger is lost at a hand-over if its client sends a packet between the takeover and the last message. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Telling takes at most this part of the time. */
    private static final int SHARE = 5;

    private final Consumer<BalancingEvent> events;
    private Optional<Role> role;
    private boolean listening;
    private long listenUntil;
    private boolean handingOver;
    private long handOverUntil;
    private long tellAt;

    /**
     * At start.
     *
     * @param events where to what has to be done comes from
     * @param role of the instance, if it is known already
     */
    SyncConduct(Consumer<BalancingEvent> events, Optional<Role> role) {
        this.events = events;
        this.role = role;
    }

    /** Virtual servers are about to begin: a daemon that runs as it should is left alone. */
    void begin() {
        role.ifPresent(known -> events.accept(new BalancingEvent.SyncRoleChanged(known)));
    }

    /** A VRRP instance has changed its state. */
    void instanceChanged(LvsPlan plan, String name, boolean master, long now) {
        if (plan.syncInstance().filter(name::equals).isEmpty()) {
            return;
        }
        Role next = master ? Role.MASTER : Role.BACKUP;
        role = Optional.of(next);
        handingOver = false;
        events.accept(new BalancingEvent.SyncRoleChanged(next));
        if (master) {
            listening = true;
            listenUntil = now + LISTENING.toNanos();
            LastMessages.rehearse(plan);
        }
    }

    /** An instance is being handed over: as long as {@code patience}, or until it is no longer MASTER. */
    void handOver(Duration patience, long now) {
        handingOver = true;
        handOverUntil = now + patience.toNanos();
        tellAt = now;
    }

    /** How long until {@link #act} has something to do; monotonic nanoseconds. */
    long nanosUntilNext(long now) {
        long listen = listening ? listenUntil - now : Long.MAX_VALUE;
        long tell = handingOver ? tellAt - now : Long.MAX_VALUE;
        return Math.max(0, Math.min(listen, tell));
    }

    /** Does what is due. */
    void act(long now) {
        if (listening && listenUntil - now <= 0) {
            listening = false;
            events.accept(new BalancingEvent.SyncRoleSettled());
        }
        if (handingOver && tellAt - now <= 0) {
            events.accept(new BalancingEvent.HandingOver());
            long end = System.nanoTime();
            tellAt = end + Math.max(PAUSE.toNanos(), (end - now) * SHARE);
            handingOver = handOverUntil - tellAt > 0;
        }
    }
}
