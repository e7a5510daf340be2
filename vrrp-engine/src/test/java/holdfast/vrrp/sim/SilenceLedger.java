package holdfast.vrrp.sim;

import holdfast.vrrp.Preemption;
import holdfast.vrrp.wire.ProtocolVersion;

/**
 * What a backup may know of the active router, kept beside the engine from the same packets: it tells whether a takeover has a reason.
 * All times are the node's own.
 */
final class SilenceLedger {
    /** The RFC's number of intervals that silence must last. */
    static final int INTERVALS = 3;

    /** The owner's priority; it always preempts. */
    static final int OWNER = 255;

    /** Halves of nanoseconds may be cut. */
    private static final long ROUNDING = 2;

    private static final long SECOND = 1_000_000_000L;

    private long heardAt;
    private long interval;
    private int greatestPriority;
    private SimulatedPacket lastAccepted;
    private boolean released;
    private long releasedAt;
    private boolean siblingReleased;
    private boolean letGo;
    private boolean told;
    private boolean offered;
    private long offeredAt;
    private SimulatedPacket lastLower;
    private long lastLowerAt;
    private SimulatedPacket lastHeard;
    private boolean hearsLower;
    private long lowerUntil;

    /**
     * The router became Backup.
     *
     * @param heard the better advertisement that made it give way, or null
     * @param ofOwnAccord it let go because its addresses were gone or refused: it may come back after Skew_Time
     */
    void becameBackup(long now, RouterPlan plan, int priority, SimulatedPacket heard, boolean ofOwnAccord) {
        interval = plan.interval().toNanos();
        hearsLower = false;
        restart(now, plan, priority, heard);
        letGo = ofOwnAccord;
    }

    /** A backup takes in a packet it should believe. */
    void hears(SimulatedPacket packet, long now, RouterPlan plan, int priority, boolean held) {
        lastHeard = packet.priority() == 0 ? lastHeard : packet;
        if (packet.priority() == 0) {
            released = true;
            releasedAt = now;
        } else if (packet.priority() >= priority) {
            hearsLower = false;
            restart(now, plan, priority, packet);
        } else if (held || toleratesLower(plan.preemption(), priority, packet, now)) {
            restart(now, plan, priority, packet);
        } else {
            hearsPreemptible(packet, now);
        }
    }

    /** Two of one priority within a quarter of an interval, of one that was better: it offers its place, which is to be taken after Skew_Time. */
    private void hearsPreemptible(SimulatedPacket packet, long now) {
        boolean again = lastLower != null
                && lastAccepted != null
                && lastAccepted.sender() == packet.sender()
                && lastAccepted.priority() > packet.priority()
                && lastLower.sender() == packet.sender()
                && lastLower.priority() == packet.priority()
                && now - lastLowerAt <= packet.intervalNanos() / 4;
        if (again && !offered) {
            offered = true;
            offeredAt = now;
        }
        lastLower = packet;
        lastLowerAt = now;
    }

    /** Another member of the sync group hears priority 0: then one missing advertisement, late by an eighth of an interval, is silence enough. */
    void siblingHearsPriorityZero() {
        siblingReleased = true;
    }

    /** An operator wants it to take over from whoever is active. */
    void isTold() {
        told = true;
    }

    /** An owner preempts in any case. A reload does not begin the delay anew. */
    private boolean toleratesLower(Preemption preemption, int priority, SimulatedPacket packet, long now) {
        if (preemption instanceof Preemption.Never && priority != OWNER) {
            return true;
        }
        if (!hearsLower) {
            hearsLower = true;
            lowerUntil = now
                    + (preemption instanceof Preemption.After after
                            ? after.delay().toNanos()
                            : 0);
        }
        // What comes in the last half interval may already count as coming after it.
        return lowerUntil - now > packet.intervalNanos() / 2;
    }

    private void restart(long now, RouterPlan plan, int priority, SimulatedPacket packet) {
        heardAt = now;
        greatestPriority = priority;
        released = false;
        siblingReleased = false;
        letGo = false;
        told = false;
        offered = false;
        lastAccepted = packet;
        lastHeard = packet;
        if (packet != null && plan.version() == ProtocolVersion.V3) {
            interval = packet.intervalNanos();
        }
    }

    /** The priority or the configuration changed: a deadline may move, by the earlier of the rules. */
    void reconsider(RouterPlan plan, int priority) {
        greatestPriority = Math.max(greatestPriority, priority);
        if (plan.version() == ProtocolVersion.V2 || lastAccepted == null) {
            interval = Math.min(interval, plan.interval().toNanos());
        }
    }

    /** Skew_Time (RFC 9568, 6.1; RFC 3768, 6.1), reckoned anew: this is the measure, so it is not taken from the engine. */
    static long skew(ProtocolVersion version, int priority, long intervalNanos) {
        long unit = version == ProtocolVersion.V2 ? SECOND : intervalNanos;
        return Math.floorDiv((256L - priority) * unit, 256L);
    }

    /** Why a takeover now is not justified, or null if it is. */
    String objection(long now, RouterPlan plan) {
        long skew = skew(plan.version(), greatestPriority, interval) - ROUNDING;
        long silent = now - heardAt;
        if (silent >= INTERVALS * interval + skew
                || (released && now - releasedAt >= skew)
                || (letGo && silent >= skew)
                || (siblingReleased && silent >= interval + interval / 8 - ROUNDING)
                || (offered && now - offeredAt >= skew)
                || mayPreempt(plan.preemption(), now)) {
            return null;
        }
        return "takes over after " + Transcript.seconds(silent) + " s of silence; Active_Down_Interval is "
                + Transcript.seconds(INTERVALS * interval + skew + ROUNDING) + " s"
                + (released
                        ? ", priority 0 came " + Transcript.seconds(now - releasedAt) + " s ago"
                        : ", and no priority 0 came")
                + (lastAccepted == null ? "" : "; last believed priority " + lastAccepted.priority());
    }

    private boolean mayPreempt(Preemption preemption, long now) {
        return switch (preemption) {
            case Preemption.Never _ -> false;
            case Preemption.After after -> hearsLower && after.delay().isPositive() && now - lowerUntil >= 0;
        };
    }

    /** Whether only silence can explain a takeover now. */
    boolean onlySilenceExplains() {
        return !released && !siblingReleased && !letGo && !told && !offered;
    }

    /** Who spoke last, whether it set the timer or not, or null. */
    SimulatedPacket lastHeard() {
        return lastHeard;
    }

    /** What set the timer last, or null. */
    SimulatedPacket lastAccepted() {
        return lastAccepted;
    }
}
