package holdfast.agent.loop;

import holdfast.agent.plan.RouterPlan;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Works out where the routers of a plan have to be listened for. */
final class ListeningPlaces {
    private ListeningPlaces() {}

    static Map<ReceiverTable.Place, ReceiverTable.Listening> of(Collection<RouterPlan> routers) {
        Map<ReceiverTable.Place, Set<InetAddress>> groups = new HashMap<>();
        Map<ReceiverTable.Place, BitSet> served = new HashMap<>();
        for (RouterPlan router : routers) {
            ReceiverTable.Place place = place(router);
            Set<InetAddress> joined = groups.computeIfAbsent(place, _ -> new HashSet<>());
            router.group().ifPresent(joined::add);
            served.computeIfAbsent(place, _ -> new BitSet()).set(router.vrid());
        }
        Map<ReceiverTable.Place, ReceiverTable.Listening> places = new HashMap<>();
        groups.forEach(
                (place, joined) -> places.put(place, new ReceiverTable.Listening(joined, served(place, served))));
        return places;
    }

    private static ReceiverTable.Place place(RouterPlan router) {
        String device = router.virtualMac()
                .filter(_ -> router.group().isPresent())
                .map(RouterPlan.VirtualMacPlan::name)
                .orElse(router.interfaceName());
        return new ReceiverTable.Place(device, router.interfaceName(), router.family());
    }

    /** On a virtual MAC interface its own router; on the interface itself all but those heard elsewhere. */
    private static ReceiverTable.Served served(ReceiverTable.Place place, Map<ReceiverTable.Place, BitSet> served) {
        if (!place.device().equals(place.interfaceName())) {
            return served.get(place)::get;
        }
        BitSet elsewhere = new BitSet();
        served.forEach((other, vrids) -> {
            boolean sameLink = other.interfaceName().equals(place.interfaceName()) && other.family() == place.family();
            if (sameLink && !other.equals(place)) {
                elsewhere.or(vrids);
            }
        });
        elsewhere.andNot(served.get(place));
        return vrid -> !elsewhere.get(vrid);
    }
}
