package holdfast.drill.scenario;

import static holdfast.drill.plan.DurationText.milliseconds;

import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Fact.ActionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The two nodes cannot hear each other for a while; the client reaches both. */
record Partition() implements Scenario {
    private static final String BLACK_HOLE =
            "The client may have learnt the loser's hardware address. The winner announces itself anew when it has heard of the "
                    + "loser; a loser that yields without a word, as keepalived does, leaves the client with a dead "
                    + "address until it asks again.";

    private static final Duration APART = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "partition";
    }

    @Override
    public String title() {
        return "Partition and heal";
    }

    @Override
    public String story() {
        return "The network between the nodes is cut while both of them, and the client, go on working. Each node must think it "
                + "is alone, so both are master: VRRP cannot avoid that. What counts is that it ends at once when the "
                + "network heals, with one master, and with a client that is sent to it.";
    }

    @Override
    public List<Episode> run(Stage stage) {
        DrillNode master = stage.master();
        return List.of(cut(stage, master), heal(stage, master));
    }

    private static Instant setApart(Stage stage, boolean apart) {
        Instant before = Instant.now();
        for (DrillNode node : List.of(stage.first(), stage.second())) {
            node.host().bridgeOf(node.router().interfaceName()).setApart(node.host(), apart);
        }
        return before;
    }

    private static Episode cut(Stage stage, DrillNode master) {
        DrillNode next = stage.other(master);
        Protocol protocol = new Protocol(
                stage,
                "network between the nodes is cut",
                Expectation.afterSilence(next.router().timers()));
        stage.awaitMidInterval(master);
        protocol.act("", ActionKind.OTHER, () -> setApart(stage, true));
        protocol.awaitTakeover(next);
        stage.pause(APART);
        protocol.checkTakeover(next);
        protocol.checkSilence(
                master, next, stage.lastClaim(master, protocol.from()).map(advert -> advert.at()));
        protocol.check(
                "holders while apart",
                "both",
                stage.holdersInWords(),
                stage.holders().size() == 2,
                "Unavoidable: a node cannot tell a dead peer from a cut network, and waiting would be an outage whenever the "
                        + "peer is dead.");
        protocol.checkPings(Expectation.SLACK, "The client reaches both nodes, so one of them always answers.");
        return protocol.finish();
    }

    private static Episode heal(Stage stage, DrillNode master) {
        DrillNode winner = stage.plan().preferred().map(stage::node).orElse(master);
        Expectation expectation = Expectation.afterHealing(winner.router().interval());
        Protocol protocol = new Protocol(stage, "network heals", expectation);
        protocol.act("", ActionKind.OTHER, () -> setApart(stage, false));
        stage.plan().preferred().ifPresent(_ -> protocol.awaitOnlyMaster(winner));
        stage.pause(expectation.most());
        stage.aftermath();
        if (stage.plan().preferred().isPresent()) {
            checkYield(stage, protocol, stage.other(winner));
            protocol.checkOneHolder(winner, Check.Outcome.FAILED);
        } else {
            protocol.check(
                    "one holder at the end",
                    "one of them",
                    stage.holdersInWords(),
                    stage.holders().size() == 1,
                    "With equal priorities the node with the greater address wins (RFC 9568, 6.4.3).");
        }
        Check.Outcome otherwise = stage.isPeer(stage.other(winner)) ? Check.Outcome.FINDING : Check.Outcome.FAILED;
        protocol.checkPings(expectation.most(), otherwise, BLACK_HOLE);
        protocol.checkPages(expectation.most(), otherwise, BLACK_HOLE);
        return protocol.finish();
    }

    private static void checkYield(Stage stage, Protocol protocol, DrillNode loser) {
        Optional<Duration> released = protocol.released(loser).map(at -> Duration.between(protocol.from(), at));
        Duration most = protocol.expectation().most();
        protocol.check(
                loser + " lets go of the address",
                "within " + milliseconds(most),
                released.map(time -> milliseconds(time)).orElse("never"),
                released.filter(time -> time.compareTo(most) <= 0).isPresent(),
                protocol.expectation().explanation());
        Optional<Fact.Advert> late = stage.firstClaim(loser, protocol.from().plus(most));
        protocol.check(
                loser + " stops advertising",
                "within " + milliseconds(most),
                late.map(advert -> "goes on").orElse("silent"),
                late.isEmpty(),
                "Adverts of two masters at a time would make switches and clients change their minds with each.");
    }
}
