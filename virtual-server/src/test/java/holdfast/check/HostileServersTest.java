package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Servers that mean no good must not hold up other checks, keep descriptors or take memory. */
class HostileServersTest {
    private static final Duration PATIENT = Duration.ofSeconds(8);
    private static final int CONNECTIONS = 400;

    private static long openDescriptors() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }

    private static Check http(FakeServer server, Duration timeout, String digest) {
        var url = new CheckedUrl(
                "/",
                List.of(new CheckedUrl.StatusCodes(200, 200)),
                Optional.of(digest),
                Optional.empty(),
                Optional.empty());
        return new HttpCheck(
                Given.target(server.port(), timeout), Optional.empty(), HttpProtocol.HTTP_1_0, false, List.of(url));
    }

    @Test
    void hundredsOfSilentConnectionsHoldNobodyUpAndLeaveNoDescriptor() throws IOException {
        long before = openDescriptors();
        checkBesideSilentConnections();
        long after = openDescriptors();
        while (after > before + 10) { // what the server's side has not closed yet
            Thread.onSpinWait();
            after = openDescriptors();
        }
        assertTrue(after <= before + 10, after + " descriptors, before " + before);
    }

    private static void checkBesideSilentConnections() throws IOException {
        var reports = new Reports();
        try (FakeServer silent =
                        FakeServer.of(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
                FakeServer good = FakeServer.answering("HTTP/1.0 200 OK\r\n\r\n");
                var loop = new CheckLoop(reports, new Random(1))) {
            List<CheckDefinition> definitions = new ArrayList<>();
            for (int i = 1; i <= CONNECTIONS; i++) {
                definitions.add(Given.once(i, http(silent, PATIENT, "00")));
            }
            loop.replaceAll(definitions);
            loop.add(Given.once(0, new TcpCheck(Given.target(good.port(), PATIENT))));
            assertInstanceOf(Verdict.Passed.class, reports.next(Given.id(0)).verdict(), "while all others wait");
            loop.replaceAll(List.of());
            loop.add(Given.once(CONNECTIONS + 1, new TcpCheck(Given.target(good.port(), PATIENT))));
            reports.next(Given.id(CONNECTIONS + 1)); // the loop has given up the others by now
        }
    }

    @Test
    void hundredsOfChecksAtOnceAllGetTheirResult() throws IOException {
        var reports = new Reports();
        try (FakeServer server = FakeServer.answering("HTTP/1.0 200 OK\r\n\r\nhello");
                var loop = new CheckLoop(reports, new Random(1))) {
            for (int i = 0; i < CONNECTIONS; i++) {
                loop.add(Given.once(i, http(server, PATIENT, "5d41402abc4b2a76b9719d911017c592")));
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                assertEquals(CheckStatus.UP, reports.next().status());
            }
        }
    }

    @Test
    void aHugeBodyTakesNoMemoryAndOtherChecksGoOnBesideIt() throws IOException {
        var block = new byte[64 * 1024];
        int blocks = 1600; // 100 MiB
        var reports = new Reports();
        try (FakeServer huge = FakeServer.of(client -> {
                    client.getInputStream().read(new byte[200]);
                    OutputStream out = client.getOutputStream();
                    out.write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < blocks; i++) {
                        out.write(block);
                    }
                });
                FakeServer good = FakeServer.answering("HTTP/1.0 200 OK\r\n\r\n");
                var loop = new CheckLoop(reports, new Random(1))) {
            // head -c 104857600 /dev/zero | md5sum
            loop.add(Given.once(0, http(huge, PATIENT, "2f282b84e7e608d5852449ed940bfc51")));
            loop.add(Given.often(1, new TcpCheck(Given.target(good.port(), PATIENT)), Duration.ofMillis(5)));
            int others = 0;
            CheckReport report = reports.next();
            while (report.id().position() != 0) {
                others++;
                report = reports.next();
            }
            assertInstanceOf(
                    Verdict.Passed.class, report.verdict(), report.verdict().words());
            assertTrue(others > 1, others + " other checks meanwhile");
        }
    }

    @Test
    void tlsServersThatSayNothingTakeBoundedMemoryAndFailNobodyElse() throws IOException {
        var reports = new Reports();
        int servers = 20;
        int tries = 4; // each has two buffers
        try (FakeServer silent =
                        FakeServer.of(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
                var loop = new CheckLoop(reports, new Random(1), 2 * tries)) {
            var url = new CheckedUrl(
                    "/",
                    List.of(new CheckedUrl.StatusCodes(200, 200)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            var check = new HttpCheck(
                    Given.target(silent.port(), PATIENT),
                    Optional.of(TlsSettings.plain()),
                    HttpProtocol.HTTP_1_0,
                    false,
                    List.of(url));
            for (int i = 0; i < servers; i++) {
                loop.add(Given.once(i, check));
            }
            for (int i = 0; i < servers - tries; i++) {
                CheckReport report = reports.next();
                assertInstanceOf(
                        Verdict.Undecided.class,
                        report.verdict(),
                        report.verdict().words());
                assertEquals(CheckStatus.UNKNOWN, report.status());
            }
        }
    }
}
