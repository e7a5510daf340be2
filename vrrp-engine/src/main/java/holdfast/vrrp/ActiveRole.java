package holdfast.vrrp;

import holdfast.vrrp.Effect.AnnounceAddresses;
import holdfast.vrrp.RouterState.Active;
import holdfast.vrrp.wire.Advertisement;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalLong;

/** What an Active Router does (RFC 9568, 6.4.3). */
final class ActiveRole {
    /** Advertisements beyond the periodic ones in one interval: a stranger must not make us a flood. */
    private static final int ANSWERS_AN_INTERVAL = 8;

    /** Removed more often than this within {@link #LOSS_WINDOW}, addresses are not put back any more. */
    private static final int LOSSES_BORNE = 3;

    private static final Duration LOSS_WINDOW = Duration.ofSeconds(10);

    private final Router router;
    private final Deque<Long> losses = new ArrayDeque<>();
    private long activeSince;
    private long answersSince;
    private int answers;
    private boolean addressesGone;
    private AdvertPhase phase = AdvertPhase.alone();
    private Effect.RenewAddresses renewal;

    ActiveRole(Router router) {
        this.router = router;
    }

    void begin(long now) {
        activeSince = now;
        answersSince = now;
        answers = 0;
        addressesGone = false;
        losses.clear();
    }

    /** When its adverts leave beside those of others. */
    void phase(AdvertPhase beside) {
        phase = beside;
    }

    AdvertPhase phase() {
        return phase;
    }

    /** When the Adver_Timer fires that is set anew now, rather than when it fires. */
    long setAnew(long now) {
        return phase.firstAdvert(router.intervalNanos(), now);
    }

    /** An advertisement that passed all checks. */
    void hear(Active active, Advertisement advert, InetAddress from, long now) {
        if (router.handOver().isUnderWay()) {
            router.handOver().hear(advert, from, now);
        } else if (advert.priority() == Advertisement.RELEASE) {
            hearPriorityZero(now);
        } else if (outranksUs(advert, from)) {
            yieldTo(advert, from, now);
        } else if (wasFrozen(active, now)) {
            yieldAfterFreeze(active, advert, from, now);
        } else {
            hearLowerPriority(active, advert, from, now);
        }
    }

    /** A rival that we never noticed lets go; what it announced has to be announced again by us. */
    private void hearPriorityZero(long now) {
        if (!mayAnswer(now)) {
            return;
        }
        router.advertise(setAnew(now), now);
        router.around().emit(new Effect.RenewAddresses(router.name()));
        announceAgainstRival(now);
    }

    /** Equal priorities: the greater address, as an unsigned number in network order, wins. */
    private boolean outranksUs(Advertisement advert, InetAddress from) {
        if (advert.priority() != router.priority()) {
            return advert.priority() > router.priority();
        }
        return router.source()
                .map(ours -> Arrays.compareUnsigned(from.getAddress(), ours.getAddress()) > 0)
                .orElse(true);
    }

    private void yieldTo(Advertisement advert, InetAddress from, long now) {
        Cause.Outranked cause = new Cause.Outranked(from, advert.priority(), router.priority());
        router.around()
                .info(router.tag() + "Master received advert from " + from.getHostAddress() + " with "
                        + cause.comparison());
        Parting parting = router.config().rules().farewellToHigherPriority() ? Parting.FAREWELL : Parting.SILENT;
        router.yieldActive(parting, OptionalLong.of(advert.interval().toNanos()), cause, now);
        router.activeRouter(from, advert.priority());
    }

    /** Nothing was sent for as long as others need to believe in silence, so someone else is rightly active now. */
    private boolean wasFrozen(Active active, long now) {
        long patience = router.intervalNanos() * router.config().downTimerAdverts();
        return now - active.lastAdvertAtNanos() > patience;
    }

    /**
     * Stays quiet, whatever the priorities: an answer would drive the new active router away. Preemption follows in
     * due time.
     */
    private void yieldAfterFreeze(Active active, Advertisement advert, InetAddress from, long now) {
        Cause cause = new Cause.Frozen(Duration.ofNanos(now - active.lastAdvertAtNanos()), from);
        router.yieldActive(Parting.SILENT, OptionalLong.of(advert.interval().toNanos()), cause, now);
        router.activeRouter(from, advert.priority());
    }

    private void hearLowerPriority(Active active, Advertisement advert, InetAddress from, long now) {
        router.tally().lowerPriorityReceived();
        String ip = from.getHostAddress();
        if (!router.config().rules().answerLowerPriority()) {
            String text = "received lower priority (" + advert.priority() + ") advert from " + ip + " - discarding";
            router.around().limitedWarning(router.name() + "lower", from, router.tag() + text, now);
            return;
        }
        if (!mayAnswer(now)) {
            return;
        }
        // The Adver_Timer is left alone (RFC 9568, 6.4.3): the periodic advertisement comes when it would have come.
        router.advertise(active.nextAdvertAtNanos(), now);
        announceAgainstRival(now);
        router.companions().announceAgainstRival(router, now);
        boolean expected = now - activeSince < router.intervalNanos();
        if (expected) {
            // The farewell of the router we have just taken over from.
            return;
        }
        String text = "Received advert from " + ip + " with lower priority " + advert.priority() + ", ours "
                + router.priority() + ", forcing new election";
        router.around().limitedWarning(router.name() + "lower", from, router.tag() + text, now);
        router.around().emit(new Effect.NotifyLowerPriorityReceived(router.name(), advert.priority(), from));
    }

