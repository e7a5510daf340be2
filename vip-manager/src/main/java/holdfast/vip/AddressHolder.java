package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteEvent;
import holdfast.linux.RouteRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts virtual addresses on interfaces, keeps their lease, takes them away, and notices when they went without being asked.
 *
 * <p>It knows what this process holds. Time is an argument, monotonic nanoseconds. A failure of the netlink socket itself is
 * reported as a refusal of every address concerned: the engine deals with both alike.
 */
public final class AddressHolder {
    private final RouteKernel kernel;
    private final InterfaceDirectory interfaces;
    private final AddressChanges changes;
    private final Map<VirtualAddress, Holding> held = new LinkedHashMap<>();
    private final Set<Place> places = new HashSet<>();
    private boolean suspicious;

    /** What makes two addresses the same one to the kernel. */
    private record Place(int interfaceIndex, int prefixLength, InetAddress address) {
        static Place of(KernelAddress address) {
            return new Place(address.interfaceIndex(), address.prefixLength(), address.address());
        }
    }

    /**
     * Starts with nothing held.
     *
     * @param kernel where changes are made
     * @param interfaces finds interfaces by name
     */
    public AddressHolder(RouteKernel kernel, InterfaceDirectory interfaces) {
        this.kernel = kernel;
        this.interfaces = interfaces;
        this.changes = new AddressChanges(kernel, interfaces);
    }

    /** The addresses held, in the order they were acquired: a view that changes with them and cannot be changed. */
    public Set<VirtualAddress> held() {
        return Collections.unmodifiableSet(held.keySet());
    }

    /** Whether this very address is held. */
    public boolean holds(VirtualAddress address) {
        return held.containsKey(address);
    }

    /** What is left of the lease of a held address; empty when it does not end, or is not held. */
    public Optional<Duration> leaseLeft(VirtualAddress address, long now) {
        return Optional.ofNullable(held.get(address)).flatMap(holding -> holding.left(now));
    }

    /** Whether an address is held on whatever interface and with whatever prefix. */
    public boolean holdsAddress(InetAddress address) {
        for (VirtualAddress one : held.keySet()) {
            if (one.address().equals(address)) {
                return true;
            }
        }
        return false;
    }

    /** Those of the wanted addresses that are not held, in the same order. */
    public List<VirtualAddress> missing(List<VirtualAddress> wanted) {
        return wanted.stream().filter(address -> !holds(address)).toList();
    }

    /**
     * Puts addresses on their interfaces. One that is there already counts as success and gets the lease as well.
     *
     * @param addresses which, in this order
     * @param lease how long without renewal
     * @param now monotonic nanoseconds
     * @return one outcome an address, in the same order
     */
    public List<AddressOutcome> acquire(List<VirtualAddress> addresses, Lease lease, long now) {
        Function<VirtualAddress, Optional<KernelAddress>> leased = address -> changes.byName(address, lease);
        List<AddressOutcome> outcomes =
                changes.change(addresses, leased, RouteRequest.AddAddress::new, AddressOutcome.Added::new);
        List<VirtualAddress> present = outcomes.stream()
                .filter(outcome -> AddressChanges.isRefusedWith(outcome, Errno.EEXIST))
                .map(AddressOutcome::address)
                .toList();
        if (!present.isEmpty()) {
            Map<VirtualAddress, AddressOutcome> adopted = new HashMap<>();
            changes.change(present, leased, RouteRequest.ReplaceAddress::new, AddressOutcome.AlreadyThere::new)
                    .forEach(outcome -> adopted.put(outcome.address(), outcome));
            outcomes.replaceAll(outcome -> adopted.getOrDefault(outcome.address(), outcome));
        }
        holdSucceeded(outcomes, leased, lease, now);
        return outcomes;
    }

