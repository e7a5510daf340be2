package holdfast.drill.scenario;

import static holdfast.drill.plan.DurationText.milliseconds;

import holdfast.drill.measure.Fact.ActionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The master's agent does not run for ten seconds, and then goes on as if nothing had happened. */
record Freeze() implements Scenario {
    private static final Duration FROZEN = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "freeze";
    }

    @Override
    public String title() {
        return "Frozen agent";
    }

    @Override
    public String story() {
        return "The master's agent is frozen for ten seconds (SIGSTOP), as in a snapshot of a virtual machine or on a starved "
                + "host. It cannot remove the address itself, and when it wakes up it still believes that it is master.";
    }

    @Override
    public List<Episode> run(Stage stage) {
        DrillNode old = stage.master();
        return List.of(freeze(stage, old), thaw(stage, old));
    }

    private static Episode freeze(Stage stage, DrillNode old) {
        DrillNode next = stage.other(old);
        Protocol protocol = new Protocol(
                stage,
                "the agent on " + old + " freezes",
                Expectation.afterSilence(next.router().timers()));
        stage.awaitMidInterval(old);
        Instant frozen = protocol.act(old.name(), ActionKind.AGENT_OFF, old.agent()::freeze);
        Crash.checkSilentMaster(stage, protocol, old, next);
        Episode episode = protocol.finish();
        stage.pause(Duration.between(Instant.now(), frozen.plus(FROZEN)));
        return episode;
    }

    /** It may go on as master at once, or take mastership back as a backup: both are right, two masters are not. */
    private static Episode thaw(Stage stage, DrillNode old) {
        boolean takesBack = stage.plan().takesBack(old.name());
        DrillNode wanted = takesBack ? old : stage.other(old);
        Expectation expectation = takesBack
                ? Expectation.takingBack(
                        old.router().timers(), Duration.ZERO, old.router().preemptDelay())
                : Expectation.afterHealing(wanted.router().interval());
        Protocol protocol = new Protocol(stage, "the agent on " + old + " runs again", expectation);
        Instant thawed = protocol.act(old.name(), ActionKind.AGENT_ON, old.agent()::thaw);
        protocol.awaitOnlyMaster(wanted);
        stage.aftermath();
        protocol.check(
                "one master, " + wanted,
                "within " + milliseconds(expectation.most()),
                protocol.takeover().map(time -> milliseconds(time)).orElse("never"),
                protocol.takeover()
                        .filter(time -> time.compareTo(expectation.most()) <= 0)
                        .isPresent(),
                expectation.explanation());
        Duration both = stage.seen()
                .addresses()
                .overlap(stage.first().name(), stage.second().name(), stage.target(), thawed, Instant.now());
        protocol.check(
                "two holders of the address",
                "at most " + milliseconds(Expectation.SLACK),
                milliseconds(both),
                both.compareTo(Expectation.SLACK) <= 0,
                "Whoever wakes up must not claim the address on the strength of what it knew ten seconds ago.");
        protocol.checkOneHolder(wanted, Check.Outcome.FAILED);
        protocol.checkPings(Expectation.SLACK, "The other node serves meanwhile, and hands over.");
        return protocol.finish();
    }
}
