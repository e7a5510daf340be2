package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Digests are those {@code md5sum} prints; the requests are those Keepalived 2.2.7 was seen to send. */
class HttpCheckTest {
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final Duration IMPATIENT = Duration.ofMillis(40);
    private static final String HELLO_WORLD_MD5 = "5eb63bbbe01eeed093cb22bb8f5acdc3";
    private static final String HELLO_MD5 = "5d41402abc4b2a76b9719d911017c592";
    private static final String CHUNKS = "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
    private static final String CHUNKS_MD5 = "fc3946cc674492e3e09d9e45c4c09023"; // genhash 2.2.7

    private final Reports reports = new Reports();
    private final CheckLoop loop = new CheckLoop(reports, new Random(1));

    @AfterEach
    void close() {
        loop.close();
    }

    private static CheckedUrl url() {
        return new CheckedUrl(
                "/",
                List.of(new CheckedUrl.StatusCodes(200, 299)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static CheckedUrl url(String digest) {
        return new CheckedUrl("/", url().statusCodes(), Optional.of(digest), Optional.empty(), Optional.empty());
    }

    private static CheckedUrl urlWithRegex(String pattern) {
        var regex = new BodyRegex(pattern, false, Set.of(), 0, OptionalInt.empty());
        return new CheckedUrl("/", url().statusCodes(), Optional.empty(), Optional.empty(), Optional.of(regex));
    }

    private Verdict verdict(FakeServer server, CheckedUrl url, Duration timeout) {
        var check = new HttpCheck(
                Given.target(server.port(), timeout), Optional.empty(), HttpProtocol.HTTP_1_0, false, List.of(url));
        loop.add(Given.once(0, check));
        return reports.next().verdict();
    }

    private Verdict verdictOf(String answer, CheckedUrl url) throws IOException {
        try (FakeServer server = FakeServer.answering(answer)) {
            return verdict(server, url, PATIENT);
        }
    }

    private static void assertPasses(Verdict verdict) {
        assertInstanceOf(Verdict.Passed.class, verdict);
    }

    private static String request(HttpProtocol protocol, Optional<String> virtualHost) {
        return new String(
                HttpRequest.bytes(protocol, "/x?y=1", virtualHost.orElse("10.9.0.1:8010")), StandardCharsets.US_ASCII);
    }

    @Test
    void requestsAreThoseOfKeepalived() {
        assertEquals(
                "GET /x?y=1 HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: 10.9.0.1:8010\r\n\r\n",
                request(HttpProtocol.HTTP_1_0, Optional.empty()));
        assertEquals(
                "GET /x?y=1 HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\nHost: 10.9.0.1:8010\r\n\r\n",
                request(HttpProtocol.HTTP_1_0_CLOSE, Optional.empty()));
        assertEquals(
                "GET /x?y=1 HTTP/1.1\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\nHost: www.example.org\r\n\r\n",
                request(HttpProtocol.HTTP_1_1, Optional.of("www.example.org")));
    }

    @Test
    void theHostHeaderHasAddressAndPortUnlessThereIsAVirtualHost() throws IOException {
        try (FakeServer server = FakeServer.answering("HTTP/1.0 200 OK\r\n\r\n")) {
            assertPasses(verdict(server, url(), PATIENT));
            assertEquals(
                    List.of("GET / HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: 127.0.0.1:" + server.port()
                            + "\r\n\r\n"),
                    server.requests());
        }
    }

    @Test
    void statusCodesOutsideTheRangesFail() throws IOException {
        assertPasses(verdictOf("HTTP/1.0 204 No\r\n\r\n", url()));
        loop.remove(Given.id(0));
        assertEquals(
                new Verdict.Failed("status code 302 instead of 200-299 for /"),
                verdictOf("HTTP/1.0 302 Found\r\n\r\n", url()));
    }

    @Test
    void theDigestIsThatOfTheBody() throws IOException {
        assertPasses(verdictOf("HTTP/1.0 200 OK\r\n\r\nhello world", url(HELLO_WORLD_MD5)));
    }

    @Test
    void aWrongDigestIsNamed() throws IOException {
        assertEquals(
                new Verdict.Failed("the body's digest is " + HELLO_MD5 + " instead of " + HELLO_WORLD_MD5 + " for /"),
                verdictOf("HTTP/1.0 200 OK\r\n\r\nhello", url(HELLO_WORLD_MD5)));
    }

    @Test
    void whatComesAfterTheAnnouncedLengthIsNotPartOfTheBody() throws IOException {
        assertPasses(verdictOf("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello world", url(HELLO_MD5)));
    }

    @Test
    void aBodyShorterThanAnnouncedPassesAsWithKeepalivedAndIsMentioned() throws IOException {
        assertEquals(
                new Verdict.Passed("status code 200 for / (the body is shorter than announced)"),
                verdictOf("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello", url()));
    }

    @Test
    void ofChunksTheDigestOfTheBodyAndThatOfTheBytesSentAreBothGood() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS;
        assertPasses(verdictOf(answer, url(HELLO_WORLD_MD5)));
        loop.remove(Given.id(0));
        assertPasses(verdictOf(answer, url(CHUNKS_MD5)));
    }

    @Test
    void aRegexDoesNotSeeTheFramingOfChunks() throws IOException {
        assertPasses(verdictOf(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS, urlWithRegex("^hello world$")));
    }

    @Test
    void aRegexThatDoesNotMatchFails() throws IOException {
        assertEquals(
                new Verdict.Failed("the body does not match the regex for /"),
                verdictOf("HTTP/1.1 200 OK\r\n\r\nhello", urlWithRegex("world")));
    }

    @Test
    void anAnswerInPiecesIsPutTogether() throws IOException {
        try (FakeServer server = FakeServer.of(client -> {
            OutputStream out = client.getOutputStream();
            for (char each : "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello".toCharArray()) {
                out.write(each);
                out.flush();
            }
        })) {
            assertPasses(verdict(server, url(HELLO_MD5), PATIENT));
        }
    }

    @Test
    void aConnectionThatStaysOpenAfterTheBodyIsNotWaitedFor() throws IOException {
        try (FakeServer server = FakeServer.of(client -> {
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            assertPasses(verdict(server, url(), PATIENT));
        }
    }

    @Test
    void whatIsNoHttpFails() throws IOException {
        assertEquals(new Verdict.Failed("the answer is not HTTP"), verdictOf("garbage\r\n\r\n", url()));
        loop.remove(Given.id(0));
        assertEquals(new Verdict.Failed("closed without an answer"), verdictOf("", url()));
        loop.remove(Given.id(0));
        assertEquals(
                new Verdict.Failed("closed before the head of the answer was complete"),
                verdictOf("HTTP/1.0 200 OK\nContent-Length: 0\n\n", url()));
    }

    @Test
    void aServerThatNeverAnswersFailsAfterTheTimeout() throws IOException {
        try (FakeServer server =
                FakeServer.of(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            assertEquals(
                    new Verdict.Failed("no answer, or no more of it, within 0.04 s"),
                    verdict(server, url(), IMPATIENT));
        }
    }

    @Test
    void aServerThatDribblesEndsAfterTenTimeouts() throws IOException {
        try (FakeServer server = FakeServer.of(client -> {
            OutputStream out = client.getOutputStream();
            out.write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                LockSupport.parkNanos(1_000_000);
            }
        })) {
            assertEquals(
                    new Verdict.Failed("the answer was not complete within 0.6 s"),
                    verdict(server, url(), Duration.ofMillis(60)));
        }
    }

    @Test
    void aConnectionThatIsResetFails() throws IOException {
        try (FakeServer server = FakeServer.of(client -> {
            client.getInputStream().read();
            client.setSoLinger(true, 0);
        })) {
            assertEquals(new Verdict.Failed("connection reset"), verdict(server, url(), PATIENT));
        }
    }

    @Test
    void anEndlessHeadIsRefused() throws IOException {
        assertEquals(
                new Verdict.Failed("the head of the answer is longer than 64 KiB"),
                verdictOf("HTTP/1.0 200 OK\r\nX: " + "x".repeat(70_000), url()));
    }
}
