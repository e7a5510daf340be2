package holdfast.drill.scenario;

import holdfast.drill.measure.Fact.ActionKind;
import holdfast.drill.plan.RouterTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How every drill begins: both agents start together. */
public final class Election {
    private Election() {}

    /**
     * Starts both agents and watches who becomes master.
     *
     * @param stage a pair whose agents do not run
     * @return what happened
     */
    public static Episode run(Stage stage) {
        DrillNode winner = stage.plan().preferred().map(stage::node).orElse(stage.first());
        RouterTimers timers = winner.router().timers();
        Expectation expectation = Expectation.election(timers);
        Protocol protocol = new Protocol(stage, "both agents start", expectation);
        protocol.act("", ActionKind.OTHER, () -> startBoth(stage));
        Optional<Instant> taken = protocol.awaitTakeover(winner);
        if (taken.isEmpty() && stage.plan().preferred().isPresent()) {
            protocol.checkTakeover(winner);
            return protocol.finish();
        }
        stage.settle();
        stage.aftermath();
        if (stage.plan().preferred().isPresent()) {
            protocol.checkTakeover(winner);
            protocol.checkOneHolder(winner, Check.Outcome.FAILED);
        }
        Duration overlap = stage.seen()
                .addresses()
                .overlap(stage.first().name(), stage.second().name(), stage.target(), protocol.from(), Instant.now());
        protocol.check(
                "two holders of the address",
                "at most " + Expectation.SLACK.toMillis() + " ms",
                overlap.toMillis() + " ms",
                overlap.compareTo(Expectation.SLACK) <= 0,
                "Both start as backups; the one with the higher priority wakes first, and the other hears it.");
        return protocol.finish();
    }

    private static Instant startBoth(Stage stage) {
        Instant before = Instant.now();
        for (DrillNode node : List.of(stage.first(), stage.second())) {
            stage.act(node.name(), ActionKind.AGENT_ON, "the agent on " + node + " starts", node::startAgent);
        }
        return before;
    }
}
