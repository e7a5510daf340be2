package holdfast.agent.cli.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Escape sequences as in ECMA-48: CUP, EL, ED. */
class ScreenTest {
    private static List<String> lines(String word, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> word + i).toList();
    }

    /** The lines that somebody sees. */
    private static List<String> seen(List<String> status, List<String> events, int rows, int columns) {
        String sent = Screen.of(status, events, new TerminalSize(rows, columns));
        return List.of(sent.replaceAll("\u001b\\[[HJK]", "").split("\n", -1));
    }

    @Test
    void itIsDrawnOverWhatWasThereWithoutClearingFirst() {
        assertEquals(
                "\u001b[Hs1\u001b[K\n\u001b[K\nLast events\u001b[K\ne1\u001b[K\nq quits\u001b[J",
                Screen.of(List.of("s1"), List.of("e1"), new TerminalSize(24, 80)));
    }

    @Test
    void oldEventsGoFirstWhereThereIsLittleRoom() {
        assertEquals(
                List.of("s1", "s2", "", "Last events", "e9", "e10", "q quits"),
                seen(lines("s", 2), lines("e", 10), 7, 80));
        assertEquals(List.of("s1", "s2", "q quits"), seen(lines("s", 2), lines("e", 10), 5, 80));
    }

    @Test
    void aStatusThatIsTooLongSaysSo() {
        assertEquals(
                List.of("s1", "s2", "... 98 more lines: in a larger window, or 'holdfast watch INSTANCE'", "q quits"),
                seen(lines("s", 100), lines("e", 10), 4, 80));
    }

    @Test
    void aLineThatIsTooLongIsCutWithAMark() {
        assertEquals(List.of("abc>", "q q>"), seen(List.of("abcdefgh"), List.of(), 3, 5));
        assertEquals("abcd", seen(List.of("abcd"), List.of(), 3, 5).getFirst());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 10, 24, 50})
    void itNeverScrolls(int rows) {
        for (int status = 0; status < 60; status++) {
            assertTrue(seen(lines("s", status), lines("e", 10), rows, 80).size() <= rows, status + " lines");
        }
    }

    @ParameterizedTest
    @CsvSource({"'24 80\n', 24, 80", "'50 200\n', 50, 200", "'0 0\n', 24, 80", "'', 24, 80", "'stty: no tty', 24, 80"})
    void sttySaysHowLargeATerminalIs(String answer, int rows, int columns) {
        assertEquals(new TerminalSize(rows, columns), TerminalSize.of(answer));
    }
}
