package holdfast.agent.loop;

import holdfast.agent.events.RoutingChange;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.RouteEvent;
import holdfast.linux.RoutingRemoval;
import holdfast.vip.InterfaceDirectory;
import holdfast.vip.Lease;
import holdfast.vip.RouteKernel;
import holdfast.vip.RoutingEntry;
import holdfast.vip.RoutingHolder;
import holdfast.vip.RoutingOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes and rules of routers that are active: they come after the addresses, a slice at a time, and go before them. What somebody else removes, or
 * the kernel with an interface, is put back, and the router stays what it is.
 */
final class RoutingTables {
    /** Who holds what stays whatever routers do; no instance can be called so. */
    static final String MACHINE = "";

    private static final Logger LOG = LoggerFactory.getLogger("holdfast.vrrp");
    private static final String AGAIN = "; it is tried again every 5 s";
    private static final long MISSING_LOOK_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long FIGHT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int RENEWALS_A_LEASE = 4;

    private final RoutingHolder holder;
    private final InterfaceDirectory interfaces;
    private final Chronicle chronicle;
    private final Deque<Task> tasks = new ArrayDeque<>();
    private final Map<String, Long> renewed = new HashMap<>();
    private final Map<String, Long> looked = new HashMap<>();
    private final Map<RoutingEntry, Long> putBackAt = new HashMap<>();
    private final Set<RoutingEntry> fought = new HashSet<>();

    /** What a slice is for. */
    private enum Purpose {
        /** A router has become active, or has others from now on. */
        COME,
        /** They may be missing. */
        PUT_BACK,
        /** What the kernel uses for a limited time only. */
        RENEW
    }

    /** What is left to do for a router. */
    private record Task(String router, Purpose purpose, List<RoutingEntry> entries, Lease lease) {}

    RoutingTables(RouteKernel kernel, InterfaceDirectory interfaces, Chronicle chronicle) {
        this.holder = new RoutingHolder(kernel, interfaces);
        this.interfaces = interfaces;
        this.chronicle = chronicle;
    }

    /** Whether there is more to do, as soon as nothing more urgent is. */
    boolean isUnderWay() {
        return !tasks.isEmpty();
    }

    /** Whether a router has it. */
    boolean holds(String router, RoutingEntry entry) {
        return holder.holds(router, entry);
    }

    /** A router is active and has its addresses, or its configuration has changed: what is there already stays as it is. */
    void come(RouterPlan router, long now) {
        come(router.name(), router.routing(), router.lease());
        renewed.put(router.name(), now);
        looked.put(router.name(), now);
    }

    /** The same for anybody. */
    void come(String holderName, List<RoutingEntry> entries, Lease lease) {
        forget(holderName);
        if (!entries.isEmpty()) {
            tasks.add(new Task(holderName, Purpose.COME, entries, lease));
        }
    }

    private void forget(String router) {
        tasks.removeIf(task -> task.router.equals(router));
    }

    /** A router is not active any more. */
    void release(String router) {
        forget(router);
        renewed.remove(router);
        looked.remove(router);
        take(router, holder.heldBy(router));
    }

    /**
     * First half of a reload of an active router: what it no longer has goes.
     *
     * @param router as it is from now on
     * @param formerName what it was called
     */
    void shed(RouterPlan router, String formerName) {
        forget(formerName);
        holder.rename(formerName, router.name());
        keepOnly(router.name(), router.routing());
    }

    /** What a holder has beside these goes. */
    void keepOnly(String holderName, List<RoutingEntry> entries) {
        Set<RoutingEntry> stay = Set.copyOf(entries);
        take(
                holderName,
                holder.heldBy(holderName).stream()
                        .filter(entry -> !stay.contains(entry))
                        .toList());
    }

    private void take(String router, List<RoutingEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        putBackAt.keySet().removeAll(Set.copyOf(entries));
        fought.removeAll(Set.copyOf(entries));
        List<RoutingEntry> gone = new ArrayList<>();
        for (RoutingOutcome outcome : holder.release(router, entries)) {
            switch (outcome) {
                case RoutingOutcome.Done(RoutingEntry entry) -> gone.add(entry);
                case RoutingOutcome.Unchanged _ -> {
                    // gone already, or another router's too
                }
                case RoutingOutcome.Refused(RoutingEntry entry, String reason) ->
                    LOG.error("({}) cannot remove {}: {}", router, entry, reason);
            }
        }
        chronicle.routing(router, RoutingChange.REMOVED, gone, "");
    }

