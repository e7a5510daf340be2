package holdfast.vrrp.sim;

import holdfast.vrrp.Preemption;

/** What must hold once a network is quiet and connected: exactly one node is Active, and the right one. */
final class Agreement {
    private static final long NEVER = Long.MIN_VALUE;

    private final SimulatedLan lan;
    private boolean watching;
    private long tolerance;
    private final long[] severalSince = {NEVER, NEVER};

    Agreement(SimulatedLan lan) {
        this.lan = lan;
    }

    /**
     * From now on somebody is always Active, and nobody else for longer than a packet needs to tell him.
     *
     * @param toleranceNanos that time
     */
    void watch(long toleranceNanos) {
        watching = true;
        tolerance = toleranceNanos;
        severalSince[0] = NEVER;
        severalSince[1] = NEVER;
    }

    /** Changes are expected again. */
    void rest() {
        watching = false;
    }

    /** Looks at the whole LAN after an event. */
    void look() {
        if (!watching) {
            return;
        }
        for (int router = 0; router < lan.node(0).routers(); router++) {
            demandSteadyAdverts(router);
            int active = active(router);
            boolean possible = anyAble(router);
            if (active == 0 && possible) {
                throw broken(router, "nobody is active");
            }
            if (active <= 1) {
                severalSince[router] = NEVER;
            } else if (severalSince[router] == NEVER) {
                severalSince[router] = lan.now();
            } else if (lan.now() - severalSince[router] > tolerance) {
                throw broken(router, active + " are active for long");
            }
        }
    }

    private void demandSteadyAdverts(int router) {
        for (SimulatedNode node : lan.nodes()) {
            if (isActive(node, router)) {
                long silent = node.localNow() - node.view(router).lastSentLocal;
                if (silent > node.routerPlan(router).interval().toNanos() + tolerance) {
                    throw broken(router, node.name() + " has not advertised for " + Transcript.seconds(silent) + " s");
                }
            }
        }
    }

    /** Now exactly one is Active (none if none can be). */
    void demandOneActive() {
        for (int router = 0; router < lan.node(0).routers(); router++) {
            int active = active(router);
            if (active != (anyAble(router) ? 1 : 0)) {
                throw broken(router, active + " are active");
            }
        }
    }

    /**
     * Now exactly one is Active (none if none can be), his kernel alone holds the addresses, and nobody is kept waiting who may preempt him.
     *
     * @param delaysOver whether the preemption delays have passed, too
     */
    void demand(boolean delaysOver) {
        demandOneActive();
        for (int router = 0; router < lan.node(0).routers(); router++) {
            for (SimulatedNode node : lan.nodes()) {
                if (node.kernel().holds(router) != isActive(node, router)) {
                    throw broken(router, node.name() + " holds the addresses or not as " + node.view(router).role);
                }
                if (node.kernel().of(router).missing() > 0) {
                    throw broken(router, node.name() + " does not hold all addresses");
                }
            }
            demandTheRightOne(router, delaysOver);
        }
    }

    private void demandTheRightOne(int router, boolean delaysOver) {
        int greatest = 0;
        int activePriority = 0;
        boolean mayPreempt = false;
        for (SimulatedNode node : lan.nodes()) {
            if (isAble(node, router)) {
                int priority = node.view(router).priority;
                boolean may = !node.view(router).isHeld() && mayPreempt(node.routerPlan(router), delaysOver);
                mayPreempt = priority > greatest ? may : mayPreempt || (may && priority == greatest);
                greatest = Math.max(greatest, priority);
                activePriority = isActive(node, router) ? priority : activePriority;
            }
        }
        if (mayPreempt && activePriority != greatest) {
            throw broken(router, "the active priority is " + activePriority + ", the greatest " + greatest);
        }
    }

    private static boolean mayPreempt(RouterPlan plan, boolean delaysOver) {
        return switch (plan.preemption()) {
            case Preemption.Never _ -> plan.priority() == SilenceLedger.OWNER;
            case Preemption.After after -> delaysOver || after.delay().isZero();
        };
    }

    private static boolean isAble(SimulatedNode node, int router) {
        return node.condition() == SimulatedNode.Condition.RUNNING && !node.view(router).faulty;
    }

    static boolean isActive(SimulatedNode node, int router) {
        return node.condition() == SimulatedNode.Condition.RUNNING && node.view(router).role == Role.ACTIVE;
    }

    private boolean anyAble(int router) {
        boolean any = false;
        for (SimulatedNode node : lan.nodes()) {
            any |= isAble(node, router);
        }
        return any;
    }

    private int active(int router) {
        int active = 0;
        for (SimulatedNode node : lan.nodes()) {
            active += isActive(node, router) ? 1 : 0;
        }
        return active;
    }

    private AssertionError broken(int router, String what) {
        StringBuilder text = new StringBuilder("at %s s: ".formatted(Transcript.seconds(lan.now())))
                .append("virtual router ")
                .append(router + 1)
                .append(": ")
                .append(what);
        for (SimulatedNode node : lan.nodes()) {
            text.append("; ")
                    .append(node.name())
                    .append(' ')
                    .append(node.condition())
                    .append(' ')
                    .append(node.view(router).role)
                    .append(' ')
                    .append(node.view(router).priority);
        }
        return new AssertionError(text.toString());
    }
}
