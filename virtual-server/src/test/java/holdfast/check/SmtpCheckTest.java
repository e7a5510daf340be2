package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpCheckTest {
    private static final Duration PATIENT = Duration.ofSeconds(5);

    private final Reports reports = new Reports();
    private final CheckLoop loop = new CheckLoop(reports, new Random(1));
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        loop.close();
    }

    /** Says each of these, then waits for a line. */
    private FakeServer server(String... replies) throws IOException {
        return FakeServer.of(client -> {
            for (String reply : replies) {
                client.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
                var line = new StringBuilder();
                int next = client.getInputStream().read();
                while (next >= 0 && next != '\n') {
                    line.append((char) next);
                    next = client.getInputStream().read();
                }
                heard.add(line.toString().strip());
            }
        });
    }

    private Verdict verdict(FakeServer server, Duration timeout) {
        loop.add(Given.once(0, new SmtpCheck(Given.target(server.port(), timeout), "me.example")));
        return reports.next().verdict();
    }

    /** The first failures are forgiven, so what is asked for is the verdict of the try. */
    private Verdict verdictOf(String... replies) throws IOException {
        try (FakeServer server = server(replies)) {
            return verdict(server, PATIENT);
        }
    }

    @Test
    void aServerThatGreetsAndTakesHeloPasses() throws IOException {
        assertEquals(new Verdict.Passed("greeted"), verdictOf("220 hi\r\n", "250 ok\r\n", "221 bye\r\n"));
        assertEquals(List.of("HELO me.example", "QUIT"), heard.subList(0, 2));
    }

    @Test
    void repliesMayHaveSeveralLines() throws IOException {
        assertEquals(
                new Verdict.Passed("greeted"),
                verdictOf("220-hi\r\n220 there\r\n", "250-ok\r\n250-SIZE 1\r\n250 fine\r\n", "221 bye\r\n"));
    }

    @Test
    void anyReplyToQuitWillDo() throws IOException {
        assertEquals(new Verdict.Passed("greeted"), verdictOf("220 hi\r\n", "250 ok\r\n", "500 what?\r\n"));
    }

    @Test
    void otherCodesFail() throws IOException {
        assertEquals(new Verdict.Failed("greeting 554 instead of 220"), verdictOf("554 no\r\n"));
        loop.remove(Given.id(0));
        assertEquals(new Verdict.Failed("answer to HELO 500 instead of 250"), verdictOf("220 hi\r\n", "500 no\r\n"));
    }

    @Test
    void aServerThatClosesTooEarlyFails() throws IOException {
        try (FakeServer server =
                FakeServer.of(client -> client.getOutputStream().write("220-h".getBytes(StandardCharsets.US_ASCII)))) {
            assertEquals(new Verdict.Failed("closed without a complete greeting"), verdict(server, PATIENT));
        }
    }

    @Test
    void whatIsNoSmtpFails() throws IOException {
        assertEquals(new Verdict.Failed("the server does not speak SMTP"), verdictOf("hello\r\n"));
    }

    @Test
    void anEndlessGreetingIsRefused() throws IOException {
        assertEquals(
                new Verdict.Failed("a reply of the server is longer than 16 KiB"),
                verdictOf("220-again\r\n".repeat(5000)));
    }

    @Test
    void aServerThatSaysNothingFailsAfterTheTimeout() throws IOException {
        try (FakeServer server =
                FakeServer.of(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            assertEquals(new Verdict.Failed("no greeting within 0.04 s"), verdict(server, Duration.ofMillis(40)));
        }
    }
}
