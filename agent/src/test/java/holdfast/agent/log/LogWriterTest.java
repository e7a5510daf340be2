package holdfast.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.log.LogLine.Importance;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LogWriterTest {
    /** An output that keeps what it gets, and waits with the first line until it is let go. */
    private static final class SlowOutput implements LogOutput {
        final List<String> texts = new CopyOnWriteArrayList<>();
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public void write(LogLine line) throws IOException {
            reached.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            texts.add(line.text());
        }
    }

    @Test
    void closingWritesEverythingThatIsQueued() {
        SlowOutput output = new SlowOutput();
        output.letGo.countDown();
        LogWriter writer = new LogWriter(1000, List.of(output));
        for (int i = 0; i < 500; i++) {
            writer.add(0, Importance.DETAIL, "line " + i);
        }
        writer.close();
        assertEquals(500, output.texts.size());
        assertEquals("line 499", output.texts.getLast());
    }

    @Test
    void aStuckOutputDelaysNobodyAndTheLossIsReported() throws InterruptedException {
        SlowOutput output = new SlowOutput();
        LogWriter writer = new LogWriter(10, List.of(output));
        writer.add(0, Importance.INFORMATION, "first");
        output.reached.await();
        long start = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            writer.add(0, Importance.DETAIL, "detail " + i);
        }
        writer.add(0, Importance.ERROR, "error");
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos());
        output.letGo.countDown();
        writer.close();
        assertEquals("first", output.texts.getFirst());
        assertEquals("991 log lines dropped: the outputs of the log are too slow", output.texts.get(1));
        assertEquals("error", output.texts.getLast());
        assertEquals(12, output.texts.size());
    }

    @Test
    void anOutputThatFailsIsCountedAndDoesNotHurtTheOthers() {
        SlowOutput good = new SlowOutput();
        good.letGo.countDown();
        LogOutput bad = _ -> {
            throw new IOException("no space left");
        };
        LogWriter writer = new LogWriter(10, List.of(bad, good));
        writer.add(0, Importance.INFORMATION, "line");
        writer.close();
        assertEquals(List.of("line"), good.texts);
        assertEquals(1, writer.lost());
    }
}