    void announceAgainstRival(long now) {
        AnnouncementPlan plan = router.config().announcements();
        if (plan.rivalRounds() > 0) {
            router.around()
                    .emit(new AnnounceAddresses(
                            router.name(), plan.rivalRounds(), AnnounceAddresses.Occasion.RIVAL_HEARD));
            router.announcements().heardRival(plan, now);
        }
    }

    private boolean mayAnswer(long now) {
        if (now - answersSince >= router.intervalNanos()) {
            answersSince = now;
            answers = 0;
        }
        answers++;
        return answers <= ANSWERS_AN_INTERVAL;
    }

    /**
     * The Adver_Timer. Its deadlines are one interval apart whatever the delay of each; only when a whole one was
     * missed they are counted from now, for nobody wants the missing ones afterwards.
     */
    void tick(Active active, long now) {
        long late = now - active.nextAdvertAtNanos();
        if (late < 0) {
            restoreIfGone(active, now);
            if (nanosUntilRenewal(now) == 0) {
                router.handOver().renew(now);
            }
            return;
        }
        if (router.handOver().isUnderWay()) {
            router.companions().takeBack(now);
            return;
        }
        long interval = router.intervalNanos();
        if (late > interval) {
            String text = "VRRP thread timer expired " + Timing.roughly(late) + " ago";
            router.around().limitedWarning(router.name() + "late", "", router.tag() + text, now);
            if (isTooLateToGoOn(late)) {
                Cause cause = new Cause.AdvertisedLate(Duration.ofNanos(late));
                router.yieldActive(Parting.SILENT, OptionalLong.empty(), cause, now);
                return;
            }
        }
        router.peers().lookForSilence(now);
        boolean frozen = wasFrozen(active, now);
        router.advertise(late > interval ? setAnew(now) : active.nextAdvertAtNanos() + interval, now);
        if (frozen || addressesGone) {
            restoreAddresses();
        } else {
            router.around().emit(renewal());
        }
    }

    /** An advertisement between two periodic ones, and the addresses after it. */
    private void restoreIfGone(Active active, long now) {
        if (mustRestore()) {
            router.advertise(active.nextAdvertAtNanos(), now);
            restoreAddresses();
        }
    }

    long nanosLeft(Active active, long now) {
        return mustRestore() ? 0 : Math.min(Math.max(0, active.nextAdvertAtNanos() - now), nanosUntilRenewal(now));
    }

    /** While it hands over, the addresses that are still here are kept. */
    private long nanosUntilRenewal(long now) {
        return addressesGone ? VrrpEngine.NO_DEADLINE : router.handOver().nanosUntilRenewal(now);
    }

    /** While it hands over it must not advertise, and without that it takes no addresses. */
    private boolean mustRestore() {
        return addressesGone && !router.handOver().isUnderWay();
    }

    private Effect.RenewAddresses renewal() {
        if (renewal == null || !renewal.router().equals(router.name())) {
            renewal = new Effect.RenewAddresses(router.name());
        }
        return renewal;
    }

    private boolean isTooLateToGoOn(long late) {
        int intervals = router.config().rules().backupWhenLateBy();
        boolean mayNotReturn = router.config().effectivePreemption() instanceof Preemption.Never;
        return intervals > 0 && mayNotReturn && late > intervals * router.intervalNanos();
    }

    /**
     * The addresses are not there any more, or could not be renewed. They come back in the Tick, after everything that is queued has been read, for a router that was
     * frozen may find there that another took over; and with an advertisement, for their new lease must not outlast what others believe.
     */
    void addressesGone() {
        addressesGone = true;
    }

    /** If it hands over: nobody took over, or somebody did and was not heard; then clients have to be told again. */
    void takeBack(long now) {
        if (router.handOver().isUnderWay()) {
            router.handOver().takeBack(now);
            restoreAddresses();
        }
    }

    /** Takes the addresses again and tells everyone, without a change of state. */
    void restoreAddresses() {
        addressesGone = false;
        router.around().emit(new Effect.AcquireAddresses(router.name()));
        int rounds = router.config().announcements().masterRounds();
        router.around().emit(new AnnounceAddresses(router.name(), rounds, AnnounceAddresses.Occasion.RESTORED));
    }

    /**
     * Puts back what someone removed. keepalived gives up the addresses at once, which a restart of a network
     * manager turns into a storm of elections (docs/keepalived-behaviours.md, item 30); here only repeated removal
     * does that.
     */
    void addressesLost(VrrpEvent.AddressesLost lost, long now) {
        losses.addLast(now);
        while (now - losses.peekFirst() > LOSS_WINDOW.toNanos()) {
            losses.removeFirst();
        }
        String who = lost.byWhom().isEmpty() ? "someone else" : lost.byWhom();
        String what = lost.addresses() + " removed by " + who;
        if (losses.size() > LOSSES_BORNE) {
            Cause cause = new Cause.AddressesRemoved(what, losses.size(), LOSS_WINDOW);
            router.yieldActive(Parting.PRIORITY_ZERO, OptionalLong.empty(), cause, now);
        } else {
            router.around().warning(router.tag() + what + "; putting back");
            addressesGone();
        }
    }
}
