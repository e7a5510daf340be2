package holdfast.drill.scenario;

import holdfast.drill.lab.LabException;
import holdfast.drill.measure.Fact.ActionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The master's agent is stopped as systemd would stop it. */
record OrderlyStop() implements Scenario {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final Duration HANDOVER = Duration.ofMillis(50);

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String title() {
        return "Orderly stop";
    }

    @Override
    public String story() {
        return "Somebody stops the master's agent, as for an upgrade. It says goodbye with a priority-0 advert and removes "
                + "the address; the backup needs to wait for its Skew_Time only.";
    }

    @Override
    public List<Episode> run(Stage stage) {
        DrillNode old = stage.master();
        return List.of(
                stop(stage, old),
                Returning.of(
                        stage,
                        old,
                        "the agent on " + old + " starts again",
                        ActionKind.AGENT_ON,
                        Expectation.START_ALLOWANCE,
                        old::startAgent));
    }

    private static Episode stop(Stage stage, DrillNode old) {
        DrillNode next = stage.other(old);
        Expectation expectation = Expectation.afterRelease(next.router().timers());
        Protocol protocol = new Protocol(stage, "TERM to the agent on " + old, expectation);
        stage.awaitMidInterval(old);
        protocol.act(old.name(), ActionKind.AGENT_OFF, old.agent()::terminate);
        Optional<Instant> taken = protocol.awaitTakeover(next);
        stage.aftermath();
        if (!old.agent().running().awaitExit(LONGEST_STOP.toMillis())) {
            throw new LabException("the agent on " + old + " runs on " + LONGEST_STOP.toSeconds() + " s after TERM");
        }
        int releases = protocol.releases(old).size();
        protocol.check(
                "priority-0 adverts from " + old,
                "exactly 1",
                Integer.toString(releases),
                releases == 1,
                "A master that shuts down says so once (RFC 9568, 6.4.3).");
        protocol.checkTakeover(next);
        Optional<Instant> lastWord = protocol.releases(old).stream().findFirst().map(advert -> advert.at());
        protocol.checkSilence(old, next, lastWord);
        checkHandover(protocol, old, taken);
        protocol.checkOneHolder(next, Check.Outcome.FAILED);
        protocol.checkPings(expectation.most(), "Nobody answers from the old master's goodbye until the takeover.");
        return protocol.finish();
    }

    private static void checkHandover(Protocol protocol, DrillNode old, Optional<Instant> taken) {
        Optional<Duration> after = protocol.released(old).flatMap(at -> taken.map(next -> Duration.between(next, at)));
        protocol.check(
                old + " lets go of the address",
                "before it is taken, or within " + HANDOVER.toMillis() + " ms",
                after.map(OrderlyStop::inWords).orElse("never"),
                after.filter(late -> late.compareTo(HANDOVER) <= 0).isPresent(),
                "The address is removed before or with the goodbye, long before anybody may take it.");
    }

    private static String inWords(Duration late) {
        return late.isNegative() ? late.negated().toMillis() + " ms before" : late.toMillis() + " ms after";
    }
}
