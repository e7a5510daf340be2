package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The expected times are those of Keepalived 2.2.7, read off the packets it sent: {@code delay_loop 5}, {@code retry} and
 * {@code delay_before_retry} as each test says. A letter is a try: {@code +} passed, {@code -} failed; what follows is the delay to the next
 * try in seconds, and {@code U} or {@code D} where the status changes.
 */
class CheckScheduleTest {
    private static final Duration DELAY_LOOP = Duration.ofSeconds(5);

    private record Kind(RetryRule retryRule, int parts, boolean partsAtOnceWhileDown) implements Check {
        @Override
        public String keyword() {
            return "KIND";
        }

        @Override
        public Probe begin(Attempt attempt) throws IOException {
            throw new IOException("not in this test");
        }
    }

    private static CheckSchedule schedule(Kind kind, int retry, int delayBeforeRetry, boolean alpha) {
        var timing = new CheckTiming(DELAY_LOOP, DELAY_LOOP, retry, Duration.ofSeconds(delayBeforeRetry));
        return new CheckSchedule(new CheckDefinition(Given.id(0), kind, timing, alpha, false));
    }

    private static Kind plain(RetryRule rule) {
        return new Kind(rule, 1, false);
    }

    /** Plays tries and writes down what follows each. */
    private static String play(CheckSchedule schedule, String tries) {
        var story = new StringBuilder();
        for (int i = 0; i < tries.length(); i++) {
            char each = tries.charAt(i);
            CheckStatus before = schedule.status();
            Duration next = each == '+' ? schedule.passed() : schedule.failed();
            story.append(each).append(next.toSeconds());
            if (schedule.status() != before) {
                story.append(schedule.status() == CheckStatus.UP ? 'U' : 'D');
            }
            story.append(' ');
        }
        return story.toString().strip();
    }

    @Test
    void tcpGoesDownAfterItsRetriesAndRetriesWhileDownToo() {
        assertEquals(
                "+5U +5 -2 -2 -5D -2 -2 -5 -2 +5U",
                play(schedule(plain(RetryRule.CYCLE), 2, 2, false), "++------- +".replace(" ", "")));
    }

    @Test
    void tcpForgivesNothingInItsFirstTry() {
        assertEquals("-5D -2 -2 -5 -2", play(schedule(plain(RetryRule.CYCLE), 2, 2, false), "-----"));
    }

    @Test
    void aDelayBeforeRetryLongerThanTheLoopIsKept() {
        assertEquals("+5U -9 -5D -9 -5", play(schedule(plain(RetryRule.CYCLE), 1, 9, false), "+----"));
        assertEquals("-20D -20 -20", play(schedule(plain(RetryRule.WHOLE_ROUND), 1, 20, false), "---"));
    }

    @Test
    void smtpForgivesFromTheStart() {
        assertEquals(
                "-3 -3 -5D -3 -3 -5 -3 +5U",
                play(schedule(plain(RetryRule.CYCLE_FROM_START), 2, 3, false), "-------+"));
    }

    @Test
    void udpDnsPingAndMiscAreTriedEveryDelayLoopWhileDown() {
        assertEquals("-5D -5 -5 +5U", play(schedule(plain(RetryRule.PLAIN), 2, 2, false), "---+"));
        assertEquals("+5U +5 -2 -2 -5D -5 -5", play(schedule(plain(RetryRule.PLAIN), 2, 2, false), "++-----"));
    }

    @Test
    void aSuccessForgetsEarlierFailures() {
        assertEquals("+5U -2 -2 +5 -2 -2 +5", play(schedule(plain(RetryRule.PLAIN), 2, 2, false), "+--+--+"));
    }

    @Test
    void retryZeroForgivesNothing() {
        assertEquals("+5U -5D", play(schedule(plain(RetryRule.PLAIN), 0, 1, false), "+-"));
    }

    @Test
    void aSingleUrlMustAnswerTwiceToComeUpAgain() {
        assertEquals("-5D -5 +5 +5U +5", play(schedule(plain(RetryRule.WHOLE_ROUND), 2, 2, false), "--+++"));
    }

    @Test
    void urlsTakeTurnsOneADelayLoop() {
        CheckSchedule schedule = schedule(new Kind(RetryRule.WHOLE_ROUND, 3, false), 2, 2, false);
        assertEquals("+5 +5 +5U +5", play(schedule, "++++"));
        assertEquals(1, schedule.part());
    }

    @Test
    void aUrlThatFailedIsAskedUntilItAnswersThenAllFromTheFirst() {
        CheckSchedule schedule = schedule(new Kind(RetryRule.WHOLE_ROUND, 3, false), 2, 2, false);
        assertEquals("+5 +5 +5U +5 -2 -2 -5D -5", play(schedule, "++++----"));
        assertEquals(1, schedule.part());
        assertEquals("+5", play(schedule, "+"));
        assertEquals(0, schedule.part());
        assertEquals("+5 -2 +5 +5U", play(schedule, "+-++"), "a failure in the new round is forgiven");
    }

    @Test
    void fastRecoveryLeavesNoTimeBetweenUrlsUntilTheServiceIsUp() {
        CheckSchedule schedule = schedule(new Kind(RetryRule.WHOLE_ROUND, 3, true), 2, 2, false);
        assertEquals("+0 +0 +5U +5 -2 -2 -5D +0 +0 +0 +5U", play(schedule, "++++---++++"));
    }

    @Test
    void untilTheFirstCompleteSuccessAFailureCountsAtOnce() {
        assertEquals(
                "+5 -5D +5 +5 +5 +5U",
                play(schedule(new Kind(RetryRule.WHOLE_ROUND, 3, false), 2, 2, false), "+-++++"));
    }

    @Test
    void withAlphaTheServiceIsDownBeforeTheFirstResult() {
        CheckSchedule schedule = schedule(plain(RetryRule.CYCLE), 1, 2, true);
        assertEquals(CheckStatus.DOWN, schedule.status());
        assertEquals("-5 -2 +5U", play(schedule, "--+"));
    }

    @Test
    void firstTriesAreSpreadOverTheWarmup() {
        CheckSchedule schedule = schedule(plain(RetryRule.CYCLE), 1, 2, false);
        assertEquals(Duration.ZERO, schedule.first(0));
        assertEquals(Duration.ofMillis(2500), schedule.first(0.5));
        assertTrue(schedule.first(Math.nextDown(1.0)).compareTo(DELAY_LOOP) < 0);
        assertEquals(Duration.ofMillis(500), schedule.afterRest(0.5));
    }

    @Test
    void aTryThatCouldNotBeMadeChangesNothing() {
        CheckSchedule schedule = schedule(plain(RetryRule.CYCLE), 1, 2, false);
        assertEquals("+5U -2", play(schedule, "+-"));
        assertEquals(DELAY_LOOP, schedule.undecided());
        assertEquals("-5D", play(schedule, "-"));
    }
}
