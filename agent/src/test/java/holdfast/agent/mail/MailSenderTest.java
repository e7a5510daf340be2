package holdfast.agent.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MailSenderTest {
    private static final MailRoute ROUTE = new MailRoute(
            "192.0.2.25",
            25,
            "helo",
            Duration.ofSeconds(5),
            "kd@example.com",
            List.of("ops@example.com"),
            "R1",
            "node");

    private final FakeCarrier carrier = new FakeCarrier();
    private final MailSender sender = new MailSender(() -> carrier);

    @Test
    void mailsLeaveInTheOrderOfPostingAndAreCounted() throws Exception {
        sender.update(Optional.of(ROUTE));
        sender.post("a", "first", "");
        sender.post("b", "second", "");
        sender.post("a", "third", "");
        assertEquals("first", carrier.carried.take());
        assertEquals("second", carrier.carried.take());
        assertEquals("third", carrier.carried.take());
        sender.close(Duration.ofSeconds(10));
        assertEquals(new MailSender.Counts(3, 0, 0, 0), sender.counts());
    }

    @Test
    void withoutAServerNothingIsKeptAndTheLibraryIsNotTouched() {
        sender.post("a", "nobody hears", "");
        sender.update(Optional.empty());
        sender.post("a", "nobody hears", "");
        sender.close(Duration.ofSeconds(10));
        assertEquals(new MailSender.Counts(0, 0, 0, 0), sender.counts());
        assertFalse(carrier.made);
    }

    @Test
    void whoPostsDoesNotWaitForAServerThatHangsOrIsSlowToSayGoodbye() throws Exception {
        carrier.hang = new CountDownLatch(1);
        sender.update(Optional.of(ROUTE));
        sender.post("a", "hangs", "");
        assertEquals("hangs", carrier.carried.take());
        for (int i = 0; i < MailQueue.MOST_ABOUT_ONE + 3; i++) {
            sender.post("a", "mail " + i, "");
        }
        assertEquals(3, sender.counts().dropped());
        assertEquals(MailQueue.MOST_ABOUT_ONE, sender.counts().waiting());
        carrier.hang.countDown();
        assertEquals("mail 3", carrier.carried.take());
        sender.close(Duration.ofSeconds(10));
        assertEquals(MailQueue.MOST_ABOUT_ONE + 1, sender.counts().sent());
    }

    private void theFirstOfTwoIsLost() throws InterruptedException {
        sender.update(Optional.of(ROUTE));
        sender.post("a", "first", "");
        sender.post("a", "second", "");
        assertEquals("first", carrier.carried.take());
        assertEquals("second", carrier.carried.take());
        sender.close(Duration.ofSeconds(10));
        assertEquals(new MailSender.Counts(1, 1, 0, 0), sender.counts());
    }

    @Test
    void aMailThatIsRefusedIsGivenUpAndTheNextIsSent() throws Exception {
        carrier.refuse = "first";
        theFirstOfTwoIsLost();
    }

    @Test
    void anErrorOfTheLibraryCostsOneMailAndNoMore() throws Exception {
        carrier.breakAt = "first";
        theFirstOfTwoIsLost();
    }

    @Test
    void atTheEndWhatWaitsForAnUnreachableServerIsTriedOnceMoreAndGivenUp() throws Exception {
        carrier.unreachable = true;
        sender.update(Optional.of(ROUTE));
        sender.post("a", "first", "");
        assertEquals("first", carrier.carried.take());
        sender.post("a", "second", "");
        while (sender.counts().waiting() < 2) {
            Thread.onSpinWait();
        }
        assertNull(carrier.carried.poll(), "it waits for its pause");
        sender.close(Duration.ofSeconds(10));
        assertEquals("first", carrier.carried.take());
        assertEquals(new MailSender.Counts(0, 2, 0, 0), sender.counts());
    }

    @Test
    void atTheEndAServerThatHangsIsNotWaitedForLongerThanTheLimit() throws Exception {
        carrier.hang = new CountDownLatch(1);
        sender.update(Optional.of(ROUTE));
        sender.post("a", "first", "");
        sender.post("a", "second", "");
        assertEquals("first", carrier.carried.take());
        sender.close(Duration.ofMillis(1));
        assertTrue(carrier.aborted);
        assertEquals(new MailSender.Counts(0, 2, 0, 0), sender.counts());
        carrier.hang.countDown();
    }

    /** A server that does what a test says. */
    private static final class FakeCarrier implements Carrier {
        final BlockingQueue<String> carried = new LinkedBlockingQueue<>();
        volatile CountDownLatch hang = new CountDownLatch(0);
        volatile String refuse = "";
        volatile String breakAt = "";
        volatile boolean unreachable;
        volatile boolean aborted;
        volatile boolean made;

        @Override
        public Outcome carry(Mail mail, MailRoute route) {
            made = true;
            carried.add(mail.subject());
            try {
                assertTrue(hang.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (mail.subject().equals(breakAt)) {
                throw new IllegalStateException("broken");
            }
            if (mail.subject().equals(refuse)) {
                return new Outcome.Refused("550 no");
            }
            return unreachable ? new Outcome.Unreachable("connection refused") : new Outcome.Sent(Optional.empty());
        }

        @Override
        public void rest() {
            // there is no connection
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }
}
