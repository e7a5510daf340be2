package holdfast.drill.scenario;

import static holdfast.drill.plan.DurationText.milliseconds;

import holdfast.drill.measure.AddressHistory;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Fact.ActionKind;
import holdfast.drill.measure.ProbeLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Keeps the minutes of one event: when it happened, what is expected of it, and the checks; makes an episode of it. */
final class Protocol {
    /** Two holders for less than this is a hand-over; a client cannot tell. */
    private static final Duration LONGEST_OVERLAP = Expectation.SLACK;

    private final Stage stage;
    private final String event;
    private final String masterBefore;
    private final List<Check> checks = new ArrayList<>();
    private Instant from;
    private Optional<Duration> takeover = Optional.empty();
    private final Expectation expectation;

    /** Opens the minutes of an event that is about to happen. */
    Protocol(Stage stage, String event, Expectation expectation) {
        this.stage = stage;
        this.event = event;
        this.expectation = expectation;
        this.masterBefore = stage.holdersInWords();
    }

    /** Makes the event happen. */
    Instant act(String host, ActionKind kind, Supplier<Instant> deed) {
        from = stage.act(host, kind, event, deed);
        return from;
    }

    /** When the event happened. */
    Instant from() {
        return from;
    }

    /** What is expected of it. */
    Expectation expectation() {
        return expectation;
    }

    /** Whether a node took the address since the event. */
    boolean tookAddress(DrillNode node) {
        return stage.seen()
                .addresses()
                .first(node.name(), stage.target(), true, from)
                .isPresent();
    }

    /** Waits until a node has the address, at most as long as expected and some more. */
    Optional<Instant> awaitTakeover(DrillNode next) {
        Optional<Instant> taken =
                stage.awaitAddress(next, from, expectation.most().plusSeconds(3));
        takeover = taken.map(at -> Duration.between(from, at));
        return taken;
    }

    /** Waits until a node alone holds the address and has advertised since the event. */
    void awaitOnlyMaster(DrillNode wanted) {
        boolean alone = stage.seen()
                .await(
                        () -> stage.holders().equals(List.of(wanted))
                                && stage.firstClaim(wanted, from).isPresent(),
                        expectation.most().plusSeconds(3));
        if (alone) {
            Instant last = Stream.of(
                            stage.seen().addresses().first(wanted.name(), stage.target(), true, from),
                            released(stage.other(wanted)),
                            stage.firstClaim(wanted, from).map(Fact.Advert::at))
                    .flatMap(Optional::stream)
                    .max(Instant::compareTo)
                    .orElse(from);
            takeover = Optional.of(Duration.between(from, last));
        }
    }

    /** From the event until the new master was there; empty when it never was. */
    Optional<Duration> takeover() {
        return takeover;
    }

    /** Notes a check. */
    void check(String subject, String expected, String measured, boolean held, String explanation) {
        note(subject, expected, measured, held ? Check.Outcome.HELD : Check.Outcome.FAILED, explanation);
    }

    /** Notes a check with its outcome. */
    void note(String subject, String expected, String measured, Check.Outcome outcome, String explanation) {
        checks.add(new Check(subject, expected, measured, outcome, explanation));
    }

    /** The new master came when it was expected, counted from the event. */
    void checkTakeover(DrillNode next) {
        check(
                "takeover by " + next,
                "at most " + milliseconds(expectation.most()) + " after the event",
                takeover.map(time -> milliseconds(time)).orElse("never"),
                takeover.filter(time -> time.compareTo(expectation.most()) <= 0).isPresent(),
                expectation.explanation());
    }

    /** The new master's first advert came when it was expected, counted from the last word of the old one. */
    void checkSilence(DrillNode old, DrillNode next, Optional<Instant> lastWord) {
        Optional<Duration> silence =
                lastWord.flatMap(last -> stage.firstClaim(next, from).map(first -> Duration.between(last, first.at())));
        check(
                next + " waits for the computed time",
                milliseconds(expectation.least()) + " to " + milliseconds(expectation.most())
                        + " after the last advert of " + old,
                silence.map(time -> milliseconds(time)).orElse("no advert from " + next),
                silence.filter(expectation::allows).isPresent(),
                expectation.explanation());
    }

    /** Two holders for no longer than a hand-over takes, from the event until now. */
    void checkOverlap(Check.Outcome otherwise, String explanation) {
        AddressHistory addresses = stage.seen().addresses();
        Duration both =
                addresses.overlap(stage.first().name(), stage.second().name(), stage.target(), from, Instant.now());
        boolean held = both.compareTo(LONGEST_OVERLAP) <= 0;
        note(
                "two holders of the address",
                "at most " + milliseconds(LONGEST_OVERLAP),
                milliseconds(both),
                held ? Check.Outcome.HELD : otherwise,
                explanation);
    }

    /** One holder and nobody else at the end. */
    void checkOneHolder(DrillNode wanted, Check.Outcome otherwise) {
        boolean held = stage.holders().equals(List.of(wanted));
        note(
                "one holder at the end",
                wanted.name(),
                stage.holdersInWords(),
                held ? Check.Outcome.HELD : otherwise,
                "Two nodes answering for one address cut connections at random; none is an outage.");
    }

    /** The client's pings were answered but for this long. */
    void checkPings(Duration most, String explanation) {
        checkPings(most, Check.Outcome.FAILED, explanation);
    }

    /** The same, where the fault may be a peer's. */
    void checkPings(Duration most, Check.Outcome otherwise, String explanation) {
        checkService("client without answer to pings", stage.pings(), most, otherwise, explanation);
    }

    /** The client's pages came but for this long. */
    void checkPages(Duration most, String explanation) {
        checkPages(most, Check.Outcome.FAILED, explanation);
    }

    /** The same, where the fault may be a peer's. */
    void checkPages(Duration most, Check.Outcome otherwise, String explanation) {
        checkService("client without its page", stage.pages(), most, otherwise, explanation);
    }

    private void checkService(
            String subject, ProbeLog log, Duration most, Check.Outcome otherwise, String explanation) {
        Duration longest = Service.in(log, from, judgeable()).longestOutage();
        boolean held = longest.compareTo(most) <= 0;
        note(
                subject,
                "at most " + milliseconds(most),
                milliseconds(longest),
                held ? Check.Outcome.HELD : otherwise,
                explanation);
    }

    /** When a node lost the address after the event. */
    Optional<Instant> released(DrillNode node) {
        return stage.seen().addresses().first(node.name(), stage.target(), false, from);
    }

    /** Adverts of a node with priority 0 since the event. */
    List<Fact.Advert> releases(DrillNode node) {
        return stage.adverts(node, from).stream().filter(Fact.Advert::isRelease).toList();
    }

    /** Closes the minutes. */
    Episode finish() {
        Instant until = judgeable();
        return new Episode(
                event,
                masterBefore,
                stage.holdersInWords(),
                from,
                until,
                takeover,
                Service.in(stage.pings(), from, until),
                Service.in(stage.pages(), from, until),
                expectation,
                checks);
    }

    /** Questions asked later than this cannot be judged yet. */
    private Instant judgeable() {
        return Instant.now().minus(PairLab.PAGE_PATIENCE);
    }
}
