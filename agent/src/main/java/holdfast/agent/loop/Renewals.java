package holdfast.agent.loop;

import holdfast.agent.events.Happening.AddressChange;
import holdfast.agent.plan.RouterPlan;
import holdfast.vip.AddressHolder;
import holdfast.vip.AddressLost;
import holdfast.vip.RenewOutcome;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.VrrpEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of a router after its advert, a slice at a time: thousands of addresses take the kernel a tenth of a second, and no
 * advert of any router may wait for that. The slices of several routers take turns.
 */
final class Renewals {
    private static final Logger LOG = LoggerFactory.getLogger("holdfast.vrrp");

    private final AddressHolder addresses;
    private final Voices voices;
    private final Chronicle chronicle;
    private final Map<String, List<VirtualAddress>> waiting = new LinkedHashMap<>();

    Renewals(AddressHolder addresses, Voices voices, Chronicle chronicle) {
        this.addresses = addresses;
        this.voices = voices;
        this.chronicle = chronicle;
    }

    /** Whether there is more to renew, as soon as nothing more urgent is. */
    boolean isUnderWay() {
        return !waiting.isEmpty();
    }

    /** A router has let its addresses go. */
    void forget(String router) {
        waiting.remove(router);
    }

    /**
     * An advert has left: a first slice. What the advert before did not get to comes before everything else.
     *
     * @param now monotonic nanoseconds
     * @param consequences gets the events that follow from it
     * @return whether all that was renewed is still ours
     */
    boolean begin(RouterPlan router, long now, Consumer<VrrpEvent> consequences) {
        List<VirtualAddress> left = waiting.remove(router.name());
        List<VirtualAddress> all = left == null ? router.addresses() : inTurn(left, router);
        List<VirtualAddress> first = all.subList(0, Math.min(all.size(), Acquisitions.SLICE));
        return renewed(router.name(), all, addresses.renew(first, now), consequences);
    }

    private static List<VirtualAddress> inTurn(List<VirtualAddress> first, RouterPlan router) {
        SequencedSet<VirtualAddress> all = new LinkedHashSet<>(first);
        all.addAll(router.addresses());
        return List.copyOf(all);
    }

    /**
     * One more slice of the router that has waited longest.
     *
     * @param consequences gets the events that follow from it
     */
    void goOn(Consumer<VrrpEvent> consequences) {
        Iterator<Map.Entry<String, List<VirtualAddress>>> first =
                waiting.entrySet().iterator();
        if (first.hasNext()) {
            Map.Entry<String, List<VirtualAddress>> next = first.next();
            first.remove();
            if (!voices.unheard(next.getKey())) {
                slice(next.getKey(), next.getValue(), consequences);
            }
        }
    }

    private void slice(String router, List<VirtualAddress> left, Consumer<VrrpEvent> consequences) {
        long now = System.nanoTime();
        RenewOutcome outcome = left.size() > Acquisitions.SLICE
                ? addresses.renew(left.subList(0, Acquisitions.SLICE), now)
                : addresses.renewLastPart(left, now);
        renewed(router, left, outcome, consequences);
    }

    private boolean renewed(
            String router, List<VirtualAddress> all, RenewOutcome outcome, Consumer<VrrpEvent> consequences) {
        outcome.refused().forEach(no -> LOG.warn("({}) cannot renew {}: {}", router, no.address(), no.reason()));
        if (outcome.lost().stream().anyMatch(lost -> lost.cause() == AddressLost.Cause.LAPSED)) {
            chronicle.addressesAre(
                    router,
                    AddressChange.LAPSED,
                    outcome.lost().stream().map(AddressLost::address).toList());
            consequences.accept(new VrrpEvent.LeaseLapsed(router));
            return false;
        }
        if (all.size() > Acquisitions.SLICE) {
            waiting.put(router, all.subList(Acquisitions.SLICE, all.size()));
        }
        return true;
    }
}
