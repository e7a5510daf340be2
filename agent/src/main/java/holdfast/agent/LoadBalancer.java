package holdfast.agent;

import holdfast.agent.lvs.BalancingRehearsal;
import holdfast.agent.lvs.CheckTools;
import holdfast.agent.lvs.IpvsTable;
import holdfast.agent.lvs.LvsLoop;
import holdfast.agent.lvs.LvsPlan;
import holdfast.agent.lvs.OrderBook;
import holdfast.agent.lvs.Outlets;
import holdfast.agent.lvs.Rebalancing;
import holdfast.agent.lvs.Replanner;
import holdfast.agent.lvs.operator.LvsControl;
import holdfast.conf.model.Configuration;
import holdfast.ipvs.BalancingEvent;
import holdfast.vrrp.Effect;
import holdfast.vrrp.Effect.NotifiedState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Load balancing as the daemon sees it. The LVS loop, and its classes, exist from the first configuration on that has something for it: most
 * have not, and start faster without.
 */
final class LoadBalancer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadBalancer.class);
    private static final Duration LISTING = Duration.ofSeconds(1);

    private final Outlets outlets;
    private final Supplier<OrderBook> orders;
    private final Supplier<CheckTools> makeTools;
    private final boolean enabled;
    private final BalancingEvent.End configuredEnd;
    private volatile BalancingEvent.End end;
    private final Map<String, NotifiedState> instances = new HashMap<>(); // guarded by this
    private final Set<String> changed = new LinkedHashSet<>(); // guarded by this; since the LVS loop was told last
    private final Map<String, Boolean> sessions = new HashMap<>(); // guarded by this
    private CheckTools tools; // guarded by this; made when needed
    private Replanner planner; // guarded by this; made with them
    private LvsLoop loop; // guarded by this; null: nothing to do so far
    private boolean tells; // guarded by this; there is a sync daemon
    private boolean closed; // guarded by this

    /**
     * Nothing runs yet.
     *
     * @param outlets where news of servers go
     * @param orders where operators' orders are kept
     * @param makeTools makes what checks need; asked once, when there are some
     * @param enabled whether health checkers are to run at all (not with {@code -P})
     * @param keepTable the kernel's table stays at the end ({@code --dont-release-ipvs})
     */
    LoadBalancer(
            Outlets outlets,
            Supplier<OrderBook> orders,
            Supplier<CheckTools> makeTools,
            boolean enabled,
            boolean keepTable) {
        this.orders = orders;
        this.outlets = outlets;
        this.makeTools = makeTools;
        this.enabled = enabled;
        this.configuredEnd = keepTable ? BalancingEvent.End.KEPT : BalancingEvent.End.CLEARED;
        this.end = configuredEnd;
    }

    /** At start, and after each reload. What it did comes with the future; empty: there is nothing for it to do. */
    Optional<CompletableFuture<Rebalancing>> update(Configuration configuration) {
        if (!concerns(configuration)) {
            return Optional.empty();
        }
        LvsPlan plan = planner().next(configuration);
        synchronized (this) {
            if (closed) {
                return Optional.empty();
            }
            tells = plan.pool().syncDaemon().isPresent();
            if (loop != null) {
                return Optional.of(loop.reload(plan));
            }
            loop = LvsLoop.start(plan, IpvsTable.ofKernel(), outlets, orders.get(), masters());
            instances.forEach((name, state) -> loop.instanceChanged(name, state == NotifiedState.MASTER));
            loop.cutOff(isCutOff());
            sessions.forEach(loop::sessionChanged);
            return Optional.of(CompletableFuture.completedFuture(Rebalancing.from(plan)));
        }
    }

    /** What {@link #update} would do now, to be worked out by whoever asks; empty: there is nothing for it to do. */
    Optional<CompletableFuture<BalancingRehearsal>> rehearse(Configuration configuration) {
        if (!concerns(configuration)) {
            return Optional.empty();
        }
        LvsPlan plan = planner().rehearse(configuration);
        synchronized (this) {
            return Optional.of(
                    loop == null
                            ? CompletableFuture.completedFuture(BalancingRehearsal.fromNothing(plan))
                            : loop.rehearse(plan));
        }
    }

    private synchronized Replanner planner() {
        if (planner == null) {
            tools = makeTools.get();
            planner = new Replanner(tools);
        }
        return planner;
    }

    private static boolean isWithoutLoadBalancing(Configuration configuration) {
        return configuration.virtualServers().isEmpty()
                && configuration.globalDefs().lvs().syncDaemon().isEmpty()
                && !configuration.globalDefs().lvs().flush();
    }

    private synchronized boolean isRunning() {
        return loop != null;
    }

    /** Whether a configuration is of any concern here. */
    boolean concerns(Configuration configuration) {
        return enabled && (isRunning() || !isWithoutLoadBalancing(configuration));
    }

    /** For operators; empty while there are no virtual servers. */
    Optional<LvsControl> control() {
        return current().map(LvsLoop::control);
    }

    /** On the VRRP loop: a state changed. */
    synchronized void transitioned(Effect.NotifyTransition transition) {
        if (transition.subject().kind() != Effect.Subject.Kind.INSTANCE) {
            return;
        }
        String name = transition.subject().name();
        switch (transition.state()) {
            case MASTER, BACKUP, FAULT -> instances.put(name, transition.state());
            case STOP, DELETED -> instances.remove(name);
        }
        changed.add(name);
        boolean othersServe = transition.state() == NotifiedState.STOP && instances.containsValue(NotifiedState.MASTER);
        if (!othersServe) { // what is told of connections at the end of all is told when nobody serves any more
            tellChanged();
        }
    }

    private void tellChanged() {
        if (loop != null) {
            changed.forEach(name -> loop.instanceChanged(name, instances.get(name) == NotifiedState.MASTER));
            loop.cutOff(isCutOff());
        }
        changed.clear();
    }

    /** On the VRRP loop: a reload is about to give instances other names. */
    synchronized void renamed(Map<String, String> nowByFormer) {
        Map<String, NotifiedState> moved = new HashMap<>();
        nowByFormer.forEach((former, now) -> {
            NotifiedState state = instances.remove(former);
            if (state != null) {
                moved.put(now, state);
            }
        });
        instances.putAll(moved);
        if (loop != null && !nowByFormer.isEmpty()) {
            loop.renamed(nowByFormer);
        }
    }

    private Set<String> masters() {
        return instances.entrySet().stream()
                .filter(instance -> instance.getValue() == NotifiedState.MASTER)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** A node that can be master nowhere has no network, or is not needed. */
    private boolean isCutOff() {
        return !instances.isEmpty() && instances.values().stream().allMatch(state -> state == NotifiedState.FAULT);
    }

    /** A BFD session is up, or down. Any thread. */
    synchronized void sessionChanged(String name, boolean up) {
        sessions.put(name, up);
        if (loop != null) {
            loop.sessionChanged(name, up);
        }
    }

    /** On the VRRP loop: an address came or went. */
    synchronized void addressChanged(InetAddress address, boolean present) {
        if (loop != null) {
            loop.addressChanged(address, present);
        }
    }

    /** Another daemon of this node goes on with the kernel's table: from here on it stays as it is. Any thread. */
    void leaveTable() {
        end = BalancingEvent.End.LEFT;
        rest(true);
    }

    /** Nobody goes on with it, after {@link #leaveTable}. Any thread. */
    void stay() {
        end = configuredEnd;
        rest(false);
    }

    private synchronized void rest(boolean on) {
        if (loop != null) {
            loop.rest(on);
        }
    }

    /** Instances are being handed over, which takes so long at most. */
    synchronized void handingOver(Collection<String> names, Duration patience) {
        if (loop != null && tells) {
            loop.handingOver(names, patience);
        }
    }

    /** Tells the other director of connections before all instances are let go of; waits for it for so long at most. */
    void lettingGo(Duration patience) {
        Optional<LvsLoop> teller = teller();
        if (teller.isEmpty() || end == BalancingEvent.End.LEFT) {
            return;
        }
        CompletableFuture<Void> told = teller.get().lettingGo(patience);
        try {
            told.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            told.cancel(
                    false); // if it has not begun, it would only be in the way of what is told when the addresses are
            // gone
            LOG.debug("telling of connections takes more than {}", patience);
        } catch (ExecutionException e) {
            LOG.warn("The other director is not told of connections: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<LvsLoop> teller() {
        return tells ? current() : Optional.empty();
    }

    private synchronized Optional<LvsLoop> current() {
        return Optional.ofNullable(loop);
    }

    /** Whether the table has to stay for a moment when the addresses are gone. Asks the kernel, and waits for it. */
    boolean awaitsAnswers() {
        if (end != BalancingEvent.End.CLEARED) {
            return false;
        }
        Optional<LvsLoop> current = current();
        try {
            return current.isPresent() && current.get().awaitsAnswers().get(LISTING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return false; // there is no table
        } catch (TimeoutException e) {
            return true; // a busy director
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** After the VRRP loop: virtual addresses are gone before the kernel stops answering for them. */
    @Override
    public void close() {
        LvsLoop last;
        CheckTools lastTools;
        synchronized (this) {
            closed = true;
            last = loop;
            lastTools = tools;
        }
        if (last != null) {
            last.close(end);
            lastTools.close();
        }
    }
}
