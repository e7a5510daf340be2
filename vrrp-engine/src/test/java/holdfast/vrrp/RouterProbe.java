package holdfast.vrrp;

/** What the simulation asks of a virtual router after each of its millions of events: a whole {@link RouterStatus} costs more than the event. */
public final class RouterProbe {
    private final Router router;

    private RouterProbe(Router router) {
        this.router = router;
    }

    /** The virtual router of this name, until the next reload. */
    public static RouterProbe of(VrrpEngine engine, String name) {
        return new RouterProbe(engine.router(name).orElseThrow());
    }

    /** Its state. */
    public RouterState state() {
        return router.state();
    }

    /** With what tracked things add. */
    public int effectivePriority() {
        return router.priority();
    }

    /** How it came into its state. */
    public Transition lastTransition() {
        return router.lastTransition();
    }

    /** Whether it has handed over and leaves its successor alone. */
    public boolean isHeld() {
        return router.handOver().isHeld();
    }

    /** Whether it waits for a successor. */
    public boolean isHandingOver() {
        return router.handOver().isUnderWay();
    }

    /** What happened so far. */
    public RouterCounters counters() {
        return router.tally().snapshot();
    }
}
