package holdfast.agent.loop;

import holdfast.agent.loop.AddressMove.Seat;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.AddressFamily;
import holdfast.track.notify.NotifyScripts;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Effect;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plan in force and, while a reload is carried out, the one before it: routers that the reload removes still have to say goodbye and
 * give their addresses back.
 */
final class Plans {
    private final Predicate<String> active;
    private AgentPlan current;
    private Optional<AgentPlan> former = Optional.empty();
    private Map<InetAddress, List<Seat>> seats = Map.of(); // of the current plan; only while a reload is carried out

    /**
     * With a first plan.
     *
     * @param active whether the virtual router of a name is active now
     */
    Plans(AgentPlan first, Predicate<String> active) {
        this.current = first;
        this.active = active;
    }

    AgentPlan current() {
        return current;
    }

    /** A reload begins. */
    void replaceBy(AgentPlan next) {
        former = Optional.of(current);
        current = next;
        seats = new HashMap<>();
        for (RouterPlan router : next.routers().values()) {
            for (VirtualAddress address : router.addresses()) {
                seats.computeIfAbsent(address.address(), _ -> new ArrayList<>(1))
                        .add(new Seat(router.name(), address));
            }
        }
    }

    /** The reload has been carried out. */
    void forgetFormer() {
        former = Optional.empty();
        seats = Map.of();
    }

    /** The plan that the reload under way replaces. */
    AgentPlan former() {
        return former.orElseThrow();
    }

    /** The routers of a plan that are active now. */
    Set<String> active(AgentPlan plan) {
        return plan.routers().keySet().stream().filter(active).collect(Collectors.toSet());
    }

    /** A router as it is configured now, or was before the reload that removes it. */
    Optional<RouterPlan> router(String name) {
        Optional<RouterPlan> now = current.router(name);
        return now.isPresent() ? now : formerRouter(name);
    }

    /** The same of a router that there is, or was; asked with each advert. */
    RouterPlan known(String name) {
        RouterPlan now = current.routers().get(name);
        return now != null ? now : formerRouter(name).orElseThrow();
    }

    /** A router as it was before the reload under way. */
    Optional<RouterPlan> formerRouter(String name) {
        return former.flatMap(plan -> plan.router(name));
    }

    /**
     * Every address a router of this name has or had: what it must not hold any more once it is not active. An address that a reload has
     * given to a router that is active stays where it is.
     */
    List<VirtualAddress> addressesToRelease(String name) {
        Set<VirtualAddress> all = new LinkedHashSet<>();
        current.router(name).ifPresent(router -> all.addAll(router.addresses()));
        formerRouter(name)
                .ifPresent(router -> router.addresses().stream()
                        .filter(address -> !isInUse(address))
                        .forEach(all::add));
        return List.copyOf(all);
    }

    /**
     * What a router that stays active in a reload gives up: what it had and no active router has from now on.
     *
     * @param name what it is called now
     * @param formerName what it was called
     */
    List<VirtualAddress> addressesToShed(String name, String formerName) {
        Set<VirtualAddress> stay = current.router(name)
                .map(router -> new HashSet<>(router.addresses()))
                .orElseGet(HashSet::new);
        return formerRouter(formerName).map(RouterPlan::addresses).orElse(List.of()).stream()
                .filter(address -> !stay.contains(address) && !isInUse(address))
                .toList();
    }

    /**
     * Whether an address that is given up in a reload may go only after the new ones have come, for it comes back in another place: on
     * another interface, or in IPv4 with another prefix. In IPv6 an interface has an address only once.
     */
    boolean comesElsewhere(VirtualAddress going) {
        return activeSeats(going.address())
                .anyMatch(coming -> going.family() == AddressFamily.IPV4
                        || !coming.interfaceName().equals(going.interfaceName()));
    }

    /** Whether an active router has it from now on. */
    private boolean isInUse(VirtualAddress address) {
        return activeSeats(address.address()).anyMatch(address::equals);
    }

    /** Where active routers have an address from now on. */
    private Stream<VirtualAddress> activeSeats(InetAddress address) {
        return seats.getOrDefault(address, List.of()).stream()
                .filter(seat -> active.test(seat.router()))
                .map(Seat::address);
    }

    /**
     * Where an advert leaves: a router that moves to another interface in a reload says goodbye on the one it was on.
     *
     * @param name the router
     * @param interfaceName the interface the engine means
     */
    String sendingDevice(String name, String interfaceName) {
        RouterPlan now = current.routers().get(name);
        if (now != null && now.interfaceName().equals(interfaceName)) {
            return now.sendingDevice();
        }
        return formerRouter(name)
                .filter(router -> router.interfaceName().equals(interfaceName))
                .map(RouterPlan::sendingDevice)
                .orElse(interfaceName);
    }

    /** The scripts of an instance or group, also of one that the reload removes. */
    NotifyScripts notifyScripts(Effect.Subject subject) {
        NotifyScripts now = current.notifyScripts(subject);
        boolean removed = !known(current, subject) && former.isPresent();
        return removed ? former.get().notifyScripts(subject) : now;
    }

    /** Whether there is mail about a change of an instance or group, also of one that the reload removes. */
    boolean isMailed(Effect.NotifyTransition transition) {
        boolean fault = switch (transition.state()) {
            case FAULT, DELETED -> true;
            case MASTER, BACKUP, STOP -> false;
        };
        Effect.Subject subject = transition.subject();
        boolean removed = !known(current, subject) && former.isPresent();
        return (!fault || current.alerts().faults())
                && (removed ? former.get() : current).alerts().subjects().contains(subject);
    }

    /** Every address that any router of a plan moves; a new set. */
    static Set<InetAddress> virtualAddresses(AgentPlan plan) {
        return plan.routers().values().stream()
                .flatMap(router -> router.addresses().stream())
                .map(VirtualAddress::address)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean known(AgentPlan plan, Effect.Subject subject) {
        return switch (subject.kind()) {
            case INSTANCE -> plan.routers().containsKey(subject.name());
            case GROUP ->
                plan.engine().syncGroups().stream()
                        .anyMatch(group -> group.name().equals(subject.name()));
        };
    }
}
