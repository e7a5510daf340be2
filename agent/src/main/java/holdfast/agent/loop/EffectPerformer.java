package holdfast.agent.loop;

import holdfast.agent.events.AddressChange;
import holdfast.agent.plan.RouterPlan;
import holdfast.agent.status.DurationHistogram;
import holdfast.track.notify.Notification;
import holdfast.track.notify.NotifyEvent;
import holdfast.track.notify.NotifyRunner;
import holdfast.track.notify.NotifySubject;
import holdfast.vip.AddressHolder;
import holdfast.vip.AddressOutcome;
import holdfast.vip.Announcement;
import holdfast.vip.Announcer;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Effect;
import holdfast.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.time.Duration;
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
 * Does what the engine says, in its order. On the loop's thread; scripts and log lines are handed over, everything else is a bounded system
 * call. What the kernel refuses becomes an event for the engine.
 */
final class EffectPerformer {
    private static final Logger LOG = LoggerFactory.getLogger("holdfast.vrrp");
    private static final String DO_NOT_LEAVE = "adverts do not leave: ";
    private static final long MISSING_LOOK_NANOS = Duration.ofSeconds(5).toNanos();

    private final Plans plans;
    private final SenderTable senders;
    private final AddressHolder addresses;
    private final Announcer announcer;
    private final NotifyRunner notify;
    private final LoopListener listener;
    private final Chronicle chronicle;
    private final LifeSigns lifeSigns;
    private final Voices voices = new Voices();
    private final RoutingTables routing;
    private final Renewals renewals;
    private final Acquisitions acquisitions;
    private final List<Effect.NotifyTransition> transitions = new ArrayList<>();
    private final Map<String, Long> lookedForMissing = new HashMap<>();
    private final Map<VirtualAddress, String> goingLast = new LinkedHashMap<>();

    EffectPerformer(
            Plans plans,
            SenderTable senders,
            AddressHolder addresses,
            Announcer announcer,
            NotifyRunner notify,
            LoopListener listener,
            Chronicle chronicle,
            LifeSigns lifeSigns,
            DurationHistogram takeovers,
            RoutingTables routing) {
        this.plans = plans;
        this.senders = senders;
        this.addresses = addresses;
        this.announcer = announcer;
        this.notify = notify;
        this.listener = listener;
        this.chronicle = chronicle;
        this.lifeSigns = lifeSigns;
        this.routing = routing;
        this.renewals = new Renewals(addresses, voices, chronicle);
        this.acquisitions = new Acquisitions(addresses, announcer, voices, chronicle, takeovers, routing);
    }

    /**
     * Performs one effect.
     *
     * @param now monotonic nanoseconds
     * @param consequences gets the events that follow from it
     */
    void perform(Effect effect, long now, Consumer<VrrpEvent> consequences) {
        switch (effect) {
            case Effect.SendAdvertisement advert -> send(advert, now, consequences);
            case Effect.AcquireAddresses acquire -> acquire(acquire, now, consequences);
            case Effect.ReleaseAddresses(String router) -> release(router, now);
            case Effect.RenewAddresses(String router) -> renew(router, now, consequences);
            case Effect.ShedAddresses(String router, String formerName) -> shed(router, formerName, now);
            case Effect.UpdateAddresses(String router) -> update(router, now);
            case Effect.AnnounceAddresses(String router, int rounds, Effect.AnnounceAddresses.Occasion occasion) ->
                announce(router, plans.known(router).addresses(), rounds, occasion);
            case Effect.AnnounceSource(String router, String interfaceName, InetAddress source) ->
                announcer.announce(router, List.of(new Announcement(source, interfaceName)), 1);
            case Effect.NotifyTransition transition -> notifyTransition(transition);
            case Effect.NotifyLowerPriorityReceived(String router, int priority, InetAddress _) ->
                post(instance(router), NotifyEvent.MASTER_RX_LOWER_PRI, priority);
            case Effect.NotifyPriorityChanged changed -> notifyPriority(changed);
            case Effect.HandOverEnded ended -> chronicle.handOverEnded(ended);
            case Effect.HoldChanged(String router, boolean held) -> listener.holdChanged(router, held);
            case Effect.PeerObserved observed -> chronicle.peer(observed);
            case Effect.Log(Effect.Log.Severity severity, String text) -> log(severity, text);
        }
    }

    /** All effects of a step are performed: who hears of a transition now finds no address that is about to go. */
    void stepDone() {
        for (int i = 0; i < transitions.size(); i++) {
            listener.transitioned(transitions.get(i), plans.isMailed(transitions.get(i)));
        }
        transitions.clear();
    }

