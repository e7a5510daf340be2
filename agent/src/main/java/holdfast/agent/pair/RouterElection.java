package holdfast.agent.pair;

import java.util.List;
import java.util.Optional;

/**
 * How the election of one virtual router ends, at rest and after each single failure that concerns it.
 *
 * @param router the virtual router
 * @param situations the first one is the state at rest
 */
public record RouterElection(PairRouter router, List<Situation> situations) {
    /** Copies the list. */
    public RouterElection {
        situations = List.copyOf(situations);
    }

    /** The state at rest. */
    public Situation atRest() {
        return situations.getFirst();
    }

    /** How many nodes are MASTER. */
    public enum Verdict {
        /** One, as it should be. */
        ONE,
        /** One, but the files do not tell which: the higher address decides. */
        EITHER,
        /** More than one. */
        BOTH,
        /** None. */
        NONE
    }

    /**
     * One situation, after everything has settled.
     *
     * @param failure what broke; empty at rest
     * @param nodes the state of each node, in their order
     * @param verdict how many are MASTER
     * @param masters who is MASTER, or may be; numbers of nodes
     * @param mastersAfterRepair who is MASTER when all is well again; at rest the same as {@code masters}
     */
    public record Situation(
            Optional<Failure> failure,
            List<NodeState> nodes,
            Verdict verdict,
            List<Integer> masters,
            List<Integer> mastersAfterRepair) {
        /** Copies the lists. */
        public Situation {
            nodes = List.copyOf(nodes);
            masters = List.copyOf(masters);
            mastersAfterRepair = List.copyOf(mastersAfterRepair);
        }
    }

    /**
     * The state of one node.
     *
     * @param state {@code MASTER}, {@code BACKUP}, {@code FAULT}; {@code DEAD} for a node that is gone; empty where there is no such
     *     instance
     * @param priority the effective priority; 0 where it has none
     */
    public record NodeState(String state, int priority) {
        static final NodeState ABSENT = new NodeState("", 0);
        static final NodeState DEAD = new NodeState("DEAD", 0);

        /** Whether it holds the addresses. */
        public boolean isMaster() {
            return state.equals("MASTER");
        }

        /** Whether it takes part in the election. */
        public boolean takesPart() {
            return isMaster() || state.equals("BACKUP");
        }
    }
}
