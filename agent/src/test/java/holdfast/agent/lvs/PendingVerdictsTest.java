package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.check.CheckId;
import holdfast.check.CheckReport;
import holdfast.check.CheckStatus;
import holdfast.check.Verdict;
import holdfast.ipvs.CheckVerdict;
import holdfast.ipvs.CheckVerdict.WeightChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PendingVerdictsTest {
    private static final CheckId ONE = new CheckId("vs", "rs1", 0);
    private static final CheckId TWO = new CheckId("vs", "rs2", 0);

    private final PendingVerdicts verdicts = new PendingVerdicts();

    private static CheckReport report(CheckId id, CheckStatus status, boolean changed, Verdict verdict) {
        return new CheckReport(id, status, changed, verdict, 0, 0, changed, Duration.ofMillis(1));
    }

    private boolean up(CheckId id, boolean changed, OptionalInt weight) {
        return verdicts.add(report(id, CheckStatus.UP, changed, new Verdict.Passed("connected", weight)));
    }

    private boolean down(CheckId id, String words) {
        return verdicts.add(report(id, CheckStatus.DOWN, true, new Verdict.Failed(words)));
    }

    @Test
    void onlyNewsAreTold() {
        assertTrue(up(ONE, true, OptionalInt.empty()));
        assertEquals(Map.of(ONE, CheckVerdict.passed()), verdicts.take());
        assertFalse(up(ONE, false, OptionalInt.empty()), "the same again");
        assertEquals(Map.of(), verdicts.take());
    }

    @Test
    void theReaderIsWokenOnceAndGetsTheLatestOfEach() {
        assertTrue(up(ONE, true, OptionalInt.empty()));
        assertFalse(up(TWO, true, OptionalInt.empty()), "he is awake already");
        assertFalse(down(ONE, "refused"));
        Map<CheckId, CheckVerdict> all = verdicts.take();
        assertEquals(Map.of(ONE, new CheckVerdict.Failed("refused"), TWO, CheckVerdict.passed()), all);
        assertEquals(List.of(TWO, ONE), List.copyOf(all.keySet()), "in the order of what happened last");
        assertTrue(up(ONE, true, OptionalInt.empty()));
    }

    @Test
    void aNewWeightIsNewsAndAForgivenFailureKeepsIt() {
        up(ONE, true, OptionalInt.of(7));
        assertEquals(Map.of(ONE, new CheckVerdict.Passed(new WeightChange.To(7))), verdicts.take());
        verdicts.add(report(ONE, CheckStatus.UP, false, new Verdict.Failed("timed out"))); // one more is needed
        assertEquals(Map.of(), verdicts.take());
        up(ONE, false, OptionalInt.of(8));
        assertEquals(Map.of(ONE, new CheckVerdict.Passed(new WeightChange.To(8))), verdicts.take());
    }

    @Test
    void whatCouldNotBeTriedSaysNothing() {
        assertFalse(verdicts.add(report(ONE, CheckStatus.UNKNOWN, false, new Verdict.Failed("refused"))));
        assertFalse(verdicts.add(report(ONE, CheckStatus.UP, false, new Verdict.Undecided("no descriptor left"))));
        assertEquals(Map.of(), verdicts.take());
    }
}
