package holdfast.agent.loop;

import holdfast.agent.events.AddressChange;
import holdfast.agent.plan.RouterPlan;
import holdfast.vip.AddressHolder;
import holdfast.vip.AddressLost;
import holdfast.vip.AddressOutcome;
import holdfast.vip.RenewOutcome;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.VrrpEvent;
import java.util.ArrayList;
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
 * Renews the leases of routers after their adverts, a slice at a time: thousands of addresses take the kernel a tenth of a second, and no
 * advert of any router may wait for that. The slices of a router with many addresses take turns with the others'; routers with few are
 * renewed together, in one request.
 */
final class Renewals {
    private static final Logger LOG = LoggerFactory.getLogger("holdfast.vrrp");

    private final AddressHolder addresses;
    private final Voices voices;
    private final Chronicle chronicle;
    private final Map<String, Left> waiting = new LinkedHashMap<>();
    /** Routers that are renewed in one request, and their addresses; empty between requests. */
    private final List<Left> together = new ArrayList<>();

    private final List<VirtualAddress> theirs = new ArrayList<>();

    /**
     * What of a router is still to be renewed.
     *
     * @param router its name
     * @param addresses which, in this order
     * @param begun whether others of them are renewed already
     */
    private record Left(String router, List<VirtualAddress> addresses, boolean begun) {
        boolean isWhole() {
            return !begun && addresses.size() <= Acquisitions.SLICE;
        }
    }

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
     * An advert has left. What is due is renewed when all adverts have left that are due, which is soon; what the advert before did not get
     * to is renewed at once, for others may keep the loop busy all the time.
     *
     * @param now monotonic nanoseconds
     * @param consequences gets the events that follow from it
     * @return whether none of its addresses was lost
     */
    boolean begin(RouterPlan router, long now, Consumer<VrrpEvent> consequences) {
        Left left = waiting.remove(router.name());
        if (left == null && !addresses.isRenewalDue(router.addresses(), now)) {
            return true;
        }
        if (left == null && !addresses.isLeaseOver(router.addresses(), now)) {
            waiting.put(router.name(), new Left(router.name(), router.addresses(), false));
            return true;
        }
        List<VirtualAddress> all = left == null ? router.addresses() : inTurn(left.addresses(), router);
        List<VirtualAddress> first = all.subList(0, Math.min(all.size(), Acquisitions.SLICE));
        return renewed(router.name(), all, addresses.renew(first, now), consequences);
    }

    private static List<VirtualAddress> inTurn(List<VirtualAddress> first, RouterPlan router) {
        SequencedSet<VirtualAddress> all = new LinkedHashSet<>(first);
        all.addAll(router.addresses());
        return List.copyOf(all);
    }

    /**
     * One more slice of the router that has waited longest, and of those after it what fits into one request with it.
     *
     * @param consequences gets the events that follow from it
     */
    void goOn(Consumer<VrrpEvent> consequences) {
        Iterator<Left> next = waiting.values().iterator();
        while (next.hasNext() && theirs.size() < Acquisitions.SLICE) {
            Left left = next.next();
            if (voices.unheard(left.router())) {
                next.remove();
            } else if (left.isWhole() && theirs.size() + left.addresses().size() <= Acquisitions.SLICE) {
                next.remove();
                together.add(left);
                theirs.addAll(left.addresses());
            } else if (theirs.isEmpty()) {
                next.remove();
                slice(left.router(), left.addresses(), consequences);
                return;
            } else {
                break;
            }
        }
        if (!theirs.isEmpty()) {
            renewTogether(consequences);
        }
    }

    private void renewTogether(Consumer<VrrpEvent> consequences) {
        RenewOutcome outcome = addresses.renew(theirs, System.nanoTime());
        for (int i = 0; i < together.size(); i++) {
            renewed(together.get(i).router(), together.get(i).addresses(), outcome, consequences);
        }
        together.clear();
        theirs.clear();
    }

    private void slice(String router, List<VirtualAddress> left, Consumer<VrrpEvent> consequences) {
        long now = System.nanoTime();
        RenewOutcome outcome = left.size() > Acquisitions.SLICE
                ? addresses.renew(left.subList(0, Acquisitions.SLICE), now)
                : addresses.renewLastPart(left, now);
        renewed(router, left, outcome, consequences);
    }

    /** The outcome may be that of other routers' addresses, too. */
    private boolean renewed(
            String router, List<VirtualAddress> all, RenewOutcome outcome, Consumer<VrrpEvent> consequences) {
        if (outcome.refused().isEmpty() && outcome.lost().isEmpty() && all.size() <= Acquisitions.SLICE) {
            return true;
        }
        for (AddressOutcome.Refused no : outcome.refused()) {
            if (all.contains(no.address())) {
                LOG.warn("({}) cannot renew {}: {}", router, no.address(), no.reason());
            }
        }
        if (!outcome.lost().isEmpty()) {
            List<VirtualAddress> lapsed = outcome.lost().stream()
                    .filter(lost -> lost.cause() == AddressLost.Cause.LAPSED)
                    .map(AddressLost::address)
                    .filter(all::contains)
                    .toList();
            if (!lapsed.isEmpty()) {
                chronicle.addressesAre(router, AddressChange.LAPSED, lapsed);
                consequences.accept(new VrrpEvent.LeaseLapsed(router));
                return false;
            }
        }
        if (all.size() > Acquisitions.SLICE) {
            waiting.put(router, new Left(router, all.subList(Acquisitions.SLICE, all.size()), true));
        }
        return true;
    }
}
