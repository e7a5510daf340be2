package holdfast.vrrp;

import holdfast.vrrp.RouterState.Backup;
import holdfast.vrrp.SilenceWatch.Setting;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What a Backup does (RFC 9568, 6.4.2). */
final class BackupRole {
    /** So many late wake-ups in a row are forgiven; then even a starved node may be better than none. */
    private static final int LATE_WAKE_UPS_FORGIVEN = 3;

    /** An advertisement that is late by this part of an interval is missing. */
    private static final int LATE_PART = 8;

    /** Two advertisements of one priority within this part of an interval are an offer, for no periodic ones are so close. */
    private static final int OFFER_PART = 4;

    private final Router router;
    private final PreemptDelay delay = new PreemptDelay();
    private InetAddress outranked;
    private int outrankedPriority;
    private long outrankedAt;

    BackupRole(Router router) {
        this.router = router;
    }

    /** Forgets what belonged to an earlier time as Backup. */
    void reset() {
        delay.cancel();
        outranked = null;
    }

    /**
     * A watch that has just begun.
     *
     * @param heard the interval of the advertisement that was heard, if one was; only version 3 learns from it
     */
    SilenceWatch fullWatch(OptionalLong heard, long now) {
        return fullWatch(heard.isPresent(), heard.orElse(router.intervalNanos()), now);
    }

    private SilenceWatch fullWatch(boolean heard, long activeInterval, long now) {
        boolean learned = heard && router.config().version() == ProtocolVersion.V3;
        long length = length(Setting.ACTIVE_DOWN_INTERVAL, router.config(), router.priority(), activeInterval);
        return new SilenceWatch(Setting.ACTIVE_DOWN_INTERVAL, now + length, now, activeInterval, learned, 0);
    }

    private static long length(Setting setting, VirtualRouter config, int priority, long activeInterval) {
        long skew = Timing.skew(config.version(), priority, activeInterval);
        return switch (setting) {
            case ACTIVE_DOWN_INTERVAL -> config.downTimerAdverts() * activeInterval + skew;
            case PRIORITY_ZERO, OFFERED -> skew;
            case PRIORITY_ZERO_OF_SIBLING -> activeInterval + activeInterval / LATE_PART;
            case LATE_WAKE_UP, UNCLAIMED -> activeInterval + skew;
            case EXPIRED -> 0;
        };
    }

    /**
     * An advertisement that passed all checks. It restarts the timer if it is from someone we would not preempt;
     * otherwise it is discarded and the timer goes on, which is how a better router takes over (6.4.2).
     */
    void hear(Backup backup, Advertisement advert, InetAddress from, long now) {
        if (advert.priority() == Advertisement.RELEASE) {
            hearPriorityZero(backup, from, now);
        } else if (advert.priority() >= router.priority()) {
            router.handOver().hearsBetter(advert.priority());
            delay.cancel();
            restart(advert, from, now);
        } else {
            hearLowerPriority(backup, advert, from, now);
        }
    }

    private void hearPriorityZero(Backup backup, InetAddress from, long now) {
        router.around().info(router.tag() + "Backup received priority 0 advertisement");
        router.activeRouter(from, Advertisement.RELEASE);
        delay.cancel();
        outranked = null;
        long interval = backup.watch().activeIntervalNanos();
        long skew = length(Setting.PRIORITY_ZERO, router.config(), router.priority(), interval);
        router.refine(new Backup(new SilenceWatch(
                Setting.PRIORITY_ZERO, now + skew, now, interval, backup.watch().learned(), 0)));
        router.companions().heardPriorityZero(router, now);
    }

    private void hearLowerPriority(Backup backup, Advertisement advert, InetAddress from, long now) {
        boolean accepted = router.handOver().isHeld()
                || switch (router.config().effectivePreemption()) {
                    case Preemption.Never _ -> true;
                    case Preemption.After after ->
                        delay.holds(after.delay(), advert.interval().toNanos(), now);
                };
        if (accepted) {
            restart(advert, from, now);
        } else {
            if (isOffer(advert, from, now)) {
                takeSoon(backup, now);
            }
            outranked = from;
            outrankedPriority = advert.priority();
            outrankedAt = now;
        }
    }

