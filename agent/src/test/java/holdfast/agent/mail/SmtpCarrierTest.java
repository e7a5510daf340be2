package holdfast.agent.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conversations by RFC 5321 with a server on the loopback interface. */
@Timeout(60)
class SmtpCarrierTest {
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final SmtpCarrier carrier = new SmtpCarrier();
    private SmtpRecorder server;

    @BeforeEach
    void listen() throws IOException {
        server = new SmtpRecorder();
    }

    @AfterEach
    void hangUp() throws IOException {
        carrier.rest();
        server.close();
    }

    @Test
    void oneConnectionCarriesAllMailsThatWait() throws Exception {
        assertEquals(new Outcome.Sent(Optional.empty()), carry("first", ".a line that begins with a dot"));
        assertEquals(new Outcome.Sent(Optional.empty()), carry("second", "b"));
        assertTrue(server.messages.take().endsWith("\n\n.a line that begins with a dot\n"));
        assertTrue(server.messages.take().contains("Subject: [R1] second\n"));
        assertEquals(
                List.of(
                        "(connected)",
                        "EHLO helo.example",
                        "MAIL FROM:<kd@example.com>",
                        "RCPT TO:<ops@example.com>",
                        "RCPT TO:<second@example.com>",
                        "DATA",
                        ".",
                        "MAIL FROM:<kd@example.com>",
                        "RCPT TO:<ops@example.com>",
                        "RCPT TO:<second@example.com>",
                        "DATA",
                        "."),
                server.heard);
    }

    @Test
    void aServerThatKnowsNoEhloIsGreetedWithHelo() {
        server.answers = command -> command.startsWith("EHLO") ? "502 what?" : SmtpRecorder.usual(command);
        assertInstanceOf(Outcome.Sent.class, carry("s", "b"));
        assertTrue(server.heard.contains("HELO helo.example"), server.heard.toString());
    }

    @Test
    void aConnectionThatTheServerHasClosedMeanwhileIsOpenedAgain() {
        assertInstanceOf(Outcome.Sent.class, carry("first", "b"));
        server.answers = command -> command.startsWith("MAIL")
                        && server.heard.stream().filter("(connected)"::equals).count() == 1
                ? "421 too long idle, closing"
                : SmtpRecorder.usual(command);
        assertInstanceOf(Outcome.Sent.class, carry("second", "b"));
    }

    @Test
    void oneRecipientThatIsGoneDoesNotCostTheOthersTheirMail() throws Exception {
        server.answers = command -> command.contains("<ops@") ? "550 unknown here" : SmtpRecorder.usual(command);
        Outcome.Sent sent = assertInstanceOf(Outcome.Sent.class, carry("s", "b"));
        String remark = sent.remark().orElseThrow();
        assertTrue(remark.contains("ops@example.com") && remark.contains("550 unknown here"), remark);
        assertTrue(server.messages.take().contains("Subject: [R1] s\n"));
    }

    @Test
    void repliesFrom500AreForGood() {
        server.answers = command -> command.startsWith("RCPT") ? "550 unknown here" : SmtpRecorder.usual(command);
        assertTrue(assertInstanceOf(Outcome.Refused.class, carry("s", "b"))
                .reason()
                .contains("550 unknown here"));
        server.answers = command -> command.startsWith("MAIL") ? "553 not you" : SmtpRecorder.usual(command);
        assertTrue(assertInstanceOf(Outcome.Refused.class, carry("s", "b"))
                .reason()
                .contains("553 not you"));
        server.answers = command -> command.equals(".") ? "554 spam" : SmtpRecorder.usual(command);
        assertTrue(assertInstanceOf(Outcome.Refused.class, carry("s", "b"))
                .reason()
                .contains("554 spam"));
    }

    @Test
    void repliesFrom400MayChange() {
        server.answers = command -> command.startsWith("RCPT") ? "450 greylisted" : SmtpRecorder.usual(command);
        assertTrue(assertInstanceOf(Outcome.Deferred.class, carry("s", "b"))
                .reason()
                .contains("450 greylisted"));
        server.answers = command -> command.equals(".") ? "451 later" : SmtpRecorder.usual(command);
        assertTrue(assertInstanceOf(Outcome.Deferred.class, carry("s", "b"))
                .reason()
                .contains("451 later"));
    }

    @Test
    void withoutAServerAllMailsHaveToWait() throws IOException {
        server.close();
        Outcome.Unreachable outcome = assertInstanceOf(Outcome.Unreachable.class, carry("s", "b"));
        assertTrue(outcome.reason().contains("Connection refused"), outcome.reason());
    }

    @Test
    void aServerThatNeverAnswersIsLeftAfterTheTimeOut() {
        server.answers = _ -> "";
        assertInstanceOf(Outcome.Unreachable.class, carry("s", "b"));
        server.answers = command -> command.equals("DATA") ? "" : SmtpRecorder.usual(command);
        assertInstanceOf(Outcome.Unreachable.class, carry("s", "b"));
    }

    @Test
    void anEndlessAnswerIsLeftTooThoughItNeverPauses() {
        server.answers = command -> command.startsWith("EHLO") ? "250-x\r\n".repeat(20_000_000 / 7) : "220 hello";
        assertInstanceOf(Outcome.Unreachable.class, carry("s", "b"));
    }

    @Test
    void anotherThreadCanEndAConversationThatHangs() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.answers = command -> {
            if (command.equals("DATA")) {
                asked.countDown();
                return "";
            }
            return SmtpRecorder.usual(command);
        };
        Thread stopper = Thread.ofVirtual().start(() -> {
            try {
                asked.await();
                carrier.abort();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertInstanceOf(Outcome.Unreachable.class, carry("s", "b", Duration.ofSeconds(50)));
        stopper.join();
    }

    private Outcome carry(String subject, String body) {
        return carry(subject, body, PATIENCE);
    }

    private Outcome carry(String subject, String body, Duration timeout) {
        MailRoute route = new MailRoute(
                "127.0.0.1",
                server.port(),
                "helo.example",
                timeout,
                "kd@example.com",
                List.of("ops@example.com", "second@example.com"),
                "R1",
                "node");
        return carrier.carry(new Mail("object", subject, body, Instant.EPOCH, "1.2.3"), route);
    }
}
