package holdfast.conf.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiLinesTest {
    private static Optional<List<String>> lines(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return AsciiLines.of(bytes, bytes.length);
    }

    @Test
    void linesEndWithALineFeedOrTheFile() {
        assertEquals(Optional.of(List.of("a {", "\tb 1", "", "}")), lines("a {\n\tb 1\n\n}"));
        assertEquals(Optional.of(List.of("a", "")), lines("a\n\n"));
        assertEquals(Optional.of(List.of()), lines(""));
    }

    @Test
    void linesThatAreAlikeAreOneObject() {
        List<String> lines = lines("    weight 1\n    weight 2\n    weight 1\n").orElseThrow();
        assertSame(lines.get(0), lines.get(2));
        assertEquals("    weight 2", lines.get(1));
    }

    @Test
    void linesWithTheSameHashAreToldApart() {
        assertEquals(Optional.of(List.of("Aa", "BB", "Aa", "BB")), lines("Aa\nBB\nAa\nBB\n")); // both are 2112
    }

    @Test
    void anyTextIsCutAsStringSplitCutsIt() {
        var random = new Random(7);
        for (int run = 0; run < 300; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(200); i > 0; i--) {
                text.append("ab \t{}\n\n".charAt(random.nextInt(8)));
            }
            text.append('x');
            assertEquals(Optional.of(List.of(text.toString().split("\n", -1))), lines(text.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\0b", "a\u00e9", "\u00ef\u00bb\u00bfa", "\u0007"})
    void whatMayNeedAMessageIsLeftToOthers(String text) {
        assertEquals(Optional.empty(), lines(text));
    }

    @Test
    void bytesBehindTheLengthDoNotCount() {
        assertEquals(Optional.of(List.of("ab")), AsciiLines.of("ab\ncd".getBytes(StandardCharsets.US_ASCII), 2));
    }
}