    private void send(Effect.SendAdvertisement advert, long now, Consumer<VrrpEvent> consequences) {
        String device = plans.sendingDevice(advert.router(), advert.interfaceName());
        boolean yields = advert.priority() == 0;
        if (yields) {
            lifeSigns.yielded(advert.router());
        }
        // Not a switch: linking one takes a millisecond, here between the first advert of a takeover and the address.
        if (senders.send(advert, device) instanceof SenderTable.Delivery.Refused(String reason, boolean passing)) {
            boolean undo = voices.refused(advert.router(), reason, passing);
            consequences.accept(new VrrpEvent.EffectRefused(advert, reason));
            if (undo) {
                // The addresses came before this advert, to leave no gap; without it they must go again.
                announcer.cancel(advert.router());
                consequences.accept(new VrrpEvent.EffectRefused(
                        new Effect.AcquireAddresses(advert.router()), DO_NOT_LEAVE + reason));
            }
            return;
        }
        if (!yields) {
            lifeSigns.advertised(advert.router(), now);
        }
        if (voices.left(advert.router(), now)) {
            announcer.sendDue(System.nanoTime());
        }
    }

    private void acquire(Effect.AcquireAddresses effect, long now, Consumer<VrrpEvent> consequences) {
        RouterPlan router = plans.known(effect.router());
        if (router.addresses().isEmpty()) {
            routing.come(router, now);
            return;
        }
        Optional<String> mute = voices.mute(router.name());
        if (mute.isPresent()) {
            consequences.accept(new VrrpEvent.EffectRefused(effect, DO_NOT_LEAVE + mute.get()));
            return;
        }
        acquisitions.begin(router, now, consequences);
    }

    private void release(String router, long now) {
        lifeSigns.yielded(router);
        acquisitions.forget(router);
        renewals.forget(router);
        announcer.cancel(router);
        voices.released(router);
        routing.release(router); // while their addresses are there; with them the kernel removes some
        List<VirtualAddress> all = plans.addressesToRelease(router);
        if (all.stream().noneMatch(addresses::holds)) {
            return;
        }
        letGo(router, all, now);
    }

    /** Takes addresses off, but for those that a reload puts elsewhere: they go last, so that somebody answers all the time. */
    private void letGo(String router, List<VirtualAddress> going, long now) {
        List<VirtualAddress> atOnce = new ArrayList<>();
        for (VirtualAddress address : going) {
            if (plans.comesElsewhere(address)) {
                goingLast.put(address, router);
            } else {
                atOnce.add(address);
            }
        }
        if (!atOnce.isEmpty()) {
            took(router, addresses.release(atOnce, now));
        }
    }

    /** The end of a reload: what had to wait until it was in its new place is taken off the old one. */
    void finishReload(long now) {
        goingLast.forEach((address, router) -> took(router, addresses.release(List.of(address), now)));
        goingLast.clear();
    }

    /** A router whose adverts do not leave is about to be replaced: its lease must run out like that of a dead one. */
    private void renew(String router, long now, Consumer<VrrpEvent> consequences) {
        if (voices.unheard(router)) {
            return;
        }
        RouterPlan plan = plans.known(router);
        if (renewals.begin(plan, now, consequences) && !acquisitions.isUnderWay(router)) {
            addMissing(plan, now);
            routing.renew(plan, now);
        }
    }

    /** Whether something is left to do that takes long, and so is done in slices. */
    boolean hasMore() {
        return acquisitions.isUnderWay() || renewals.isUnderWay() || routing.isUnderWay();
    }

    /**
     * Slices of what takes long: to be called whenever nothing more urgent is to be done.
     *
     * @param until when something else is to be looked at again, monotonic nanoseconds
     * @param consequences gets the events that follow from it
     */
    void goOn(long until, Consumer<VrrpEvent> consequences) {
        do {
            renewals.goOn(consequences);
            acquisitions.goOn(consequences);
            routing.goOn();
        } while (hasMore() && System.nanoTime() - until < 0);
    }

    /** An address whose interface was not there, or that the kernel refused alone, is tried again now and then. */
    private void addMissing(RouterPlan plan, long now) {
        Long last = lookedForMissing.get(plan.name());
        if (last != null && now - last < MISSING_LOOK_NANOS) {
            return;
        }
        lookedForMissing.put(plan.name(), now);
        List<VirtualAddress> missing = addresses.missing(plan.addresses());
        if (last == null || missing.isEmpty()) {
            return;
        }
        List<VirtualAddress> back = addresses.acquire(missing, plan.lease(), now).stream()
                .filter(AddressOutcome::succeeded)
                .map(AddressOutcome::address)
                .toList();
        if (!back.isEmpty()) {
            LOG.info("({}) {} could be added now", plan.name(), back);
            chronicle.addressesAre(plan.name(), AddressChange.ADDED, back);
            announce(plan.name(), back, FRESH_ROUNDS, Effect.AnnounceAddresses.Occasion.RESTORED);
        }
    }

    /** First half of a reload of an active router: what it no longer has goes. */
    private void shed(String router, String formerName, long now) {
        acquisitions.forget(formerName); // what is missing comes with the second half
        renewals.forget(formerName);
        routing.shed(plans.known(router), formerName);
        List<VirtualAddress> after = plans.known(router).addresses();
        announcer.handOver(
                formerName, router, after.stream().map(Announcement::of).toList());
        List<VirtualAddress> gone = plans.addressesToShed(router, formerName);
        if (!gone.isEmpty()) {
            letGo(router, gone, now);
        }
    }