    /** An advert has left: what ends without renewal is renewed in good time, and what is missing is looked after now and then. */
    void renew(RouterPlan router, long now) {
        if (router.routing().isEmpty()) {
            return;
        }
        if (router.lease() instanceof Lease.Limited(Duration validity)
                && now - renewed.getOrDefault(router.name(), 0L) >= validity.toNanos() / RENEWALS_A_LEASE) {
            renewed.put(router.name(), now);
            queue(router.name(), Purpose.RENEW, RoutingHolder.leased(held(router), router.lease()), router.lease());
        }
        if (now - looked.getOrDefault(router.name(), 0L) >= MISSING_LOOK_NANOS) {
            looked.put(router.name(), now);
            look(router.name(), router.routing(), router.lease());
        }
    }

    /**
     * What active routers miss is tried again at once.
     *
     * @param routers those that may be active
     */
    void lookNow(Collection<RouterPlan> routers, long now) {
        for (RouterPlan router : routers) {
            if (looked.replace(router.name(), now) != null) {
                look(router.name(), router.routing(), router.lease());
            }
        }
    }

    /** What of these could not be added, or put back, is tried again. */
    void look(String holderName, List<RoutingEntry> entries, Lease lease) {
        queue(
                holderName,
                Purpose.PUT_BACK,
                entries.stream()
                        .filter(entry -> !holder.holds(holderName, entry) || fought.remove(entry))
                        .toList(),
                lease);
    }

    private List<RoutingEntry> held(RouterPlan router) {
        return router.routing().stream()
                .filter(entry -> holder.holds(router.name(), entry))
                .toList();
    }

    private void queue(String holderName, Purpose purpose, List<RoutingEntry> entries, Lease lease) {
        Set<RoutingEntry> pending = new HashSet<>();
        tasks.stream().filter(task -> task.router.equals(holderName)).forEach(task -> pending.addAll(task.entries));
        List<RoutingEntry> others =
                entries.stream().filter(entry -> !pending.contains(entry)).toList();
        if (!others.isEmpty()) {
            tasks.add(new Task(holderName, purpose, others, lease));
        }
    }

    /**
     * Takes note of what the kernel says; {@link #putBack} acts on it.
     *
     * @return whether an interface has come up, so that {@link #lookNow} may find something to add
     */
    boolean on(RouteEvent event) {
        return holder.on(event);
    }

