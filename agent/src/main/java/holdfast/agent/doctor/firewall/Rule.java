package holdfast.agent.doctor.firewall;

import java.util.List;

/**
 * A rule: what it does with the packets that all its tests mean.
 *
 * @param tests none: every packet
 * @param action what happens
 * @param text the rule as its tool prints it
 */
record Rule(List<Test> tests, Action action, String text) {
    Rule {
        tests = List.copyOf(tests);
    }

    /** What a rule looks at. */
    @FunctionalInterface
    interface Test {
        Truth means(Packet packet);
    }

    /** What a rule does. */
    sealed interface Action {
        /** The chain's caller lets it pass. */
        record Accept() implements Action {}

        /** It ends here. */
        record Drop() implements Action {}

        /** Back to the calling chain; from a base chain to its policy. */
        record Return() implements Action {}

        /** Through another chain, and on. */
        record Jump(String chain) implements Action {}

        /** Into another chain, and not back. */
        record Goto(String chain) implements Action {}

        /** The next rule decides. */
        record Continue() implements Action {}

        /** Somebody else decides: a program, a target that is not known here. */
        record Elsewhere() implements Action {}
    }

    Truth means(Packet packet) {
        Truth truth = Truth.YES;
        for (Test test : tests) {
            truth = truth.and(test.means(packet));
        }
        return truth;
    }
}