    /** Second half: what is new comes, and is announced. What stays is not touched, except for a lease of another length. */
    private void update(String router, long now) {
        acquisitions.forget(router);
        RouterPlan plan = plans.known(router);
        List<VirtualAddress> fresh = addresses.missing(plan.addresses());
        List<AddressOutcome> outcomes = addresses.reconcile(plan.addresses(), plan.addresses(), plan.lease(), now);
        logRefusals(router, "add", outcomes);
        chronicle.addresses(router, AddressChange.ADDED, outcomes);
        routing.come(plan, now);
        announce(router, fresh, FRESH_ROUNDS, Effect.AnnounceAddresses.Occasion.BECAME_ACTIVE);
    }

    private void took(String router, List<AddressOutcome> outcomes) {
        logRefusals(router, "remove", outcomes);
        chronicle.addresses(router, AddressChange.REMOVED, outcomes);
    }

    private static void logRefusals(String router, String operation, List<AddressOutcome> outcomes) {
        refusals(outcomes)
                .forEach(no -> LOG.error("({}) cannot {} {}: {}", router, operation, no.address(), no.reason()));
    }

    /** Keepalived's garp_master_repeat default: enough for addresses that a reload adds to a router already active. */
    private static final int FRESH_ROUNDS = 5;

    /** What is not held is not announced, nor anything of a router that cannot say that it is active: clients would come for nothing. */
    private void announce(
            String router, List<VirtualAddress> wanted, int rounds, Effect.AnnounceAddresses.Occasion occasion) {
        boolean coming = acquisitions.isUnderWay(router);
        List<VirtualAddress> which =
                coming ? wanted : wanted.stream().filter(addresses::holds).toList();
        if (which.isEmpty() || voices.mute(router).isPresent()) {
            return;
        }
        if (coming) {
            acquisitions.announce(router, rounds);
        } else {
            announcer.announce(router, which.stream().map(Announcement::of).toList(), rounds);
        }
        boolean again = occasion == Effect.AnnounceAddresses.Occasion.REPEAT
                || occasion == Effect.AnnounceAddresses.Occasion.REFRESH;
        if (!again && !voices.hasUnsaid(router)) { // else in slices, or with the advert that says so
            announcer.sendDue(
                    System.nanoTime()); // until clients hear of it, they talk to whoever had the address before
        }
        LOG.info(
                "({}) Sending/queueing gratuitous ARPs for {} address{}, {} each ({})",
                router,
                which.size(),
                which.size() == 1 ? "" : "es",
                rounds,
                occasion.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private void notifyTransition(Effect.NotifyTransition transition) {
        NotifyEvent event = switch (transition.state()) {
            case MASTER -> NotifyEvent.MASTER;
            case BACKUP -> NotifyEvent.BACKUP;
            case FAULT -> NotifyEvent.FAULT;
            case STOP -> NotifyEvent.STOP;
            // Keepalived's way: what a reload removed is in fault, unless notify_deleted asks for more.
            case DELETED ->
                plans.notifyScripts(transition.subject()).specific().containsKey(NotifyEvent.DELETED)
                        ? NotifyEvent.DELETED
                        : NotifyEvent.FAULT;
        };
        post(transition.subject(), event, transition.priority());
        transitions.add(transition);
        chronicle.transition(transition);
    }

    private void notifyPriority(Effect.NotifyPriorityChanged changed) {
        chronicle.priorityChanged(changed);
        if (!plans.current().priorityChangesTold().contains(changed.router())) {
            return;
        }
        switch (changed.state()) {
            case MASTER -> post(instance(changed.router()), NotifyEvent.MASTER_PRIORITY, changed.to());
            case BACKUP -> post(instance(changed.router()), NotifyEvent.BACKUP_PRIORITY, changed.to());
            case FAULT, STOP, DELETED -> {
                // no priority takes part in an election there
            }
        }
    }

    private void post(Effect.Subject subject, NotifyEvent event, int priority) {
        NotifySubject kind = switch (subject.kind()) {
            case INSTANCE -> NotifySubject.INSTANCE;
            case GROUP -> NotifySubject.GROUP;
        };
        notify.post(new Notification(kind, subject.name(), event, priority), plans.notifyScripts(subject));
    }

    private static Effect.Subject instance(String router) {
        return new Effect.Subject(Effect.Subject.Kind.INSTANCE, router);
    }

    static List<AddressOutcome.Refused> refusals(List<AddressOutcome> outcomes) {
        List<AddressOutcome.Refused> refused = new ArrayList<>();
        for (AddressOutcome outcome : outcomes) {
            if (outcome instanceof AddressOutcome.Refused no) {
                refused.add(no);
            }
        }
        return refused;
    }

    private static void log(Effect.Log.Severity severity, String text) {
        switch (severity) {
            case DETAIL -> LOG.debug(text);
            case INFO -> LOG.info(text);
            case WARNING -> LOG.warn(text);
        }
    }
}
