package holdfast.agent.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

    private final Journal journal = new Journal("start", () -> NOW, () -> 42);

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            journal.append(new Happening.LinkChanged("eth" + i, "up"));
        }
    }

    private static List<Long> numbers(List<AgentEvent> events) {
        return events.stream().map(AgentEvent::sequence).toList();
    }

    @Test
    void eventsAreNumberedFromOneAndCarryTheTimeOfBothClocks() {
        assertEquals(1, journal.append(new Happening.DaemonChanged("started")));
        Journal.Part part = journal.after(0, 10, _ -> true);
        assertEquals(List.of(new AgentEvent(1, NOW, 42, new Happening.DaemonChanged("started"))), part.events());
        assertEquals(0, part.missed());
        assertEquals(1, part.last());
    }

    @Test
    void aReaderGetsWhatComesAfterTheLastItKnows() {
        append(5);
        assertEquals(List.of(4L, 5L), numbers(journal.after(3, 10, _ -> true).events()));
        assertEquals(List.of(), journal.after(5, 10, _ -> true).events());
        Journal.Part two = journal.after(0, 2, _ -> true);
        assertEquals(List.of(1L, 2L), numbers(two.events()));
        assertEquals(2, two.last());
    }

    @Test
    void whatAReaderDoesNotWantIsPassedOverOnceAndForAll() {
        append(5);
        Journal.Part part = journal.after(0, 10, event -> event.sequence() == 2);
        assertEquals(List.of(2L), numbers(part.events()));
        assertEquals(5, part.last());
    }

    @Test
    void whoIsTooSlowIsToldHowManyEventsAreGone() {
        append(Journal.CAPACITY + 100);
        Journal.Part part = journal.after(1, Integer.MAX_VALUE, _ -> true);
        assertEquals(99, part.missed());
        assertEquals(Journal.CAPACITY, part.events().size());
        assertEquals(101, part.events().getFirst().sequence());
    }

    @Test
    void aNumberOfAnEarlierRunThatIsTooGreatIsNoMistake() {
        append(3);
        assertEquals(List.of(), journal.after(1000, 10, _ -> true).events());
    }

    @Test
    void theNewestComeOldestFirst() {
        append(10);
        assertEquals(List.of(8L, 9L, 10L), numbers(journal.newest(3, _ -> true)));
        assertEquals(List.of(1L), numbers(journal.newest(3, event -> event.sequence() == 1)));
    }

    @Test
    void waitingEndsWithTheNextEvent() throws InterruptedException {
        append(1);
        assertTrue(journal.await(0, Duration.ZERO));
        assertFalse(journal.await(1, Duration.ZERO));
        AtomicBoolean came = new AtomicBoolean();
        CountDownLatch waits = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().start(() -> {
            waits.countDown();
            try {
                came.set(journal.await(1, Duration.ofSeconds(30)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertTrue(waits.await(5, TimeUnit.SECONDS));
        append(1);
        assertTrue(reader.join(Duration.ofSeconds(20)));
        assertTrue(came.get());
    }

    @Test
    void manyThreadsAppendAndEveryEventIsThere() throws InterruptedException {
        List<Thread> threads = List.of(
                Thread.ofPlatform().start(() -> append(1000)),
                Thread.ofPlatform().start(() -> append(1000)),
                Thread.ofPlatform().start(() -> append(1000)));
        for (Thread thread : threads) {
            assertTrue(thread.join(Duration.ofSeconds(20)));
        }
        Journal.Part part = journal.after(0, Integer.MAX_VALUE, _ -> true);
        assertEquals(3000, part.events().size());
        assertEquals(0, part.missed());
    }
}
