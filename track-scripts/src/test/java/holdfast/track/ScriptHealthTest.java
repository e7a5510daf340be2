package holdfast.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Expected sequences are those of keepalived 2.2.7, observed with scripts of known results. */
class ScriptHealthTest {

    @Test
    void firstSuccessCountsAtOnceWhateverRiseSays() {
        assertTrue(results(false, 3, 3, "+").isGood());
    }

    @Test
    void firstFailureCountsAtOnceWhateverFallSays() {
        ScriptHealth health = results(false, 3, 3, "-");
        assertFalse(health.isGood());
        assertTrue(health.measured());
    }

    @Test
    void nothingIsMeasuredBeforeTheFirstResult() {
        assertFalse(ScriptHealth.initial(false).measured());
        assertFalse(ScriptHealth.initial(true).measured());
        assertFalse(ScriptHealth.initial(true).isGood());
    }

    @Test
    void withInitFailOneFirstSuccessIsEnough() {
        assertTrue(results(true, 3, 1, "+").isGood());
    }

    @Test
    void fallFailuresInARowMakeItBad() {
        assertTrue(results(false, 2, 3, "++--").isGood());
        assertFalse(results(false, 2, 3, "++---").isGood());
    }

    @Test
    void aSuccessInBetweenStartsTheFailureCountAgain() {
        assertTrue(results(false, 1, 3, "+--+--").isGood());
        assertFalse(results(false, 1, 3, "+--+---").isGood());
    }

    @Test
    void riseSuccessesInARowMakeItGood() {
        assertFalse(results(false, 2, 3, "+---+").isGood());
        assertTrue(results(false, 2, 3, "+---++").isGood());
    }

    @Test
    void aFailureInBetweenStartsTheSuccessCountAgain() {
        assertFalse(results(false, 2, 1, "-+-+").isGood());
        assertTrue(results(false, 2, 1, "-+-++").isGood());
    }

    @Test
    void oneOfEachIsTheDefault() {
        assertEquals(new ScriptHealth.Bad(0), results(false, 1, 1, "+-"));
        assertEquals(new ScriptHealth.Good(0), results(false, 1, 1, "+-+"));
    }

    private static ScriptHealth results(boolean initFail, int rise, int fall, String results) {
        ScriptHealth health = ScriptHealth.initial(initFail);
        for (int i = 0; i < results.length(); i++) {
            health = health.after(results.charAt(i) == '+', rise, fall);
        }
        return health;
    }
}
