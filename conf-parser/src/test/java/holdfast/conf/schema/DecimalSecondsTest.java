package holdfast.conf.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalSecondsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1000000, true",
        "0.25, 250000, true",
        "2., 2000000, true",
        "+0.01, 10000, true",
        "-1.5, -1500000, true",
        "1.000001, 1000001, true",
        "1.0000010, 1000001, true",
        "0.0000005, 1, false",
        "0.0000004, 0, false",
        "0.9999999, 1000000, false",
        "999999999999999999, 9223372036854775807, true",
        "-999999999999999999, -9223372036854775807, true"
    })
    void countsMicroseconds(String text, long micros, boolean exact) {
        assertEquals(new DecimalSeconds(micros, exact), DecimalSeconds.of(text));
    }
}
