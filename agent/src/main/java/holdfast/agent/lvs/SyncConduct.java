package holdfast.agent.lvs;

import holdfast.ipvs.BalancingEffect;
import holdfast.ipvs.BalancingEvent;
import holdfast.linux.IpvsSyncDaemon.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

    /** Longer than a pause, for a long table; the addresses are served meanwhile. */
    private static final Duration LONGEST = Duration.ofMillis(300);

    private final Consumer<BalancingEvent> events;
    private final LastMessages messages = new LastMessages();
    /** Whether an instance is MASTER; of those that have told. */
    private final Map<String, Boolean> masters = new HashMap<>();

    private Role role = Role.BACKUP;
    private boolean listening;
    private long listenUntil;
    private boolean handingOver;
    private long handOverUntil;
    private long tellAt;

    /**
     * At start.
     *
     * @param events where to what has to be done comes from
     * @param masters VRRP instances that are MASTER already
     */
    SyncConduct(Consumer<BalancingEvent> events, Set<String> masters) {
        this.events = events;
        masters.forEach(name -> this.masters.put(name, true));
    }

    /** Virtual servers are about to begin: a daemon that runs as it should is left alone. */
    void begin(LvsPlan plan) {
        role = wanted(plan);
        if (role == Role.MASTER) {
            events.accept(new BalancingEvent.SyncRoleChanged(role));
        }
    }

    /** A VRRP instance has changed its state. */
    void instanceChanged(LvsPlan plan, String name, boolean master, long now) {
        masters.put(name, master);
        if (plan.syncInstance().filter(name::equals).isPresent()) {
            change(plan, now);
        }
    }

    /** Another plan is about to count: the daemon may follow another instance. */
    void replaced(LvsPlan plan, long now) {
        if (plan.syncInstance().filter(masters::containsKey).isPresent() && wanted(plan) != role) {
            change(plan, now);
        }
    }

    /** A reload gives instances other names: the new one by the former one. */
    void renamed(LvsPlan plan, Map<String, String> nowByFormer, long now) {
        Map<String, Boolean> moved = new HashMap<>();
        nowByFormer.forEach((former, name) -> {
            Boolean master = masters.remove(former);
            if (master != null) {
                moved.put(name, master);
            }
        });
        masters.putAll(moved);
        replaced(plan, now); // the plan may have come before
    }

    private Role wanted(LvsPlan plan) {
        return plan.syncInstance()
                        .filter(name -> masters.getOrDefault(name, false))
                        .isPresent()
                ? Role.MASTER
                : Role.BACKUP;
    }

    private void change(LvsPlan plan, long now) {
        role = wanted(plan);
        handingOver = false;
        events.accept(new BalancingEvent.SyncRoleChanged(role));
        if (role == Role.MASTER) {
            listening = true;
            listenUntil = now + LISTENING.toNanos();
            messages.rehearse(plan.pool());
        }
    }

    /** Instances are being handed over since {@code now}: for {@code patience}, or until that of the daemon is no longer MASTER. */
    void handOver(LvsPlan plan, Collection<String> instances, Duration patience, long now) {
        if (plan.syncInstance().isPresent()
                && !instances.contains(plan.syncInstance().get())) {
            return;
        }
        handingOver = true;
        handOverUntil = now + patience.toNanos();
        tellAt = now;
    }

    /** Tells the other director. */
    void tell(BalancingEffect.TellConnections effect, LvsPlan plan) {
        messages.send(effect, plan.pool());
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
        handingOver = handingOver && handOverUntil - now > 0;
        if (handingOver && tellAt - now <= 0) {
            long left = Math.min(handOverUntil - now, LONGEST.toNanos());
            events.accept(new BalancingEvent.HandingOver(Duration.ofNanos(left)));
            long end = System.nanoTime();
            tellAt = end + Math.max(PAUSE.toNanos(), (end - now) * SHARE);
            handingOver = handOverUntil - tellAt > 0;
        }
    }
}
