package holdfast.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values are those keepalived 2.2.7 made of the same files. */
class FileNumberTest {

    @ParameterizedTest
    @CsvSource({"5,5", "-5,-5", "+7,7", "0,0", "0x1f,31", "0X1F,31", "-0x10,-16", "017,15", "' 9\n',9", "254,254"})
    void numbersAreReadAsInC(String text, int value) {
        assertEquals(OptionalInt.of(value), FileNumber.parse(text).value());
        assertTrue(FileNumber.parse(text).complaint().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "   "})
    void anEmptyFileIsZeroWithoutComplaint(String text) {
        assertEquals(FileNumber.NONE, FileNumber.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"12abc,12", "1 2,1", "1.5,1", "08,0", "0x,0", "0xg,0", "-3x,-3"})
    void whatFollowsTheNumberIsPassedOverWithAComplaint(String text, int value) {
        assertEquals(OptionalInt.of(value), FileNumber.parse(text).value());
        assertTrue(FileNumber.parse(text).complaint().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "--5", "+-5", "-", "\0\0", ".5", "\u0665"})
    void noNumberIsZeroWithAComplaint(String text) {
        assertEquals(OptionalInt.of(0), FileNumber.parse(text).value());
        assertTrue(FileNumber.parse(text).complaint().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "-99999999999", "0xffffffffffffffff"})
    void aNumberOutOfRangeIsIgnored(String text) {
        assertTrue(FileNumber.parse(text).value().isEmpty());
        assertTrue(FileNumber.parse(text).complaint().isPresent());
    }
}
