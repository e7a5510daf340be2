package holdfast.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import holdfast.agent.log.LogLine.Importance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineQueueTest {
    private static List<String> drain(LineQueue queue) {
        List<String> texts = new ArrayList<>();
        for (LogLine line = queue.poll(); line != null; line = queue.poll()) {
            texts.add(line.text());
        }
        return texts;
    }

    @Test
    void linesComeOutInTheOrderTheyWentInWhateverTheirImportance() {
        LineQueue queue = new LineQueue(10);
        queue.add(0, Importance.DETAIL, "a");
        queue.add(0, Importance.ERROR, "b");
        queue.add(0, Importance.INFORMATION, "c");
        queue.add(0, Importance.DETAIL, "d");
        assertEquals(List.of("a", "b", "c", "d"), drain(queue));
        assertNull(queue.poll());
    }

    @Test
    void whenItIsFullTheOldestDetailsGoFirstThenTheOldestLines() {
        LineQueue queue = new LineQueue(3);
        queue.add(0, Importance.INFORMATION, "info 1");
        queue.add(0, Importance.DETAIL, "detail 1");
        queue.add(0, Importance.DETAIL, "detail 2");
        queue.add(0, Importance.INFORMATION, "info 2");
        queue.add(0, Importance.INFORMATION, "info 3");
        queue.add(0, Importance.ERROR, "error");
        assertEquals(List.of("info 2", "info 3", "error"), drain(queue));
        assertEquals(3, queue.takeDropped());
        assertEquals(0, queue.takeDropped());
    }

    @Test
    void roomIsFreeAgainAfterReading() {
        LineQueue queue = new LineQueue(2);
        for (int i = 0; i < 100; i++) {
            queue.add(0, Importance.INFORMATION, "line " + i);
            assertEquals(List.of("line " + i), drain(queue));
        }
        assertEquals(0, queue.takeDropped());
    }
}
