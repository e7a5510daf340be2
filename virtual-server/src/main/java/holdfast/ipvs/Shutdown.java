package holdfast.ipvs;

/**
 * The end: {@code omega} notifications, then the table without what is ours. One request takes a virtual server with all its real
 * servers, whatever {@code lvs_flush_on_stop} says; {@code ALL} takes what others have put there, too.
 */
final class Shutdown {
    private final ServerPools pools;
    private final KernelMirror kernel;
    private final PoolKeeper keeper;

    Shutdown(ServerPools pools, KernelMirror kernel, PoolKeeper keeper) {
        this.pools = pools;
        this.kernel = kernel;
        this.keeper = keeper;
    }

    void run(BalancingEvent.End end, Effects out) {
        switch (end) {
            case CLEARED -> {
                clear(out);
                announce(out);
            }
            case KEPT -> announce(out);
            case LEFT -> {
                // all goes on, by another process
            }
        }
    }

    private void announce(Effects out) {
        for (Pool pool : pools.byId().values()) {
            if (pool.plan().omega()) {
                keeper.announceEnd(pool, "Shutting down", out);
            }
        }
    }

    private void clear(Effects out) {
        BalancingPlan.FlushAtStop flush = pools.plan().flushAtStop();
        for (Pool pool : pools.byId().values()) {
            if (flush == BalancingPlan.FlushAtStop.NONE) {
                logServices(pool, out);
            }
            pool.services().forEach(key -> {
                if (flush != BalancingPlan.FlushAtStop.ALL) {
                    kernel.remove(key, out);
                }
            });
        }
        if (flush == BalancingPlan.FlushAtStop.ALL) {
            kernel.flush(out);
        }
    }

    private static void logServices(Pool pool, Effects out) {
        for (Member member : pool.members()) {
            String inhibited = !member.alive() && member.plan().inhibitOnFailure() ? "(inhibited) " : "";
            out.info("Shutting down " + inhibited + "service " + member.name() + " from VS "
                    + pool.plan().name());
        }
    }
}
