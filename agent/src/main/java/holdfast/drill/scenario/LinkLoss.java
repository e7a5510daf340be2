package holdfast.drill.scenario;

import static holdfast.drill.plan.DurationText.milliseconds;

import holdfast.drill.measure.Fact.ActionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The master's cable is pulled and plugged in again. */
record LinkLoss() implements Scenario {
    @Override
    public String name() {
        return "link";
    }

    @Override
    public String title() {
        return "Link down and up";
    }

    @Override
    public String story() {
        return "The master's cable is pulled: its switch port goes down, so it loses its carrier and can tell nobody. It must "
                + "notice by itself and let the address go; the backup hears only silence.";
    }

    @Override
    public List<Episode> run(Stage stage) {
        DrillNode old = stage.master();
        String interfaceName = old.router().interfaceName();
        return List.of(
                pull(stage, old, interfaceName),
                Returning.of(
                        stage,
                        old,
                        "link of " + old + " comes back",
                        ActionKind.AGENT_ON,
                        Expectation.CARRIER_ALLOWANCE,
                        () -> cable(old, interfaceName, true)));
    }

    private static Instant cable(DrillNode node, String interfaceName, boolean connected) {
        Instant before = Instant.now();
        node.host().setCable(interfaceName, connected);
        return before;
    }

    private static Episode pull(Stage stage, DrillNode old, String interfaceName) {
        DrillNode next = stage.other(old);
        Protocol protocol = new Protocol(
                stage,
                "link of " + old + " goes down",
                Expectation.afterSilence(next.router().timers()));
        stage.awaitMidInterval(old);
        protocol.act(old.name(), ActionKind.AGENT_OFF, () -> cable(old, interfaceName, false));
        protocol.awaitTakeover(next);
        stage.aftermath();
        checkFault(protocol, old);
        protocol.checkTakeover(next);
        protocol.checkSilence(old, next, stage.lastClaim(old, protocol.from()).map(advert -> advert.at()));
        protocol.checkOneHolder(next, Check.Outcome.FAILED);
        protocol.checkPings(protocol.expectation().most(), "Nobody can answer from the cut until the takeover.");
        return protocol.finish();
    }

    private static void checkFault(Protocol protocol, DrillNode old) {
        Optional<Duration> after = protocol.released(old).map(at -> Duration.between(protocol.from(), at));
        protocol.check(
                "the cut-off node lets go of the address",
                "within " + milliseconds(Expectation.SLACK),
                after.map(time -> milliseconds(time)).orElse("never"),
                after.filter(time -> time.compareTo(Expectation.SLACK) <= 0).isPresent(),
                "A node without a link is in FAULT and holds no address, or it would answer for it when the link comes back.");
    }
}
