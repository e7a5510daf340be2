package holdfast.conf.schema;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "+7", "-7", "007", "123456789012345678"})
    void integersHaveASignOrNoneAndUpTo18Digits(String text) {
        assertTrue(Digits.isInteger(text));
        assertTrue(Digits.isDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "-", "--1", "1 ", "1x", "0x10", "1234567890123456789", "\u0663"})
    void otherTextsAreNeitherIntegersNorDecimals(String text) {
        assertFalse(Digits.isInteger(text));
        assertFalse(Digits.isDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", ".5", "5.", "-0.25", "+.5", "1.0000000000000000000000000000000000000000"})
    void decimalsHaveAPointBeforeBetweenOrAfterDigits(String text) {
        assertFalse(Digits.isInteger(text));
        assertTrue(Digits.isDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".", "-.", "1.2.3", "1.x", "1.00000000000000000000000000000000000000000", "1234567890123456789.0"
            })
    void aPointAloneAndTooManyDigitsAreNoDecimals(String text) {
        assertFalse(Digits.isDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+1", "1.5", "a"})
    void onlyDigitsAreOnlyDigits(String text) {
        assertFalse(Digits.only(text));
        assertTrue(Digits.only("0123456789"));
    }
}
