package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Verdicts as keepalived 2.2.7 gave them for the same answers, but for the truncated header. */
class DnsCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(150);

    private final DatagramChecks checks = new DatagramChecks();

    @AfterEach
    void close() {
        checks.close();
    }

    private Verdict verdict(Duration timeout, Function<byte[], List<byte[]>> answers) throws IOException {
        try (DatagramServer server = new DatagramServer(answers)) {
            return checks.verdict(check(server.port(), timeout));
        }
    }

    private DnsCheck check(int port, Duration timeout) {
        return new DnsCheck(Given.target(port, timeout), DnsRecordType.A, "www.example.com", checks.watch);
    }

    /** The question as an answer without records: the flags and the code are replaced. */
    private static byte[] answer(byte[] question, int high, int low) {
        byte[] answer = question.clone();
        answer[2] = (byte) high;
        answer[3] = (byte) low;
        return answer;
    }

    /** What keepalived 2.2.7 sends for the same name and type, but for the id. */
    @Test
    void asksAsKeepalivedDoes() throws IOException {
        try (DatagramServer server = new DatagramServer(question -> List.of(answer(question, 0x81, 0x80)))) {
            checks.verdict(check(server.port(), PATIENCE));
            byte[] heard = server.heard();
            assertArrayEquals(
                    HexFormat.of().parseHex("0100000100000000000003777777076578616d706c6503636f6d0000010001"),
                    Arrays.copyOfRange(heard, 2, heard.length));
        }
    }

    /** RFC 1035, 3.1: the root is one zero byte. */
    @Test
    void theRootIsAsked() {
        assertArrayEquals(
                HexFormat.of().parseHex("002a0100000100000000000000" + "00060001"),
                DnsMessage.question(42, DnsRecordType.SOA.code(), "."));
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        for (String name : List.of("a..b", "..", "x".repeat(64) + ".org", "a.".repeat(130))) {
            assertThrows(IllegalArgumentException.class, () -> DnsMessage.question(1, 1, name), name);
        }
    }

    @Test
    void anAnswerWithoutErrorPasses() throws IOException {
        assertEquals(
                new Verdict.Passed("answered NOERROR"),
                verdict(PATIENCE, question -> List.of(answer(question, 0x81, 0x80))));
        assertEquals(
                new Verdict.Passed("answered NOERROR"),
                verdict(PATIENCE, question -> List.of(answer(question, 0x83, 0x80))),
                "truncated: the server is there");
    }

    @Test
    void anErrorFails() throws IOException {
        assertEquals(
                new Verdict.Failed("answered NXDOMAIN"),
                verdict(PATIENCE, question -> List.of(answer(question, 0x81, 0x83))));
        assertEquals(
                new Verdict.Failed("answered SERVFAIL"),
                verdict(PATIENCE, question -> List.of(answer(question, 0x81, 0x82))));
        assertEquals(
                new Verdict.Failed("answered REFUSED"),
                verdict(PATIENCE, question -> List.of(answer(question, 0x81, 0x85))));
    }

    @Test
    void whatIsNotTheAnswerIsPassedOver() throws IOException {
        assertEquals(new Verdict.Passed("answered NOERROR"), verdict(PATIENCE, question -> {
            byte[] wrongId = answer(question, 0x81, 0x83);
            wrongId[1]++;
            byte[] shortened = Arrays.copyOf(answer(question, 0x81, 0x83), 11);
            return List.of(wrongId, new byte[0], question, shortened, answer(question, 0x81, 0x80));
        }));
    }

    @Test
    void onlyTheWrongOnesAreSilence() throws IOException {
        assertEquals(new Verdict.Failed("no answer in time"), verdict(SHORT, question -> {
            byte[] wrongId = answer(question, 0x81, 0x80);
            wrongId[0]++;
            return List.of(wrongId, question);
        }));
    }

    @Test
    void silenceFails() throws IOException {
        assertEquals(new Verdict.Failed("no answer in time"), verdict(SHORT, _ -> List.of()));
    }

    @Test
    void aClosedPortIsKnownAtOnce() throws IOException {
        assertEquals(
                new Verdict.Failed("port unreachable"), checks.verdict(check(DatagramChecks.closedPort(), PATIENCE)));
    }

    /** A hundred datagrams of garbage for one question, and the answer last. */
    @Test
    void garbageDoesNotStallTheLoop() throws IOException {
        SplittableRandom random = new SplittableRandom(53);
        List<byte[]> garbage = new ArrayList<>(Collections.nCopies(100, new byte[0]));
        garbage.replaceAll(_ -> {
            byte[] bytes = new byte[random.nextInt(1_200)];
            random.nextBytes(bytes);
            return bytes;
        });
        assertEquals(new Verdict.Passed("answered NOERROR"), verdict(PATIENCE, question -> {
            List<byte[]> all = new ArrayList<>();
            garbage.forEach(bytes -> {
                if (bytes.length > 1) {
                    bytes[0] = (byte) (question[0] + 1);
                }
                all.add(bytes);
            });
            all.add(answer(question, 0x81, 0x80));
            return all;
        }));
    }
}
