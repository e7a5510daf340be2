package holdfast.agent.loop;

import holdfast.agent.events.AddressChange;
import holdfast.agent.plan.RouterPlan;
import holdfast.agent.status.DurationHistogram;
import holdfast.vip.AddressHolder;
import holdfast.vip.AddressOutcome;
import holdfast.vip.Announcement;
import holdfast.vip.Announcer;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Effect;
import holdfast.vrrp.VrrpEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the addresses of a router, a slice at a time: thousands of them take the kernel half a second, and no advert of any router may wait
 * for that. The first slice is announced at once, the others when all are there.
 */
final class Acquisitions {
    /** How many addresses are asked of the kernel before the loop looks what else there is: a millisecond or two. As many are announced in a turn. */
    static final int SLICE = 64;

    private static final Logger LOG = LoggerFactory.getLogger("holdfast.vrrp");

    private final AddressHolder addresses;
    private final Announcer announcer;
    private final Voices voices;
    private final Chronicle chronicle;
    private final DurationHistogram takeovers;
    private final RoutingTables routing;
    private final Map<String, Acquisition> underWay = new LinkedHashMap<>();

    private static final class Acquisition {
        private final RouterPlan router;
        private final long began;
        private final List<AddressOutcome> outcomes = new ArrayList<>();

        /** How often everything is to be announced; 0: nobody has asked yet. */
        private int rounds;

        /** How many, from the first on, were announced once. */
        private int announcedOnce;

        private Acquisition(RouterPlan router, long began) {
            this.router = router;
            this.began = began;
        }

        private boolean isComplete() {
            return outcomes.size() == router.addresses().size();
        }

        private List<VirtualAddress> nextSlice() {
            List<VirtualAddress> all = router.addresses();
            return all.subList(outcomes.size(), Math.min(all.size(), outcomes.size() + SLICE));
        }
    }

    Acquisitions(
            AddressHolder addresses,
            Announcer announcer,
            Voices voices,
            Chronicle chronicle,
            DurationHistogram takeovers,
            RoutingTables routing) {
        this.addresses = addresses;
        this.announcer = announcer;
        this.voices = voices;
        this.chronicle = chronicle;
        this.takeovers = takeovers;
        this.routing = routing;
    }

    /** Whether there is more to take, as soon as nothing more urgent is. */
    boolean isUnderWay() {
        return !underWay.isEmpty();
    }

    /** Whether a router has not got all of its addresses yet. */
    boolean isUnderWay(String router) {
        return underWay.containsKey(router);
    }

    /** A router lets its addresses go, or has other ones from now on. */
    void forget(String router) {
        underWay.remove(router);
    }

    /**
     * A router becomes active: a first slice.
     *
     * @param now monotonic nanoseconds
     * @param consequences gets the events that follow from it
     */
    void begin(RouterPlan router, long now, Consumer<VrrpEvent> consequences) {
        voices.tookAddresses(router.name(), now);
        slice(new Acquisition(router, now), now, consequences);
    }

    /**
     * Everything that a router is just taking is to be announced.
     *
     * @param rounds how often
     */
    void announce(String router, int rounds) {
        Acquisition acquisition = underWay.get(router);
        acquisition.rounds = rounds;
        queue(acquisition, acquisition.announcedOnce, acquisition.outcomes.size(), 1);
        acquisition.announcedOnce = acquisition.outcomes.size();
    }

    /**
     * One more slice of the router that has waited longest.
     *
     * @param consequences gets the events that follow from it
     */
    void goOn(Consumer<VrrpEvent> consequences) {
        Map.Entry<String, Acquisition> next =
                underWay.entrySet().stream().findFirst().orElse(null);
        if (next != null) {
            underWay.remove(next.getKey());
            slice(next.getValue(), System.nanoTime(), consequences);
        }
    }

    private void slice(Acquisition acquisition, long now, Consumer<VrrpEvent> consequences) {
        RouterPlan router = acquisition.router;
        List<AddressOutcome> outcomes = addresses.acquire(acquisition.nextSlice(), router.lease(), now);
        EffectPerformer.refusals(outcomes)
                .forEach(no -> LOG.error("({}) cannot add {}: {}", router.name(), no.address(), no.reason()));
        acquisition.outcomes.addAll(outcomes);
        if (acquisition.isComplete()) {
            complete(acquisition, consequences);
        } else {
            underWay.put(router.name(), acquisition);
        }
    }

    private void complete(Acquisition acquisition, Consumer<VrrpEvent> consequences) {
        String router = acquisition.router.name();
        chronicle.addresses(router, AddressChange.ADDED, acquisition.outcomes);
        takeovers.add(System.nanoTime() - acquisition.began);
        if (acquisition.rounds > 0 && voices.mute(router).isEmpty()) {
            announceRest(acquisition);
        }
        List<AddressOutcome.Refused> refused = EffectPerformer.refusals(acquisition.outcomes);
        if (refused.size() == acquisition.outcomes.size()) {
            consequences.accept(new VrrpEvent.EffectRefused(
                    new Effect.AcquireAddresses(router), refused.getFirst().reason()));
        } else {
            routing.come(acquisition.router, System.nanoTime());
        }
    }

    /** First those that were never announced. */
    private void announceRest(Acquisition acquisition) {
        queue(acquisition, acquisition.announcedOnce, acquisition.outcomes.size(), acquisition.rounds);
        queue(acquisition, 0, acquisition.announcedOnce, acquisition.rounds - 1);
    }

    private void queue(Acquisition acquisition, int from, int to, int rounds) {
        List<Announcement> which = acquisition.router.addresses().subList(from, to).stream()
                .filter(addresses::holds)
                .map(Announcement::of)
                .toList();
        if (!which.isEmpty() && rounds > 0) {
            announcer.announce(acquisition.router.name(), which, rounds);
        }
    }
}