    private void holdSucceeded(
            List<AddressOutcome> outcomes,
            Function<VirtualAddress, Optional<KernelAddress>> inKernel,
            Lease lease,
            long now) {
        places.clear();
        for (AddressOutcome outcome : outcomes) {
            if (outcome.succeeded()) {
                VirtualAddress address = outcome.address();
                inKernel.apply(address).ifPresent(asked -> held.put(address, new Holding(asked, lease, now)));
            }
        }
    }

    /**
     * Takes addresses off their interfaces, whether held or not. One that is not there counts as success. None of them is held
     * any more, not even one the kernel did not want to remove. A held one is taken off the interface it was put on, whatever
     * that is called by now.
     *
     * <p>Who had a held one before us, by this machine's ARP or neighbour cache, is forgotten. A machine that routes sends on what still comes in
     * for an address it gave up; as long as nobody has taken that address over, the one it remembers would send it back, and so on until the
     * time to live is over and the client gets an ICMP error, which ends a connection that is being made (tcp(7), EHOSTUNREACH). Not
     * remembering, the kernel asks, keeps the packets meanwhile, and the successor gets them with its first announcement.
     *
     * @param now monotonic nanoseconds
     * @return one outcome an address, in the same order
     */
    public List<AddressOutcome> release(List<VirtualAddress> addresses, long now) {
        forgetPredecessors(addresses);
        List<AddressOutcome> outcomes = changes.change(
                addresses, this::heldOrByName, RouteRequest.DeleteAddress::new, AddressOutcome.Removed::new);
        addresses.forEach(held::remove);
        places.clear();
        outcomes.replaceAll(
                outcome -> AddressChanges.isAbsent(outcome) ? new AddressOutcome.Removed(outcome.address()) : outcome);
        restoreSubnetNeighbours(addresses, now);
        return outcomes;
    }

    /**
     * Before the addresses go: from then on the kernel would use what it remembers. Without an address of its own a virtual MAC interface is
     * not the way any more; the one below it is. That nothing is remembered is the usual answer.
     */
    private void forgetPredecessors(List<VirtualAddress> addresses) {
        List<RouteRequest> forget = new ArrayList<>(addresses.size());
        for (VirtualAddress address : addresses) {
            Holding holding = held.get(address);
            if (holding != null) {
                forget.add(new RouteRequest.DeleteNeighbour(holding.inKernel().interfaceIndex(), address.address()));
                interfaces
                        .named(address.interfaceName())
                        .filter(link -> link.kind().equals("macvlan"))
                        .ifPresent(link ->
                                forget.add(new RouteRequest.DeleteNeighbour(link.baseIndex(), address.address())));
            }
        }
        changes.perform(forget);
    }

    private Optional<KernelAddress> heldOrByName(VirtualAddress address) {
        Holding holding = held.get(address);
        return holding != null
                ? Optional.of(holding.inKernel())
                : changes.byName(address, new Lease.Unlimited()); // the lifetime says nothing in a removal
    }

    /**
     * With promote_secondaries off, Linux removes every other IPv4 address of a subnet together with the first one
     * (net/ipv4/devinet.c). Those we still hold are put back at once, for what is left of their lease.
     */
    private void restoreSubnetNeighbours(Collection<VirtualAddress> removed, long now) {
        Set<Subnet> touched = new HashSet<>();
        removed.stream().filter(a -> a.family() == AddressFamily.IPV4).forEach(a -> touched.add(Subnet.of(a)));
        List<RouteRequest> again = new ArrayList<>();
        held.forEach((address, holding) -> {
            if (touched.contains(Subnet.of(address))) {
                again.add(new RouteRequest.ReplaceAddress(holding.forRestOfLease(address, now)));
            }
        });
        // One that could not be put back is found missing by the next check.
        suspicious |= changes.perform(again).stream().anyMatch(answer -> !answer.done());
    }

