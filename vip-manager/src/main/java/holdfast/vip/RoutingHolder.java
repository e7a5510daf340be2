package holdfast.vip;

import holdfast.linux.Errno;
import holdfast.linux.KernelRoute;
import holdfast.linux.KernelRule;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteEvent;
import holdfast.linux.RouteRequest;
import holdfast.linux.RoutingRemoval;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts routes and rules into the kernel, takes them out, and finds out which may have gone without being asked.
 *
 * <p>The kernel is never asked what there is: on a machine with a full routing table that takes seconds. To add what is there changes nothing, and to remove
 * names the protocol, so that what others made stays. Several routers may hold the same; it goes with the last of them.
 */
public final class RoutingHolder {
    private static final NetlinkOutcome NO_INTERFACE =
            new NetlinkOutcome.Refused(Errno.ENODEV, Optional.of("there is no such interface or VRF"));

    private final RouteKernel kernel;
    private final InterfaceDirectory interfaces;
    private final Map<RoutingEntry, Holding> held = new LinkedHashMap<>();
    private final Map<Integer, Boolean> running = new HashMap<>();
    private final Doubts doubts = new Doubts();

    /** Who holds it, and how it is taken away: an interface may be called otherwise by then. */
    private record Holding(RouteRequest removal, Set<String> holders) {}

    /** What the kernel's news makes doubtful. */
    private static final class Doubts {
        private final Set<RouteEvent> removed = new HashSet<>();
        private final Set<Integer> indices = new HashSet<>();
        private final Set<InetAddress> addresses = new HashSet<>();
        private boolean all;

        private boolean isEmpty() {
            return removed.isEmpty() && indices.isEmpty() && addresses.isEmpty() && !all;
        }

        private void clear() {
            removed.clear();
            indices.clear();
            addresses.clear();
            all = false;
        }
    }

    /**
     * Starts with nothing held.
     *
     * @param kernel where changes are made
     * @param interfaces finds interfaces by name
     */
    public RoutingHolder(RouteKernel kernel, InterfaceDirectory interfaces) {
        this.kernel = kernel;
        this.interfaces = interfaces;
    }

    /** Whether this holder has it. */
    public boolean holds(String holder, RoutingEntry entry) {
        Holding holding = held.get(entry);
        return holding != null && holding.holders.contains(holder);
    }

    /** Whether anybody here has it. */
    public boolean holds(RoutingEntry entry) {
        return held.containsKey(entry);
    }

    /** What a holder has, in the order it came. */
    public List<RoutingEntry> heldBy(String holder) {
        return held.entrySet().stream()
                .filter(entry -> entry.getValue().holders.contains(holder))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Everybody who has something. */
    public Set<String> holders() {
        Set<String> all = new LinkedHashSet<>();
        held.values().forEach(holding -> all.addAll(holding.holders));
        return all;
    }

    /**
     * Puts routes and rules into the kernel. One that is there already counts as success, and is used for as long as the lease from now on. One that is
     * refused is not held any more.
     *
     * @param holder for whom
     * @param entries which, in this order
     * @param lease how long without renewal, where the kernel can be told
     * @return one outcome an entry, in the same order
     */
    public List<RoutingOutcome> acquire(String holder, List<RoutingEntry> entries, Lease lease) {
        List<Optional<RouteRequest>> additions =
                entries.stream().map(entry -> entry.addition(interfaces, lease)).toList();
        List<NetlinkOutcome> answers = perform(additions);
        List<RoutingOutcome> outcomes = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            RoutingEntry entry = entries.get(i);
            NetlinkOutcome answer = answers.get(i);
            boolean present = isRefusedWith(answer, Errno.EEXIST);
            if (present && entry.yieldsToOthers() && !held.containsKey(entry)) {
                answer = again(entry, additions.get(i).orElseThrow());
                present = answer.done();
            }
            if (answer.done() || present) {
                hold(holder, entry);
                outcomes.add(present ? new RoutingOutcome.Unchanged(entry) : new RoutingOutcome.Done(entry));
            } else {
                held.remove(entry); // it may have been there, and is not any more
                outcomes.add(new RoutingOutcome.Refused(entry, words(answer)));
            }
        }
        return outcomes;
    }

