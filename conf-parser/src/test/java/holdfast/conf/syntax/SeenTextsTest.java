package holdfast.conf.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenTextsTest {
    private final List<String> worked = new ArrayList<>();
    private final SeenTexts<Integer> lengths = new SeenTexts<>(text -> {
        worked.add(text);
        return text.length();
    });

    @Test
    void theSameTextIsWorkedOutOnce() {
        assertEquals(8, lengths.get("weight 1"));
        assertEquals(8, lengths.get(String.join(" ", "weight", "1")));
        assertEquals(List.of("weight 1"), worked);
    }

    @Test
    void textsWithTheSameHashAreToldApart() {
        var same = new SeenTexts<>(text -> text);
        assertEquals("Aa", same.get("Aa"));
        assertEquals("BB", same.get("BB")); // String.hashCode of both is 2112
        assertEquals("Aa", same.get("Aa"));
    }

    @Test
    void longTextsAreNotKept() {
        String text = "x".repeat(1_000_000);
        assertEquals(1_000_000, lengths.get(text));
        assertEquals(1_000_000, lengths.get(text));
        assertEquals(2, worked.size());
    }
}
