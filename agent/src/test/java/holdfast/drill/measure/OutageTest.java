package holdfast.drill.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Instant START = Instant.parse("2026-11-21T21:00:00Z");
    private static final Duration PATIENCE = Duration.ofMillis(100);

    @Test
    void lastsFromTheFirstQuestionLostToTheFirstOneAnsweredAgain() {
        List<ProbeResult> results = List.of(answered(0, 1), lost(10), lost(20), lost(30), answered(40, 1));
        assertEquals(List.of(new Outage(at(10), at(40), 3)), Outage.in(results, PATIENCE));
        assertEquals(
                Duration.ofMillis(30), Outage.in(results, PATIENCE).getFirst().length());
    }

    @Test
    void countsAnAnswerThatWaitedInAQueueAsLost() {
        List<ProbeResult> results = List.of(answered(0, 100), answered(10, 101), answered(20, 1));
        assertEquals(List.of(new Outage(at(10), at(20), 1)), Outage.in(results, PATIENCE));
    }

    @Test
    void thatIsNotOverEndsWithTheLastQuestion() {
        assertEquals(
                List.of(new Outage(at(10), at(20), 2)),
                Outage.in(List.of(answered(0, 1), lost(10), lost(20)), PATIENCE));
    }

    @Test
    void areKeptApartByOneAnswer() {
        List<ProbeResult> results = List.of(lost(0), answered(10, 1), lost(20), answered(30, 1));
        assertEquals(2, Outage.in(results, PATIENCE).size());
    }

    @Test
    void doNotExistWithoutQuestions() {
        assertEquals(List.of(), Outage.in(List.of(), PATIENCE));
    }

    @Test
    void areReportedLiveFromThreeLossesInARow() {
        List<Fact> news = new ArrayList<>();
        ProbeLog log = new ProbeLog(Fact.ProbeKind.PING, PATIENCE, news::add);
        for (int index = 0; index < 6; index++) {
            log.asked(at(index * 10));
        }
        log.answered(0, at(1), "");
        log.answered(5, at(51), "");
        log.judge(at(125));
        assertEquals(List.of(), news, "only two can be judged to be lost by now");
        log.judge(at(151));
        assertEquals(
                List.of(
                        new Fact.ServiceChange(at(10), Fact.ProbeKind.PING, false),
                        new Fact.ServiceChange(at(50), Fact.ProbeKind.PING, true)),
                news);
    }

    @Test
    void ofAnUnservedClientShowInItsLog() {
        ProbeLog log = new ProbeLog(Fact.ProbeKind.PING, PATIENCE, _ -> {});
        log.answered(log.asked(at(0)), at(1), "");
        assertTrue(log.isServed(at(110), Duration.ofMillis(50)));
        log.asked(at(10));
        assertFalse(log.isServed(at(115), Duration.ofMillis(50)));
        assertFalse(log.isServed(at(900), Duration.ofMillis(50)), "nothing was asked lately");
    }

    @Test
    void areCountedRightWhenSequenceNumbersStartAgain() {
        ProbeLog log = new ProbeLog(Fact.ProbeKind.PING, PATIENCE, _ -> {});
        for (int index = 0; index <= 65_540; index++) {
            log.asked(at(index));
        }
        assertEquals(Optional.of(65_538), log.latestWithSequence(2));
        assertEquals(Optional.of(65_535), log.latestWithSequence(65_535));
        assertEquals(Optional.of(6), log.latestWithSequence(6));
    }

    private static ProbeResult answered(int milliseconds, int after) {
        return new ProbeResult(at(milliseconds), Optional.of(at(milliseconds + after)), "");
    }

    private static ProbeResult lost(int milliseconds) {
        return new ProbeResult(at(milliseconds), Optional.empty(), "");
    }

    private static Instant at(int milliseconds) {
        return START.plusMillis(milliseconds);
    }
}