    /** Whether the lease of one of these is to be renewed now, or is over. */
    public boolean isRenewalDue(List<VirtualAddress> addresses, long now) {
        for (int i = 0; i < addresses.size(); i++) {
            Holding holding = held.get(addresses.get(i));
            if (holding != null && holding.isDue(now)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the lease of one of these is over. */
    public boolean isLeaseOver(List<VirtualAddress> addresses, long now) {
        for (int i = 0; i < addresses.size(); i++) {
            Holding holding = held.get(addresses.get(i));
            if (holding != null && holding.isOver(now)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Renews the lease of held addresses, all in one go, when a good part of it is over. To be called with each advert that
     * was sent: an advert that does not leave must not renew anything.
     *
     * @param addresses which; those not held are passed over
     * @param now monotonic nanoseconds
     */
    public RenewOutcome renew(Collection<VirtualAddress> addresses, long now) {
        return renew(addresses, now, false);
    }

    /**
     * The same for the last part of a renewal in several parts, begun more than some 20 ms ago. The kernel looks for ended lifetimes at most
     * once a second: it would find the first part over, and the last part only a second after it. One address that is
     * preferred for a second less than it is valid has it look a second before the end, so that its next look comes when all
     * are over (net/ipv4/devinet.c, check_lifetime). IPv4, where nothing else comes of it.
     */
    public RenewOutcome renewLastPart(Collection<VirtualAddress> addresses, long now) {
        return renew(addresses, now, true);
    }

    private RenewOutcome renew(Collection<VirtualAddress> addresses, long now, boolean last) {
        List<VirtualAddress> due = new ArrayList<>();
        List<VirtualAddress> over = new ArrayList<>();
        for (VirtualAddress address : addresses) {
            Holding holding = held.get(address);
            if (holding != null && holding.isOver(now)) {
                over.add(address);
            } else if (holding != null && holding.isDue(now)) {
                due.add(address);
            }
        }
        if (due.isEmpty() && over.isEmpty()) {
            return RenewOutcome.NOT_DUE;
        }
        return renewDue(due, lapse(over, now), now, last);
    }

    private RenewOutcome renewDue(List<VirtualAddress> due, List<AddressLost> lost, long now, boolean last) {
        List<RouteRequest> requests = new ArrayList<>(due.size());
        for (VirtualAddress address : due) {
            boolean lookSooner = last && requests.size() == due.size() - 1;
            Holding holding = held.get(address);
            requests.add(new RouteRequest.ReplaceAddress(
                    lookSooner ? holding.preferredForLess(address) : holding.inKernel()));
        }
        List<NetlinkOutcome> answers = changes.perform(requests);
        List<AddressOutcome.Refused> refused = new ArrayList<>();
        for (int i = 0; i < due.size(); i++) {
            VirtualAddress address = due.get(i);
            if (answers.get(i).done()) {
                held.put(address, held.get(address).renewed(now));
            } else if (AddressChanges.outcome(address, answers.get(i), AddressOutcome.AlreadyThere::new)
                    instanceof AddressOutcome.Refused no) {
                refused.add(no);
            }
        }
        return new RenewOutcome(due.size() - refused.size(), lost, refused);
    }

    /** A lease that ran out is not renewed: another router may have the address. What the kernel still has is removed. */
    private List<AddressLost> lapse(List<VirtualAddress> over, long now) {
        if (!over.isEmpty()) {
            release(over, now);
        }
        return over.stream()
                .map(address -> new AddressLost(address, AddressLost.Cause.LAPSED))
                .toList();
    }

    /**
     * Follows a changed configuration of a router that is Active: what is in both lists stays untouched, what is gone is
     * released, what is new or was not held is acquired, and what stays gets the new lease if it is another.
     *
     * @param before the router's addresses so far
     * @param after its addresses from now on
     * @param lease their lease from now on
     * @param now monotonic nanoseconds
     * @return the outcomes for what was released and acquired
     */
    public List<AddressOutcome> reconcile(
            List<VirtualAddress> before, List<VirtualAddress> after, Lease lease, long now) {
        Set<VirtualAddress> wanted = new HashSet<>(after);
        List<AddressOutcome> outcomes = release(
                before.stream().filter(address -> !wanted.contains(address)).toList(), now);
        changeLease(after, lease, now);
        outcomes.addAll(acquire(missing(after), lease, now));
        return outcomes;
    }

    private void changeLease(List<VirtualAddress> addresses, Lease lease, long now) {
        List<VirtualAddress> changed = addresses.stream()
                .filter(held::containsKey)
                .filter(address -> !held.get(address).lease().equals(lease))
                .toList();
        Function<VirtualAddress, Optional<KernelAddress>> leased =
                address -> Optional.of(held.get(address).inKernel().withLifetime(address.lifetime(lease)));
        List<AddressOutcome> outcomes =
                changes.change(changed, leased, RouteRequest.ReplaceAddress::new, AddressOutcome.AlreadyThere::new);
        holdSucceeded(outcomes, leased, lease, now);
    }

    /**
     * Removes virtual addresses that are on their interface without end though we do not hold them: left by a crash, or put
     * there by hand. One with a lifetime is leased to an agent that lives, or was killed a moment ago: it is kept alive or ends
     * by itself. To be called before a router starts as Backup.
     *
     * @param configured every virtual address of the router
     * @param now monotonic nanoseconds
     * @return those that were found, with what became of them
     * @throws LinuxException when the kernel does not say which addresses there are
     */
    public List<AddressOutcome> sweep(Collection<VirtualAddress> configured, long now) throws LinuxException {
        List<KernelAddress> present = kernel.addresses();
        List<VirtualAddress> leftOver = new ArrayList<>();
        for (VirtualAddress address : configured) {
            Optional<InterfaceInfo> link = interfaces.named(address.interfaceName());
            if (link.isPresent() && !held.containsKey(address)) {
                present.stream()
                        .filter(found -> found.interfaceIndex() == link.get().index())
                        .filter(found -> found.address().equals(address.address()))
                        .filter(found -> !found.lifetime().isFinite())
                        .forEach(found -> leftOver.add(address.asFound(found)));
            }
        }
        return release(leftOver, now);
    }

    /** Made again when it is asked for after a change: thousands of removals are reported at once. */
    private Set<Place> places() {
        if (places.isEmpty()) {
            held.values().forEach(holding -> places.add(Place.of(holding.inKernel())));
        }
        return places;
    }

    /** Takes note of a change reported by the kernel; {@link #lost} then says what it means. */
    public void on(RouteEvent event) {
        if (suspicious) {
            return;
        }
        suspicious = switch (event) {
            case RouteEvent.AddressRemoved(KernelAddress gone) -> places().contains(Place.of(gone));
            case RouteEvent.LinkRemoved(int index, String _) ->
                held.values().stream().anyMatch(holding -> holding.inKernel().interfaceIndex() == index);
            case RouteEvent.Overrun _ -> !held.isEmpty();
            case RouteEvent.AddressPresent _, RouteEvent.LinkPresent _ -> false; // nothing is lost by appearing
            case RouteEvent.RouteRemoved _, RouteEvent.RuleRemoved _ -> false;
        };
    }

    /**
     * The held addresses that have gone, once each; they are not held any more. Asks the kernel only when an event gave cause,
     * for an event may be old news: of our own removal before an address was acquired again.
     *
     * @param now monotonic nanoseconds
     * @throws LinuxException when the kernel does not say which addresses there are; the next call asks again
     */
    public List<AddressLost> lost(long now) throws LinuxException {
        if (!suspicious) {
            return List.of();
        }
        Set<Place> present = new HashSet<>();
        kernel.addresses().forEach(address -> present.add(Place.of(address)));
        suspicious = false;
        List<AddressLost> lost = new ArrayList<>();
        held.forEach((address, holding) -> {
            if (!present.contains(Place.of(holding.inKernel()))) {
                lost.add(new AddressLost(
                        address, holding.isOver(now) ? AddressLost.Cause.LAPSED : AddressLost.Cause.REMOVED));
            }
        });
        lost.forEach(gone -> held.remove(gone.address()));
        places.clear();
        return lost;
    }
}