    /** Of a router that was better until then: others may have waited in the queue together. */
    private boolean isOffer(Advertisement advert, InetAddress from, long now) {
        boolean fallen = advert.priority() < router.activePriority()
                && router.activeRouter().filter(from::equals).isPresent();
        return fallen
                && from.equals(outranked)
                && advert.priority() == outrankedPriority
                && now - outrankedAt <= advert.interval().toNanos() / OFFER_PART;
    }

    /** The best of several backups has the shortest Skew_Time. */
    private void takeSoon(Backup backup, long now) {
        SilenceWatch watch = backup.watch();
        long soon = now + length(Setting.OFFERED, router.config(), router.priority(), watch.activeIntervalNanos());
        if (watch.setBy() != Setting.EXPIRED && soon - watch.deadlineNanos() < 0) {
            router.refine(new Backup(watch.until(Setting.OFFERED, soon)));
        }
    }

    private void restart(Advertisement advert, InetAddress from, long now) {
        router.activeRouter(from, advert.priority());
        router.refine(new Backup(fullWatch(true, advert.interval().toNanos(), now)));
        router.companions().leaveActive(router, now);
    }

    /**
     * The Active_Down_Timer. The driver hands in what is queued before it asks, so a wake-up that comes late finds
     * no advertisement only if there was none - or if this whole process, or the machine, stood still and the
     * network's queues with it. Later than an interval, the silence is therefore not believed: the active router
     * gets another interval in which to be heard.
     */
    void tick(Backup backup, long now) {
        SilenceWatch watch = backup.watch();
        long late = now - watch.deadlineNanos();
        if (watch.setBy() == Setting.EXPIRED || late < 0) {
            return;
        }
        if (watch.setBy() == Setting.UNCLAIMED && !router.peers().isEmpty()) {
            router.refine(new Backup(fullWatch(OptionalLong.empty(), watch.heardAtNanos())));
            return; // somebody is there after all, be it of lower priority or with another password
        }
        if (late > watch.activeIntervalNanos() && watch.lateWakeUps() < LATE_WAKE_UPS_FORGIVEN) {
            long again = length(Setting.LATE_WAKE_UP, router.config(), router.priority(), watch.activeIntervalNanos());
            router.around()
                    .warning(router.tag() + "VRRP thread timer expired " + Timing.roughly(late)
                            + " ago; listening for another " + Timing.seconds(again));
            router.refine(new Backup(new SilenceWatch(
                    Setting.LATE_WAKE_UP,
                    now + again,
                    watch.heardAtNanos(),
                    watch.activeIntervalNanos(),
                    watch.learned(),
                    watch.lateWakeUps() + 1)));
            return;
        }
        router.around().info(router.tag() + "Receive advertisement timeout");
        wantActive(silenceCause(watch, now), now);
    }

    /** Takes over, with the companions if there are any and all of them want to. */
    void wantActive(Cause cause, long now) {
        if (router.companions().othersReady(router)) {
            router.companions().takeOver(router, cause, now);
        } else if (router.state() instanceof Backup(SilenceWatch watch)) {
            router.refine(new Backup(new SilenceWatch(
                    Setting.EXPIRED, now, watch.heardAtNanos(), watch.activeIntervalNanos(), watch.learned(), 0)));
            router.around()
                    .info(router.tag() + "ready to be MASTER (" + cause.words() + "), waiting for its sync group");
        }
    }

    /** Why it may take over without waiting, an operator having said so: it is better than who is active. Empty when it is not. */
    Optional<Cause> outranksActive() {
        int itsPriority = router.activePriority();
        boolean better = router.state() instanceof Backup && itsPriority > 0 && itsPriority < router.priority();
        Optional<InetAddress> active = better ? router.activeRouter() : Optional.empty();
        return active.map(address -> new Cause.TakenBack(address, itsPriority, router.priority()));
    }

    /** It takes over now from who is active, which serves until then. */
    void preemptsActive(long now) {
        router.activeRouter().ifPresent(address -> outranked = address);
        outrankedPriority = router.activePriority();
        outrankedAt = now;
    }

    /** Whether a router of lower priority is heard, which serves the addresses until this one takes over. */
    boolean preempts(long now) {
        return outranked != null
                && router.state() instanceof Backup(SilenceWatch watch)
                && now - outrankedAt
                        <= length(
                                Setting.ACTIVE_DOWN_INTERVAL,
                                router.config(),
                                router.priority(),
                                watch.activeIntervalNanos());
    }

