package holdfast.drill.scenario;

import holdfast.drill.measure.Fact.ActionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The second half of most scenarios: what was taken away is given back. */
final class Returning {
    private static final String HANDOVER =
            "The new master serves as soon as it has the address, and the old one lets it go "
                    + "when it hears the new one's advert: for that moment both may hold it.";

    private Returning() {}

    /** Whether and when a node is expected to take mastership back. */
    private static Expectation expectation(Stage stage, DrillNode node, Duration allowance) {
        if (stage.plan().takesBack(node.name())) {
            return Expectation.takingBack(
                    node.router().timers(), allowance, node.router().preemptDelay());
        }
        return Expectation.staysPut(
                node + " does not take over from a master that works: its priority is not higher, or it has nopreempt "
                        + "(RFC 9568, 6.4.2, Preempt_Mode).");
    }

    /** Gives back what was taken from a node, and watches whether it takes mastership back as it should. */
    static Episode of(
            Stage stage, DrillNode node, String event, ActionKind kind, Duration allowance, Supplier<Instant> deed) {
        DrillNode other = stage.other(node);
        Protocol protocol = new Protocol(stage, event, expectation(stage, node, allowance));
        protocol.act(node.name(), kind, deed);
        DrillNode wanted = node;
        if (stage.plan().takesBack(node.name())) {
            protocol.awaitTakeover(node);
            stage.aftermath();
            protocol.checkTakeover(node);
        } else {
            wanted = other;
            stage.pause(node.router().timers().activeDownInterval().plus(allowance));
            stage.aftermath();
            protocol.check(
                    "mastership",
                    "stays with " + other,
                    protocol.tookAddress(node) ? node + " took the address" : "stayed",
                    !protocol.tookAddress(node),
                    "A node that does not preempt leaves a working master alone.");
        }
        protocol.checkOverlap(Check.Outcome.FAILED, HANDOVER);
        protocol.checkOneHolder(wanted, Check.Outcome.FAILED);
        protocol.checkPings(Expectation.SLACK, "Taking back is planned: the old master serves until the new one does.");
        protocol.checkPages(Expectation.SLACK, "Connections are short here, so moving the address loses next to none.");
        return protocol.finish();
    }
}
