package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The output is that of Debian's genhash 2.2.7 for the same answers. */
class GenhashTest {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 30\r\n\r\nhello world\n\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21";

    private static String output(String answer, HttpProtocol protocol, boolean verbose) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (FakeServer server = FakeServer.answering(answer);
                var out = new PrintStream(bytes, true, StandardCharsets.ISO_8859_1)) {
            var genhash = new Genhash(
                    Given.target(server.port(), Duration.ofSeconds(5)),
                    Optional.empty(),
                    protocol,
                    "/",
                    Optional.empty(),
                    verbose);
            genhash.run(out).ifPresent(trouble -> bytes.writeBytes(trouble.getBytes(StandardCharsets.US_ASCII)));
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theDigestIsAllThatIsPrinted() throws IOException {
        assertEquals("e5b47f6a23d196ce878b5c21185b740a\n", output(ANSWER, HttpProtocol.HTTP_1_0, false));
    }

    @Test
    void aChunkedBodyIsTakenAsItIsSent() throws IOException {
        assertEquals(
                "fc3946cc674492e3e09d9e45c4c09023\n",
                output(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
                        HttpProtocol.HTTP_1_1,
                        false));
    }

    @Test
    void verboselyEverythingReceivedIsPrinted() throws IOException {
        String expected = """
                -----------------------[    HTTP Header Buffer    ]-----------------------
                0000  48 54 54 50 2f 31 2e 31 - 20 32 30 30 20 4f 4b 0d   HTTP/1.1 200 OK.
                0016  0a 53 65 72 76 65 72 3a - 20 78 0d 0a 43 6f 6e 74   .Server: x..Cont
                0032  65 6e 74 2d 4c 65 6e 67 - 74 68 3a 20 33 30 0d 0a   ent-Length: 30..
                0048  0d 0a                   -                           ..             \s
                -----------------------[ HTTP Header Ascii Buffer ]-----------------------
                HTTP/1.1 200 OK
                Server: x
                Content-Length: 30


                -----------------------[        HTML Buffer        ]-----------------------
                0000  68 65 6c 6c 6f 20 77 6f - 72 6c 64 0a 00 01 02 03   hello world.....
                0016  04 05 06 07 08 09 0a 0b - 0c 0d 0e 0f 10 11         .............. \s

                -----------------------[    HTML hash resulting    ]-----------------------
                0000  e5 b4 7f 6a 23 d1 96 ce - 87 8b 5c 21 18 5b 74 0a   ...j#.....\\!.[t.
                -----------------------[ HTML hash final resulting ]-----------------------
                e5b47f6a23d196ce878b5c21185b740a

                Global response time for [/] = N usecs
                """;
        assertEquals(
                expected,
                output(ANSWER, HttpProtocol.HTTP_1_0, true)
                        .replace("\r\n", "\n")
                        .replaceFirst("= \\d+ ", "= N "));
    }

    @Test
    void whatGoesWrongIsToldInsteadOfADigest() throws IOException {
        assertEquals("closed without an answer", output("", HttpProtocol.HTTP_1_0, false));
    }
}
