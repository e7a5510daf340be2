package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import holdfast.bfd.BfdState;
import holdfast.bfd.Diagnostic;
import holdfast.ipvs.CheckVerdict;
import holdfast.ipvs.CheckVerdict.WeightChange;
import org.junit.jupiter.api.Test;

/** FILE_CHECK and BFD_CHECK; the numbers are what keepalived 2.2.7 made of a weight of 7. */
class EventChecksTest {
    private static final int CONFIGURED = 7;

    private static long weight(FileCheck check, int value) {
        CheckVerdict.Passed passed = assertInstanceOf(CheckVerdict.Passed.class, check.verdict(value));
        return switch (passed.weight()) {
            case WeightChange.By(long amount) -> CONFIGURED + amount;
            case WeightChange.None _ -> CONFIGURED;
            case WeightChange.To to -> throw new AssertionError(to);
        };
    }

    @Test
    void theNumberTimesTheWeightIsAdded() {
        FileCheck twice = new FileCheck("tf", 2, false);
        assertEquals(7, weight(twice, 0));
        assertEquals(13, weight(twice, 3));
        assertEquals(1, weight(twice, -3));
        assertEquals(2007, weight(twice, 1000));
        assertEquals(4, weight(new FileCheck("tf", -1, false), 3));
        assertEquals(10, weight(new FileCheck("tf", -1, false), -3));
        assertEquals(4, weight(new FileCheck("tf", 1, true), 3));
        assertEquals(1007, weight(new FileCheck("tf", 1, true), -1000));
    }

    /** keepalived.conf(5): the limit is -2147483648; the pool makes 0 of every other sum below it. */
    @Test
    void aVeryLowSumIsAFailure() {
        assertEquals(
                new CheckVerdict.Failed("tracked file tf has status -2000000000"),
                new FileCheck("tf", 2, false).verdict(-2_000_000_000));
        assertEquals(
                new CheckVerdict.Failed("tracked file tf has status -2147483648"),
                new FileCheck("tf", 1, false).verdict(Integer.MIN_VALUE));
        assertEquals(7L - Integer.MAX_VALUE, weight(new FileCheck("tf", 1, false), -Integer.MAX_VALUE));
        assertEquals(7L + Integer.MAX_VALUE, weight(new FileCheck("tf", 2, false), Integer.MAX_VALUE));
    }

    @Test
    void withoutAWeightTheNumberIsGoodOrBad() {
        FileCheck plain = new FileCheck("tf", 0, false);
        assertEquals(CheckVerdict.passed(), plain.verdict(0));
        assertEquals(new CheckVerdict.Failed("tracked file tf has status 3"), plain.verdict(3));
        FileCheck reversed = new FileCheck("tf", 0, true);
        assertEquals(CheckVerdict.passed(), reversed.verdict(-7));
        assertEquals(new CheckVerdict.Failed("tracked file tf has status 0"), reversed.verdict(0));
    }

    @Test
    void onlyASessionThatIsUpIsGood() {
        BfdCheck check = new BfdCheck("S4");
        assertEquals(CheckVerdict.passed(), check.verdict(BfdState.UP, Diagnostic.NONE));
        assertEquals(
                new CheckVerdict.Failed("BFD session S4 is Down: Control Detection Time Expired"),
                check.verdict(BfdState.DOWN, Diagnostic.DETECTION_TIME_EXPIRED));
        assertEquals(new CheckVerdict.Failed("BFD session S4 is Init"), check.verdict(BfdState.INIT, Diagnostic.NONE));
        assertInstanceOf(
                CheckVerdict.Failed.class, check.verdict(BfdState.ADMIN_DOWN, Diagnostic.ADMINISTRATIVELY_DOWN));
    }
}