    private Cause silenceCause(SilenceWatch watch, long now) {
        if (preempts(now)) {
            return new Cause.Preempting(outranked, outrankedPriority, router.priority());
        }
        Duration silence = Duration.ofNanos(now - watch.heardAtNanos());
        return switch (watch.setBy()) {
            case PRIORITY_ZERO -> new Cause.PriorityZero(router.activeRouter());
            case PRIORITY_ZERO_OF_SIBLING -> new Cause.PriorityZeroOfSibling(silence);
            case UNCLAIMED -> new Cause.Unclaimed(silence);
            case ACTIVE_DOWN_INTERVAL, LATE_WAKE_UP, OFFERED, EXPIRED ->
                new Cause.Silence(router.activeRouter(), silence);
        };
    }

    /**
     * Nobody answers for the addresses. Who has heard nothing at all since it became Backup believes that after one interval of silence; Skew_Time
     * on top lets the best of several that start together be the first.
     */
    void addressesUnclaimed(long since, long now) {
        if (!(router.state() instanceof Backup(SilenceWatch watch))
                || watch.setBy() != Setting.ACTIVE_DOWN_INTERVAL
                || watch.heardAtNanos() - since > 0
                || !router.peers().isEmpty()
                || router.handOver().isHeld()) {
            return;
        }
        long interval = watch.activeIntervalNanos();
        long sooner = watch.heardAtNanos() + length(Setting.UNCLAIMED, router.config(), router.priority(), interval);
        if (sooner - watch.deadlineNanos() < 0) {
            long deadline = sooner - now < 0 ? now : sooner;
            router.refine(new Backup(watch.until(Setting.UNCLAIMED, deadline)));
        }
    }

    /**
     * Another member of the sync group heard priority 0: the router over there lets go of the whole group, but on a
     * link that broke we cannot hear it say so. Silence is believed here as soon as one advertisement is missing,
     * instead of three. Taking over at once would be wrong where the priority 0 meant that one virtual router alone.
     */
    void siblingHeardPriorityZero(Backup backup, long now) {
        SilenceWatch watch = backup.watch();
        if (watch.setBy() == Setting.EXPIRED) {
            return;
        }
        long length = length(
                Setting.PRIORITY_ZERO_OF_SIBLING, router.config(), router.priority(), watch.activeIntervalNanos());
        long sooner = watch.heardAtNanos() + length;
        if (sooner - watch.deadlineNanos() < 0) {
            long deadline = sooner - now < 0 ? now : sooner;
            router.refine(new Backup(watch.until(Setting.PRIORITY_ZERO_OF_SIBLING, deadline)));
        }
    }

    /**
     * Priority or configuration changed: the running timer becomes what it would be had they always been as they are
     * now (RFC 9568, 6.1, the intervals are recomputed; docs/keepalived-behaviours.md, item 27).
     */
    void rescale(Backup backup, int formerPriority, VirtualRouter former, long now) {
        SilenceWatch watch = backup.watch();
        if (watch.setBy() == Setting.EXPIRED) {
            return;
        }
        // An interval that was only assumed, not learned from someone else, changes with our own. One that was learned
        // stays, also where it
        // is the same as ours was: whoever is active goes on as before.
        boolean learned = watch.learned() && router.config().version() == ProtocolVersion.V3;
        long interval = learned ? watch.activeIntervalNanos() : router.intervalNanos();
        long change = length(watch.setBy(), router.config(), router.priority(), interval)
                - length(watch.setBy(), former, formerPriority, watch.activeIntervalNanos());
        long deadline = watch.deadlineNanos() + change;
        router.refine(new Backup(new SilenceWatch(
                watch.setBy(),
                deadline - now < 0 ? now : deadline,
                watch.heardAtNanos(),
                interval,
                learned,
                watch.lateWakeUps())));
    }

    long nanosLeft(Backup backup, long now) {
        SilenceWatch watch = backup.watch();
        return watch.setBy() == Setting.EXPIRED ? VrrpEngine.NO_DEADLINE : Math.max(0, watch.deadlineNanos() - now);
    }
}
