package holdfast.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestWordTest {
    private static final List<String> WORDS = List.of("check", "drill", "help");

    @Test
    void findsSlipsOfTheFingers() {
        assertEquals(Optional.of("check"), NearestWord.to("chekc", WORDS));
        assertEquals(Optional.of("check"), NearestWord.to("chck", WORDS));
        assertEquals(Optional.of("drill"), NearestWord.to("dril", WORDS));
        assertEquals(Optional.of("help"), NearestWord.to("hlp", WORDS));
    }

    @Test
    void doesNotGuessWildly() {
        assertEquals(Optional.empty(), NearestWord.to("status", WORDS));
        assertEquals(Optional.empty(), NearestWord.to("x", WORDS));
    }
}