    /**
     * Looks after what may have gone.
     *
     * @param routers those that may be active; what they do not hold is not looked at
     */
    void putBack(Collection<RouterPlan> routers) {
        Set<RoutingEntry> doubtful = holder.doubtful();
        if (doubtful.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        for (RoutingEntry entry : Set.copyOf(doubtful)) {
            Long before = putBackAt.get(entry);
            if (before != null && now - before < FIGHT_NANOS) {
                fought.add(entry); // who removes it at once each time is not to keep the loop busy
                doubtful.remove(entry);
            }
        }
        Map<String, Lease> leases = new LinkedHashMap<>();
        leases.put(MACHINE, new Lease.Unlimited());
        routers.forEach(router -> leases.put(router.name(), router.lease()));
        leases.forEach((name, lease) -> {
            List<RoutingEntry> own =
                    doubtful.stream().filter(entry -> holder.holds(name, entry)).toList();
            if (!own.isEmpty()) {
                tasks.add(new Task(name, Purpose.PUT_BACK, own, lease));
            }
        });
    }

    /** One more slice, of whoever has waited longest. */
    void goOn() {
        Task task = tasks.poll();
        if (task == null) {
            return;
        }
        int size = Math.min(Acquisitions.SLICE, task.entries.size());
        if (size < task.entries.size()) {
            tasks.add(new Task(task.router, task.purpose, task.entries.subList(size, task.entries.size()), task.lease));
        }
        tell(task, holder.acquire(task.router, task.entries.subList(0, size), task.lease));
    }

    private void tell(Task task, List<RoutingOutcome> outcomes) {
        List<RoutingEntry> made = new ArrayList<>();
        List<RoutingOutcome.Refused> refused = new ArrayList<>();
        for (RoutingOutcome outcome : outcomes) {
            switch (outcome) {
                case RoutingOutcome.Done(RoutingEntry entry) -> made.add(entry);
                case RoutingOutcome.Unchanged _ -> {
                    // as it was
                }
                case RoutingOutcome.Refused no -> refused.add(no);
            }
        }
        String whose = whose(task.router);
        switch (task.purpose) {
            case COME -> {
                refused.forEach(no -> LOG.error("{} cannot add {}: {}{}", whose, no.entry(), no.reason(), AGAIN));
                chronicle.routing(task.router, RoutingChange.ADDED, made, "");
            }
            case PUT_BACK, RENEW -> {
                made.forEach(entry -> {
                    putBackAt.put(entry, System.nanoTime());
                    LOG.warn("{} {} was gone and has been put back", whose, entry);
                });
                chronicle.routing(task.router, RoutingChange.PUT_BACK, made, "");
                refused.forEach(no -> LOG.debug("{} cannot add {}: {}", whose, no.entry(), no.reason()));
            }
        }
        if (!refused.isEmpty() && task.purpose == Purpose.COME) {
            chronicle.routing(
                    task.router,
                    RoutingChange.REFUSED,
                    refused.stream().map(RoutingOutcome.Refused::entry).toList(),
                    refused.getFirst().reason());
        }
    }

    private static String whose(String holderName) {
        return holderName.equals(MACHINE) ? "(static)" : "(" + holderName + ")";
    }

    /** Removes what a crash has left of routers that begin as backup. */
    void sweep(Collection<RouterPlan> routers) {
        for (RouterPlan router : routers) {
            for (RoutingOutcome found : holder.sweep(router.routing())) {
                if (found instanceof RoutingOutcome.Refused(RoutingEntry entry, String reason)) {
                    LOG.error("({}) cannot remove {}, which was left behind: {}", router.name(), entry, reason);
                } else {
                    LOG.warn("({}) {} was left behind; removed", router.name(), found.entry());
                }
            }
        }
    }

    /** What a holder may have by then, for another process to take away. */
    List<LastWords.Routing> writtenDown(String holderName, List<RoutingEntry> entries) {
        List<LastWords.Routing> written = new ArrayList<>();
        entries.forEach(entry -> entry.writtenRemoval(interfaces)
                .ifPresent(removal -> written.add(new LastWords.Routing(holderName, entry.toString(), removal))));
        return written;
    }

    /** What everybody has, for the process that goes on to take away what it does not want. */
    List<LastWords.Routing> left() {
        List<LastWords.Routing> all = new ArrayList<>();
        holder.holders().forEach(name -> all.addAll(writtenDown(name, holder.heldBy(name))));
        return all;
    }

    /**
     * Removes what a former process had and that is not configured any more, or otherwise. The rest is swept, or goes on.
     *
     * @param former what it had
     */
    void removeFormer(List<LastWords.Routing> former, AgentPlan plan) {
        Set<RoutingRemoval> configured = new HashSet<>();
        List<RoutingEntry> all = new ArrayList<>(plan.statics().routing());
        plan.routers().values().forEach(router -> all.addAll(router.routing()));
        all.forEach(entry -> entry.writtenRemoval(interfaces).ifPresent(configured::add));
        for (LastWords.Routing entry : former) {
            if (!configured.contains(entry.removal()) && holder.remove(entry.removal())) {
                LOG.info("{} {} is not configured any more; removed", whose(entry.router()), entry.words());
            }
        }
    }

    /** Another process goes on: nothing ends by itself until it renews it. */
    void leaveInPlace() {
        holder.holders().forEach(name -> holder.acquire(name, holder.heldBy(name), new Lease.Unlimited()));
    }

    /** The end: everything goes. */
    void releaseAll() {
        tasks.clear();
        List.copyOf(holder.holders()).forEach(name -> take(name, holder.heldBy(name)));
    }
}