    /** Something is in the way that may be of our own making, from before a crash. Then it can be taken away, for it has our protocol. */
    private NetlinkOutcome again(RoutingEntry entry, RouteRequest addition) {
        NetlinkOutcome removed = perform(List.of(entry.removal(interfaces))).getFirst();
        return removed.done()
                ? perform(List.of(Optional.of(addition))).getFirst()
                : new NetlinkOutcome.Refused(Errno.EEXIST, Optional.of("another one to the same place is there"));
    }

    private void hold(String holder, RoutingEntry entry) {
        Optional<RouteRequest> removal = entry.removal(interfaces);
        if (removal.isPresent()) {
            Holding before = held.get(entry);
            Set<String> holders = before == null ? new LinkedHashSet<>() : before.holders;
            holders.add(holder);
            held.put(entry, new Holding(removal.get(), holders));
        }
    }

    /**
     * Takes away what a holder has and nobody else wants. What is gone already counts as success.
     *
     * @param holder whose
     * @param entries which; those it does not have are passed over
     * @return one outcome an entry that was held, in the order of the removal: rules before the routes that they lead to
     */
    public List<RoutingOutcome> release(String holder, Collection<RoutingEntry> entries) {
        List<RoutingEntry> going = new ArrayList<>();
        List<Optional<RouteRequest>> requests = new ArrayList<>();
        List<RoutingOutcome> outcomes = new ArrayList<>();
        for (RoutingEntry entry : rulesFirst(entries)) {
            Holding holding = held.get(entry);
            if (holding == null || !holding.holders.remove(holder)) {
                continue;
            }
            if (holding.holders.isEmpty()) {
                held.remove(entry);
                going.add(entry);
                requests.add(Optional.of(holding.removal));
            } else {
                outcomes.add(new RoutingOutcome.Unchanged(entry));
            }
        }
        List<NetlinkOutcome> answers = perform(requests);
        for (int i = 0; i < going.size(); i++) {
            outcomes.add(removed(going.get(i), answers.get(i)));
        }
        return outcomes;
    }

    private static RoutingOutcome removed(RoutingEntry entry, NetlinkOutcome answer) {
        if (answer.done()) {
            return new RoutingOutcome.Done(entry);
        }
        return isAbsent(answer)
                ? new RoutingOutcome.Unchanged(entry)
                : new RoutingOutcome.Refused(entry, words(answer));
    }

    private static List<RoutingEntry> rulesFirst(Collection<RoutingEntry> entries) {
        List<RoutingEntry> ordered = new ArrayList<>();
        entries.stream().filter(VirtualRule.class::isInstance).forEach(ordered::add);
        entries.stream().filter(VirtualRoute.class::isInstance).forEach(ordered::add);
        return ordered;
    }

    /** From a router to the one that goes on in its place. */
    public void rename(String former, String now) {
        for (Holding holding : held.values()) {
            if (holding.holders.remove(former)) {
                holding.holders.add(now);
            }
        }
    }

    /** Those that the kernel uses only as long as they are renewed. */
    public static List<RoutingEntry> leased(List<RoutingEntry> entries, Lease lease) {
        return entries.stream().filter(entry -> entry.isLeased(lease)).toList();
    }

    /**
     * Removes what a crash has left behind: what has the protocol of ours and nobody here holds.
     *
     * @param configured of routers about to begin as backup
     * @return those that were there, with what became of them
     */
    public List<RoutingOutcome> sweep(Collection<RoutingEntry> configured) {
        List<RoutingEntry> suspects = rulesFirst(configured).stream()
                .filter(entry -> entry.isOfOwnProtocol() && !held.containsKey(entry))
                .toList();
        List<NetlinkOutcome> answers = perform(
                suspects.stream().map(entry -> entry.removal(interfaces)).toList());
        List<RoutingOutcome> found = new ArrayList<>();
        for (int i = 0; i < suspects.size(); i++) {
            if (!isAbsent(answers.get(i))) {
                found.add(removed(suspects.get(i), answers.get(i)));
            }
        }
        return found;
    }

    /** Removes what another process has written down; whether it was there. */
    public boolean remove(RoutingRemoval removal) {
        return ask(List.of(new RouteRequest.Removal(removal))).getFirst().done();
    }

