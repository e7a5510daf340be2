package holdfast.agent.loop;

import holdfast.agent.loop.AddressMove.Seat;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Effect;
import holdfast.vrrp.Succession;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the effects of a reload make of the addresses of this node. */
final class AddressMoves {
    private final Plans plans;
    private final Set<VirtualAddress> held;
    private final Map<VirtualAddress, String> gone = new LinkedHashMap<>();
    private final Map<VirtualAddress, String> come = new LinkedHashMap<>();

    private AddressMoves(Plans plans, Collection<VirtualAddress> held) {
        this.plans = plans;
        this.held = new LinkedHashSet<>(held);
    }

    /**
     * All changes; what stays with its router is not among them.
     *
     * @param plans with the plan before as the former one
     * @param activeBefore the routers that held something
     * @param held the addresses that were held
     */
    static List<AddressMove> of(
            List<Effect> effects, Plans plans, Set<String> activeBefore, Collection<VirtualAddress> held) {
        AddressMoves moves = new AddressMoves(plans, held);
        effects.forEach(moves::follow);
        List<AddressMove> all = moves.paired();
        all.addAll(moves.handedOver(activeBefore));
        return all;
    }

    private void follow(Effect effect) {
        if (effect instanceof Effect.ReleaseAddresses(String router)) {
            give(plans.addressesToRelease(router), router);
        } else if (effect instanceof Effect.ShedAddresses(String router, String former)) {
            give(plans.addressesToShed(router, former), former);
        } else if (effect instanceof Effect.UpdateAddresses(String router)) {
            take(router);
        } else if (effect instanceof Effect.AcquireAddresses(String router)) {
            take(router);
        }
    }

    private void give(List<VirtualAddress> addresses, String router) {
        addresses.stream().filter(held::remove).forEach(address -> gone.put(address, router));
    }

    private void take(String router) {
        plans.current().router(router).map(RouterPlan::addresses).orElse(List.of()).stream()
                .filter(held::add)
                .forEach(address -> come.put(address, router));
    }

    /** An address that goes from one place and comes to another has moved. */
    private List<AddressMove> paired() {
        Map<InetAddress, Seat> coming = new LinkedHashMap<>();
        come.forEach((address, router) -> coming.put(address.address(), new Seat(router, address)));
        List<AddressMove> moves = new ArrayList<>();
        gone.forEach((address, router) -> {
            Optional<Seat> after = Optional.ofNullable(coming.remove(address.address()));
            boolean absent = !plans.comesElsewhere(address);
            moves.add(new AddressMove(Optional.of(new Seat(router, address)), after, absent));
        });
        coming.values().forEach(seat -> moves.add(new AddressMove(Optional.empty(), Optional.of(seat), false)));
        return moves;
    }

    /** An address that stayed all the time, but is another router's now. */
    private List<AddressMove> handedOver(Set<String> activeBefore) {
        AgentPlan after = plans.current();
        Map<VirtualAddress, String> now = holders(after, Optional.empty());
        Map<String, String> successors =
                Succession.of(plans.former().engine().routers(), after.engine().routers());
        List<AddressMove> moves = new ArrayList<>();
        holders(plans.former(), Optional.of(activeBefore)).forEach((address, before) -> {
            String holder = now.get(address);
            boolean stayed = held.contains(address) && !gone.containsKey(address);
            if (stayed && holder != null && !before.equals(successors.get(holder))) {
                moves.add(new AddressMove(
                        Optional.of(new Seat(before, address)), Optional.of(new Seat(holder, address)), false));
            }
        });
        return moves;
    }

    private Map<VirtualAddress, String> holders(AgentPlan plan, Optional<Set<String>> active) {
        Map<VirtualAddress, String> holders = new LinkedHashMap<>();
        Set<String> known = new HashSet<>(active.orElseGet(() -> plans.active(plan)));
        for (RouterPlan router : plan.routers().values()) {
            if (known.contains(router.name())) {
                router.addresses().forEach(address -> holders.putIfAbsent(address, router.name()));
            }
        }
        return holders;
    }
}
