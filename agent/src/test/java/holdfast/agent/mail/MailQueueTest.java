package holdfast.agent.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.mail.MailQueue.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailQueueTest {
    private final MailQueue queue = new MailQueue();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos(); // the monotonic clock may overflow

    @Test
    void mailsComeOutInTheOrderOfEvents() {
        add("a", "1");
        add("b", "2");
        add("a", "3");
        assertEquals(List.of("1", "2", "3"), drain());
    }

    @Test
    void oneThingThatFlapsLosesItsOwnOldestMails() {
        add("calm", "calm");
        for (int i = 0; i < MailQueue.MOST_ABOUT_ONE; i++) {
            assertEquals(Optional.empty(), add("wild", "wild " + i));
        }
        assertEquals(Optional.of("wild 0"), add("wild", "last"));
        List<String> all = drain();
        assertEquals(MailQueue.MOST_ABOUT_ONE + 1, all.size());
        assertEquals("calm", all.getFirst());
        assertEquals("wild 1", all.get(1));
        assertEquals("last", all.getLast());
    }

    @Test
    void whenAllIsFullTheOldestMailMakesRoom() {
        for (int i = 0; i < MailQueue.MOST; i++) {
            assertEquals(Optional.empty(), add("object " + i, "mail " + i));
        }
        assertEquals(Optional.of("mail 0"), add("one more", "one more"));
        assertEquals(MailQueue.MOST, queue.size());
    }

    @Test
    void afterAFailureThePauseDoublesUpToAMinuteAndTheMailStaysFirst() {
        add("a", "first");
        add("b", "second");
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Waiting first = queue.take().orElseThrow();
            assertEquals("first", first.mail().subject());
            assertEquals(List.of(), queue.deferred(first, now));
            long pause = queue.nanosUntilDue(now);
            pauses.add(Duration.ofNanos(pause).toSeconds());
            now += pause;
            assertEquals(0, queue.nanosUntilDue(now));
        }
        assertEquals(List.of(5L, 10L, 20L, 40L, 60L, 60L), pauses);
    }

    @Test
    void aServerThatAnswersAgainEndsThePause() {
        add("a", "first");
        queue.deferred(queue.take().orElseThrow(), now);
        queue.succeeded();
        assertEquals(0, queue.nanosUntilDue(now));
    }

    @Test
    void aMailThatIsDeferredForTenMinutesIsGivenUpAndTheNextStillHasItsChance() {
        add("a", "first");
        add("b", "second");
        now += Duration.ofMinutes(10).toNanos() - 1;
        assertEquals(List.of(), queue.deferred(queue.take().orElseThrow(), now));
        now += 1;
        assertEquals(List.of("first"), subjects(queue.deferred(queue.take().orElseThrow(), now)));
        assertEquals(List.of("second"), drain());
    }

    @Test
    void withoutAServerEverythingThatIsTooOldIsGivenUpAtOnce() {
        add("a", "1");
        add("a", "2");
        now += Duration.ofMinutes(10).toNanos();
        add("a", "3");
        assertEquals(List.of("1", "2"), subjects(queue.unreachable(queue.take().orElseThrow(), now)));
        assertEquals(List.of("3"), drain());
        assertTrue(queue.isEmpty());
    }

    private Optional<String> add(String object, String subject) {
        return queue.add(new Mail(object, subject, "", Instant.EPOCH, subject), now)
                .map(Mail::subject);
    }

    private List<String> drain() {
        List<String> all = new ArrayList<>();
        while (!queue.isEmpty()) {
            all.add(queue.take().orElseThrow().mail().subject());
        }
        return all;
    }

    private static List<String> subjects(List<Mail> mails) {
        return mails.stream().map(Mail::subject).toList();
    }
}
