package holdfast.vrrp;

import holdfast.vrrp.HandOverOutcome.Interrupted;
import holdfast.vrrp.HandOverOutcome.NobodyTookOver;
import holdfast.vrrp.HandOverOutcome.TakenOver;
import holdfast.vrrp.HandOverOutcome.WithCompanion;
import holdfast.vrrp.RouterState.Active;
import holdfast.vrrp.wire.Advertisement;
import java.net.InetAddress;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * An operator tells an active router to hand over. It says priority 0, so that the best backup takes over after its Skew_Time (RFC 9568,
 * 6.4.2), and unlike a router that stops it keeps its addresses until the successor is heard: clients lose nothing meanwhile, nor when
 * nobody takes over. For other routers that is a release followed by what they know from every preemption: an active router that gives way
 * as soon as it hears a better one.
 *
 * <p>Afterwards it is <em>held</em>: it leaves its successor alone although its own priority is higher. Silence, priority 0 and any
 * advertisement of a priority that is not lower end that, so a hold never leaves addresses without a router.
 */
final class HandOver {
    /** How an operator finds it. */
    enum Stage {
        /** Nothing was asked for. */
        NONE,
        /** Priority 0 was said, nobody has been heard yet. */
        UNDER_WAY,
        /** A successor serves the addresses. */
        HELD
    }

    /** What a backup needs beside its Skew_Time: the network, and a machine that is busy. */
    private static final long LEAST_MARGIN = Duration.ofMillis(50).toNanos();

    private final Router router;
    private Stage stage = Stage.NONE;
    private String because = "";
    private int priorityThen;
    private long beganAt;
    private long lastAdvertAt;
    private long renewAt;

    HandOver(Router router) {
        this.router = router;
    }

    /** Takes over how far another one of the same router is. */
    void resemble(HandOver other) {
        stage = other.stage;
        because = other.because;
        priorityThen = other.priorityThen;
        beganAt = other.beganAt;
        lastAdvertAt = other.lastAdvertAt;
        renewAt = other.renewAt;
    }

    boolean isUnderWay() {
        return stage == Stage.UNDER_WAY;
    }

    boolean isHeld() {
        return stage == Stage.HELD;
    }

    /** The slowest backup, one of priority 1, has taken over by then if it heard priority 0. */
    long patienceNanos() {
        long interval = router.intervalNanos();
        return Timing.skew(router.config().version(), 1, interval) + Math.max(interval / 4, LEAST_MARGIN);
    }

    /** Says priority 0 and waits. The lease begins anew. */
    void begin(Active active, String why, long patience, long now) {
        stage = Stage.UNDER_WAY;
        because = why;
        beganAt = now;
        lastAdvertAt = active.lastAdvertAtNanos();
        priorityThen = router.priority();
        router.around().info(router.tag() + "handing over (" + why + ")");
        router.sayPriorityZero();
        renew(now);
        router.refine(new Active(now + patience, now));
    }

    /**
     * Keeps the addresses here for another while: those of a sync group wait as long as the slowest of them needs, which may be longer than
     * the lease of a faster one.
     */
    void renew(long now) {
        renewAt = now + router.intervalNanos();
        router.around().emit(new Effect.RenewAddresses(router.name()));
    }

    /** How long until {@link #renew}; {@link VrrpEngine#NO_DEADLINE} when it does not wait. */
    long nanosUntilRenewal(long now) {
        return isUnderWay() ? Math.max(0, renewAt - now) : VrrpEngine.NO_DEADLINE;
    }

    /** A new process of this node goes on from here; it has a whole interval for its first advertisement, and the whole lease. */
    void toAnotherProcess(long now) {
        if (router.state() instanceof Active && !isUnderWay()) {
            router.advertise(now + router.intervalNanos(), now);
            router.around().emit(new Effect.RenewAddresses(router.name()));
        }
    }

    /** An advertisement while it waits: whoever speaks is active now. Priority 0 says nothing about that. */
    void hear(Advertisement advert, InetAddress from, long now) {
        if (advert.priority() == Advertisement.RELEASE) {
            return;
        }
        Cause cause = new Cause.HandedOver(
                from,
                advert.priority(),
                because,
                Duration.ofNanos(now - beganAt),
                Duration.ofNanos(now - lastAdvertAt));
        router.yieldActive(Parting.SILENT, OptionalLong.of(advert.interval().toNanos()), cause, now);
        router.activeRouter(from, advert.priority());
    }

    /** The wait is over: it goes on as if nothing had been said. */
    void takeBack(long now) {
        if (stage != Stage.UNDER_WAY) {
            return;
        }
        Duration waited = Duration.ofNanos(now - beganAt);
        router.around()
                .warning(router.tag() + "nobody took over within " + Timing.seconds(waited.toNanos())
                        + "; going on as MASTER");
        end(Stage.NONE, new NobodyTookOver(waited));
        router.advertise(now + router.intervalNanos(), now);
        router.around().emit(new Effect.RenewAddresses(router.name()));
    }

    /** It goes on, for a reason that has nothing to do with it. */
    void interrupted(String what) {
        if (stage == Stage.UNDER_WAY) {
            end(Stage.NONE, new Interrupted(what));
        }
    }

    /** The router comes into another state, or into the same one anew. */
    void entered(RouterState next, Cause cause, long now) {
        if (next instanceof Active) {
            release();
            stage = Stage.NONE;
        } else if (stage == Stage.UNDER_WAY) {
            Duration after = Duration.ofNanos(now - beganAt);
            switch (cause) {
                case Cause.HandedOver over ->
                    end(
                            Stage.HELD,
                            new TakenOver(over.successor(), over.itsPriority(), over.after(), over.unadvertised()));
                case Cause.Companion with
                when !(next instanceof RouterState.Fault) -> end(Stage.HELD, new WithCompanion(with.member(), after));
                case Cause other -> end(Stage.NONE, new Interrupted(other.words()));
            }
        }
    }

    private void end(Stage next, HandOverOutcome outcome) {
        stage = next;
        router.around().emit(new Effect.HandOverEnded(router.name(), outcome));
        if (next == Stage.HELD) {
            router.around().emit(new Effect.HoldChanged(router.name(), true));
        }
    }

    /**
     * Whoever keeps a list of the held ones knows them by name.
     *
     * @param otherName the name the router is about to get, or had until now
     * @param done whether it has its new name already
     */
    void renaming(String otherName, boolean done) {
        if (stage == Stage.HELD && !otherName.equals(router.name())) {
            router.around().emit(new Effect.HoldChanged(router.name(), done));
        }
    }

    /** A process that was handed over before starts anew. */
    void hold() {
        stage = Stage.HELD;
        priorityThen = router.config().priority();
    }

    /**
     * An active router that is not worse than this one was has no need to be left alone. Not than this one is: a script that fails for a
     * while must not end what an operator wanted.
     */
    void hearsBetter(int priority) {
        if (stage == Stage.HELD && priority >= priorityThen) {
            router.companions().releaseHolds();
        }
    }

    /** The normal election goes on. */
    void release() {
        if (stage == Stage.HELD) {
            stage = Stage.NONE;
            router.around().emit(new Effect.HoldChanged(router.name(), false));
        }
    }
}
