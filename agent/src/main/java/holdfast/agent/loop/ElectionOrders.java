package holdfast.agent.loop;

import holdfast.vrrp.RouterState;
import holdfast.vrrp.RouterStatus;
import holdfast.vrrp.SyncGroup;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Obeys what operators order; on the loop's thread. */
final class ElectionOrders {
    private static final Logger LOG = LoggerFactory.getLogger(ElectionOrders.class);

    private final VrrpEngine engine;
    private final Consumer<VrrpEvent> events;
    private final LoopListener listener;

    /**
     * For an engine.
     *
     * @param events gives it an event and does what it says
     * @param listener is told about maintenance
     */
    ElectionOrders(VrrpEngine engine, Consumer<VrrpEvent> events, LoopListener listener) {
        this.engine = engine;
        this.events = events;
        this.listener = listener;
    }

    /** What was ordered before this process began. */
    void restore(StandingOrders standing) {
        if (standing.maintenance()) {
            LOG.warn("This node is in maintenance ('holdfast maintenance off' ends that)");
            maintenance(true);
        }
        standing.handedOver().forEach(name -> events.accept(new VrrpEvent.Held(name)));
    }

    /** Obeys; a mistake in here must not bring the loop down. */
    void obey(ElectionOrder order, CompletableFuture<OrderResult> answer) {
        try {
            answer.complete(
                    switch (order) {
                        case ElectionOrder.HandOver(String instance, String because) -> handOver(instance, because);
                        case ElectionOrder.TakeBack(String instance) -> takeBack(instance);
                        case ElectionOrder.Maintenance(boolean on) -> maintenanceOrdered(on);
                    });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private OrderResult handOver(String instance, String because) {
        Optional<String> objection = engine.objectionToHandOver(instance);
        if (objection.isPresent()) {
            return OrderResult.refused(objection.get());
        }
        events.accept(new VrrpEvent.HandOver(instance, because));
        return handingOver(companions(instance));
    }

    private OrderResult handingOver(List<String> names) {
        OrderResult result = result(names);
        if (!result.patience().isZero()) {
            listener.handingOver(
                    result.instances().stream()
                            .filter(OrderResult.Instance::handingOver)
                            .map(OrderResult.Instance::name)
                            .toList(),
                    result.patience());
        }
        return result;
    }

    private OrderResult takeBack(String instance) {
        Optional<String> objection = engine.objectionToTakingBack(instance);
        if (objection.isPresent()) {
            return OrderResult.refused(objection.get());
        }
        events.accept(new VrrpEvent.TakeBack(instance));
        return result(companions(instance));
    }

    /** Those that cannot hand over go on with the least priority: whoever hears them may take over. */
    private OrderResult maintenanceOrdered(boolean on) {
        maintenance(on);
        List<String> names = new ArrayList<>();
        for (RouterStatus status : engine.statuses()) {
            names.add(status.configuration().name());
            if (on && status.state() instanceof RouterState.Active) {
                events.accept(new VrrpEvent.HandOver(status.configuration().name(), "maintenance"));
            }
        }
        return handingOver(names);
    }

    private void maintenance(boolean on) {
        events.accept(new VrrpEvent.Maintenance(on));
        listener.maintenanceChanged(on);
    }

    /** The instance, and with it all of its sync group. */
    private List<String> companions(String instance) {
        for (SyncGroup group : engine.configuration().syncGroups()) {
            if (group.members().contains(instance)) {
                return group.members();
            }
        }
        return List.of(instance);
    }

    private OrderResult result(List<String> names) {
        List<OrderResult.Instance> instances = new ArrayList<>();
        Duration patience = Duration.ZERO;
        for (String name : names) {
            RouterStatus status = engine.status(name).orElseThrow();
            instances.add(new OrderResult.Instance(name, status.state().keepalivedName(), status.handingOver()));
            Duration own = status.handingOver() ? engine.handOverPatience(name) : Duration.ZERO;
            patience = own.compareTo(patience) > 0 ? own : patience;
        }
        return new OrderResult(Optional.empty(), instances, patience);
    }
}
