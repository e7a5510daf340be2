package holdfast.agent.lvs;

import holdfast.agent.control.ControlRefusal;
import holdfast.agent.lvs.operator.LvsControl;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.lvs.operator.LvsListing.Connections;
import holdfast.ipvs.BalancingEvent;
import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.RealServerId;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsServiceKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What operators want, and when it ends. Its public methods are for any thread, the others for the LVS loop. */
final class OperatorDesk implements LvsControl {
    private final Loop loop;
    private final Map<RealServerId, Long> ends = new HashMap<>();
    private final Set<RealServerId> overridden = new LinkedHashSet<>();

    /** The loop that does it. */
    interface Loop {
        /** Runs something on the loop. Any thread; false when the loop has stopped. */
        boolean execute(Runnable task);

        /** Does what an operator wants. */
        void command(BalancingEvent.Commanded command);

        /** How virtual servers are doing. */
        List<VirtualServerStatus> status();

        /** Why virtual servers could not even begin; empty when they have. */
        Optional<String> trouble();

        /** What the kernel counts, by service. */
        Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts();
    }

    OperatorDesk(Loop loop) {
        this.loop = loop;
    }

    @Override
    public CompletionStage<LvsListing> list() {
        return onLoop(loop::trouble)
                .thenCompose(trouble -> trouble.isPresent()
                        ? CompletableFuture.failedFuture(new ControlRefusal(trouble.get()))
                        : listing());
    }

    private CompletionStage<LvsListing> listing() {
        return onLoop(() -> {
            List<VirtualServerStatus> status = loop.status();
            return new LvsListing(status, ends, connections(status, loop.counts()), System.nanoTime());
        });
    }

    @Override
    public CompletionStage<Void> override(RealServerId server, OperatorCommand command, Optional<Duration> lasting) {
        return onLoop(() -> {
            perform(server, command);
            lasting.ifPresent(time -> ends.put(server, System.nanoTime() + time.toNanos()));
            return null;
        });
    }

    @Override
    public CompletionStage<Integer> resetAll() {
        return onLoop(() -> {
            List<RealServerId> all = List.copyOf(overridden);
            all.forEach(server -> perform(server, new OperatorCommand.Reset()));
            return all.size();
        });
    }

    private void perform(RealServerId server, OperatorCommand command) {
        ends.remove(server);
        if (command instanceof OperatorCommand.Reset) {
            overridden.remove(server);
        } else {
            overridden.add(server);
        }
        loop.command(new BalancingEvent.Commanded(server, command));
    }

    /** Takes back what is over. */
    void expire(long now) {
        for (RealServerId server : List.copyOf(ends.keySet())) {
            if (now - ends.get(server) >= 0) {
                perform(server, new OperatorCommand.Reset());
            }
        }
    }

    /** When something ends next. */
    OptionalLong nextEnd(long now) {
        return ends.values().stream().mapToLong(end -> Math.max(0, end - now)).min();
    }

    private <T> CompletionStage<T> onLoop(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean alive = loop.execute(() -> {
            try {
                answer.complete(work.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                throw e;
            }
        });
        if (!alive) {
            answer.completeExceptionally(new IllegalStateException("the agent stops"));
        }
        return answer;
    }

    /** Of all services of a virtual server together; a server without a port has that of the service. */
    private static Map<RealServerId, Connections> connections(
            List<VirtualServerStatus> status, Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts) {
        Map<RealServerId, Connections> all = new HashMap<>();
        for (VirtualServerStatus virtual : status) {
            Map<List<Object>, Connections> sums = new HashMap<>();
            for (IpvsServiceKey key : virtual.services()) {
                int port = key instanceof IpvsServiceKey.Address service ? service.port() : 0;
                for (IpvsDestinationStatus there : counts.getOrDefault(key, List.of())) {
                    Connections some = new Connections(there.activeConnections(), there.inactiveConnections());
                    int own = there.destination().port();
                    sums.merge(List.of(there.destination().address(), own), some, OperatorDesk::sum);
                    if (own == port && own != 0) {
                        sums.merge(List.of(there.destination().address(), 0), some, OperatorDesk::sum);
                    }
                }
            }
            for (RealServerStatus real : virtual.realServers()) {
                RealServerId id = real.id();
                Connections sum = sums.get(List.of(id.address(), id.port()));
                if (sum != null && real.weight().isPresent()) {
                    all.put(id, sum);
                }
            }
        }
        return all;
    }

    private static Connections sum(Connections one, Connections other) {
        return new Connections(one.active() + other.active(), one.inactive() + other.inactive());
    }
}