    /**
     * Takes note of a change reported by the kernel; {@link #doubtful} then says what it may mean.
     *
     * @return whether an interface has come up, so that what was refused may be possible now
     */
    public boolean on(RouteEvent event) {
        boolean cameUp = false;
        switch (event) {
            case RouteEvent.RouteRemoved _, RouteEvent.RuleRemoved _ -> doubts.removed.add(event);
            case RouteEvent.LinkPresent(var link) -> {
                Boolean before = running.put(link.index(), link.up());
                cameUp = link.up() && !Boolean.TRUE.equals(before);
                if (cameUp) {
                    doubts.indices.add(link.index());
                }
            }
            case RouteEvent.LinkRemoved(int index, String _) -> running.remove(index);
            case RouteEvent.AddressRemoved(var address) -> {
                // the last address of an interface takes all its IPv4 routes with it (net/ipv4/fib_frontend.c)
                doubts.indices.add(address.interfaceIndex());
                doubts.addresses.add(address.address());
            }
            case RouteEvent.Overrun _ -> doubts.all = true;
            case RouteEvent.AddressPresent _ -> {
                // nothing is lost by appearing
            }
        }
        return cameUp;
    }

    /** What is held and may have gone, by the news since the last call. To acquire it again puts back what has. */
    public Set<RoutingEntry> doubtful() {
        if (doubts.isEmpty()) {
            return Set.of();
        }
        Set<RoutingEntry> found = new LinkedHashSet<>();
        held.forEach((entry, holding) -> {
            if (isDoubtful(entry, holding.removal)) {
                found.add(entry);
            }
        });
        doubts.clear();
        return found;
    }

    private boolean isDoubtful(RoutingEntry entry, RouteRequest removal) {
        boolean removed = switch (removal) {
            case RouteRequest.DeleteRoute(KernelRoute route) ->
                doubts.removed.contains(new RouteEvent.RouteRemoved(route.destination(), route.table()));
            case RouteRequest.DeleteRule(KernelRule rule) ->
                doubts.removed.contains(new RouteEvent.RuleRemoved(rule.family(), rule.priority()));
            default -> false;
        };
        return doubts.all || (removed && entry.isTracked()) || isMovedFrom(entry);
    }

    private boolean isMovedFrom(RoutingEntry entry) {
        if (entry instanceof VirtualRule || (doubts.indices.isEmpty() && doubts.addresses.isEmpty())) {
            return false;
        }
        Set<String> names = entry.interfaceNames();
        return names.isEmpty()
                || doubts.addresses.stream().anyMatch(entry::dependsOn)
                || names.stream()
                        .anyMatch(name -> interfaces
                                .named(name)
                                .filter(link -> doubts.indices.contains(link.index()))
                                .isPresent());
    }

    private List<NetlinkOutcome> perform(List<Optional<RouteRequest>> wanted) {
        List<RouteRequest> requests = wanted.stream().flatMap(Optional::stream).toList();
        List<NetlinkOutcome> answers = requests.isEmpty() ? List.of() : ask(requests);
        List<NetlinkOutcome> all = new ArrayList<>(wanted.size());
        int next = 0;
        for (Optional<RouteRequest> request : wanted) {
            all.add(request.isPresent() ? answers.get(next++) : NO_INTERFACE);
        }
        return all;
    }

    private List<NetlinkOutcome> ask(List<RouteRequest> requests) {
        try {
            return kernel.perform(requests);
        } catch (LinuxException e) {
            NetlinkOutcome refusal =
                    new NetlinkOutcome.Refused(e.errno(), Optional.of(e.operation() + " " + e.object()));
            return requests.stream().map(_ -> refusal).toList();
        }
    }

    private static boolean isRefusedWith(NetlinkOutcome answer, Errno errno) {
        return answer instanceof NetlinkOutcome.Refused(Errno why, Optional<String> _) && why.equals(errno);
    }

    /** ESRCH of routes, ENOENT of rules and unknown tables; without its interface neither is there. */
    private static boolean isAbsent(NetlinkOutcome answer) {
        return isRefusedWith(answer, Errno.ESRCH)
                || isRefusedWith(answer, Errno.ENOENT)
                || isRefusedWith(answer, Errno.ENODEV);
    }

    private static String words(NetlinkOutcome answer) {
        return answer instanceof NetlinkOutcome.Refused no ? no.toString() : "no answer from the kernel";
    }
}
