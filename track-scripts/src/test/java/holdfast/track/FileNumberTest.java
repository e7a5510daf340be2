package holdfast.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNumberTest {

    @ParameterizedTest
    @CsvSource({"5,5", "-5,-5", "+7,7", "0,0", "0x1f,31", "0X1F,31", "-0x10,-16", "017,15", "'  12\n',12", "254,254"})
    void numbersAreReadAsInC(String text, int value) {
        assertEquals(value, FileNumber.parse(text).value());
        assertTrue(FileNumber.parse(text).complaint().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "   "})
    void anEmptyFileIsZeroWithoutComplaint(String text) {
        assertEquals(0, FileNumber.parse(text).value());
        assertTrue(FileNumber.parse(text).complaint().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "12abc", "1 2", "08", "0x", "--5", "+-5", "0x-5", "-", "1.5", "\0\0"})
    void anythingElseIsZeroWithAComplaint(String text) {
        assertEquals(0, FileNumber.parse(text).value());
        assertTrue(FileNumber.parse(text).complaint().isPresent());
    }

    @Test
    void hugeNumbersAreCutToTheRangeOfWeights() {
        assertEquals(Integer.MAX_VALUE, FileNumber.parse("99999999999").value());
        assertEquals(-Integer.MAX_VALUE, FileNumber.parse("-99999999999").value());
        assertEquals(Integer.MAX_VALUE, FileNumber.parse("0xffffffffffffffff").value());
        assertTrue(FileNumber.parse("99999999999").complaint().isPresent());
    }
}
