package holdfast.drill.scenario;

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
        return List.of(
                freeze(stage, old),
                Returning.of(
                        stage,
                        old,
                        "the agent on " + old + " runs again",
                        ActionKind.AGENT_ON,
                        Duration.ZERO,
                        old.agent()::thaw));
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
}
