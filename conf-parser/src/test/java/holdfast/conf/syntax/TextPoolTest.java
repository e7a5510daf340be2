package holdfast.conf.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class TextPoolTest {
    private final TextPool pool = new TextPool();

    @Test
    void partsThatAreAlikeAreOneObject() {
        String first = pool.part("    weight 3", 4, 10);
        assertEquals("weight", first);
        assertSame(first, pool.part("weight 5", 0, 6));
    }

    @Test
    void partsWithTheSameHashAreToldApart() {
        assertEquals("Aa", pool.part(" Aa", 1, 3));
        assertEquals("BB", pool.part(" BB", 1, 3)); // String.hashCode of both is 2112
        assertEquals("Aa", pool.part(" Aa", 1, 3));
    }

    @Test
    void emptyAndLongPartsAreWhatTheyAre() {
        String text = "x".repeat(10_000);
        assertEquals("", pool.part(text, 5, 5));
        assertEquals(text.substring(1), pool.part(text, 1, text.length()));
    }
}
