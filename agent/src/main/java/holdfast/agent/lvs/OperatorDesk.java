package holdfast.agent.lvs;

import holdfast.agent.control.ControlRefusal;
import holdfast.agent.lvs.operator.LvsControl;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.ipvs.BalancingEvent;
import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.RealServerId;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsServiceKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators want, and when it ends. Its public methods are for any thread, the others for the LVS loop. */
final class OperatorDesk implements LvsControl {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);

    private final Loop loop;
    private final OrderBook book;
    private final Map<RealServerId, Orders> orders = new LinkedHashMap<>();

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

        /** How many checks were made, by kind. */
        Map<String, LvsListing.Tries> tries();
    }

    OperatorDesk(Loop loop, OrderBook book) {
        this.loop = loop;
        this.book = book;
    }

    /** Before the start of virtual servers: what operators wanted of the daemon before this one holds on. */
    void resume(long now) {
        Map<RealServerId, Orders> kept = book.read(now);
        kept.forEach(this::become);
        if (!kept.isEmpty()) {
            LOG.info(
                    "Operators' orders of before the restart hold on for {} real server{}",
                    kept.size(),
                    kept.size() == 1 ? "" : "s");
        }
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
            long now = System.nanoTime();
            KernelCounts counts = KernelCounts.of(status, loop.counts());
            return new LvsListing(status, ends(now), counts.connections(), counts.statistics(), loop.tries(), now);
        });
    }

    @Override
    public CompletionStage<Void> override(RealServerId server, OperatorCommand command, Optional<Duration> lasting) {
        return onLoop(() -> {
            long now = System.nanoTime();
            OptionalLong end =
                    lasting.stream().mapToLong(time -> now + time.toNanos()).findFirst();
            become(server, orders.getOrDefault(server, Orders.NONE).and(command, end));
            book.write(orders, now);
            return null;
        });
    }

    @Override
    public CompletionStage<Integer> resetAll() {
        return onLoop(() -> {
            List<RealServerId> all = List.copyOf(orders.keySet());
            all.forEach(server -> become(server, Orders.NONE));
            book.write(orders, System.nanoTime());
            return all.size();
        });
    }

    private void become(RealServerId server, Orders next) {
        Orders before = orders.getOrDefault(server, Orders.NONE);
        if (next.isEmpty()) {
            orders.remove(server);
        } else {
            orders.put(server, next);
        }
        next.from(before).forEach(command -> loop.command(new BalancingEvent.Commanded(server, command)));
    }

    /** Takes back what is over. */
    void expire(long now) {
        if (nextEnd(now).orElse(1) > 0) {
            return;
        }
        Map.copyOf(orders).forEach((server, all) -> {
            Orders left = all.at(now);
            if (!left.equals(all)) {
                become(server, left);
            }
        });
        book.write(orders, now);
    }

    /** How long until something ends. */
    OptionalLong nextEnd(long now) {
        return orders.values().stream()
                .flatMapToLong(all -> all.nanosUntilEnd(now).stream())
                .min();
    }

    private Map<RealServerId, Long> ends(long now) {
        Map<RealServerId, Long> ends = new HashMap<>();
        orders.forEach((server, all) -> all.nanosUntilEnd(now).ifPresent(left -> ends.put(server, now + left)));
        return ends;
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
}
