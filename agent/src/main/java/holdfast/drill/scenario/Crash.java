package holdfast.drill.scenario;

import holdfast.drill.lab.AgentKind;
import holdfast.drill.measure.Fact.ActionKind;
import holdfast.drill.plan.DurationText;
import java.util.List;

/** The master's agent is killed. */
record Crash() implements Scenario {
    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String title() {
        return "Crash of the agent";
    }

    @Override
    public String story() {
        return "The master's agent dies without a word: a bug, the kernel's memory killer, kill -9. The machine itself lives on, "
                + "and so would the address on it, unless somebody has seen to it that it goes away by itself.";
    }

    @Override
    public List<Episode> run(Stage stage) {
        DrillNode old = stage.master();
        return List.of(
                kill(stage, old),
                Returning.of(
                        stage,
                        old,
                        "the agent on " + old + " starts again",
                        ActionKind.AGENT_ON,
                        Expectation.START_ALLOWANCE,
                        old::startAgent));
    }

    private static Episode kill(Stage stage, DrillNode old) {
        DrillNode next = stage.other(old);
        Protocol protocol = new Protocol(
                stage,
                "kill -9 of the agent on " + old,
                Expectation.afterSilence(next.router().timers()));
        stage.awaitMidInterval(old);
        protocol.act(old.name(), ActionKind.AGENT_OFF, old.agent()::kill);
        checkSilentMaster(stage, protocol, old, next);
        return protocol.finish();
    }

    /** What has to hold when the master's agent cannot act any more while its machine lives. */
    static void checkSilentMaster(Stage stage, Protocol protocol, DrillNode old, DrillNode next) {
        protocol.awaitTakeover(next);
        stage.aftermath();
        protocol.checkTakeover(next);
        protocol.checkSilence(old, next, stage.lastClaim(old, protocol.from()).map(advert -> advert.at()));
        Check.Outcome otherwise = stage.isPeer(old) ? Check.Outcome.FINDING : Check.Outcome.FAILED;
        protocol.checkOverlap(otherwise, explanation(old));
        protocol.checkOneHolder(next, otherwise);
        protocol.checkPings(
                protocol.expectation().most(),
                "From the loss of the address until " + next + " takes it, at most "
                        + DurationText.milliseconds(protocol.expectation().most()) + ".");
    }

    private static String explanation(DrillNode old) {
        return switch (old.agent().kind()) {
            case AgentKind.Holdfast _ ->
                "The address has a lifetime in the kernel which the agent renews with its adverts. When the agent cannot, the "
                        + "kernel removes the address before the backup takes it.";
            case AgentKind.Keepalived _ ->
                "keepalived leaves a stale address: nothing removes it from the dead node, whose kernel goes on answering for "
                        + "it. This is how keepalived works.";
        };
    }
}
