package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckLoopTest {
    private static final Duration SOON = Duration.ofMillis(5);

    private final Reports reports = new Reports();
    private final CheckLoop loop = new CheckLoop(reports, new Random(1));

    @AfterEach
    void close() {
        loop.close();
    }

    /** A kind of check whose tries end as the test says. */
    private record Scripted(String name, AtomicInteger tries, AtomicReference<Attempt> last, Verdict verdict)
            implements Check {
        static Scripted of(String name, Verdict verdict) {
            return new Scripted(name, new AtomicInteger(), new AtomicReference<>(), verdict);
        }

        @Override
        public String keyword() {
            return name;
        }

        @Override
        public Probe begin(Attempt attempt) {
            tries.incrementAndGet();
            last.set(attempt);
            if (verdict != null) {
                attempt.end(verdict);
            }
            return new Idle();
        }
    }

    private record Idle() implements Probe {
        @Override
        public void ready(SelectionKey key) {}

        @Override
        public void timedOut() {}

        @Override
        public void close() {}
    }

    @Test
    void aConnectionThatCanBeMadePasses() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            loop.add(Given.once(0, new TcpCheck(Given.target(server, Duration.ofSeconds(5)))));
            CheckReport report = reports.next();
            assertEquals(new Verdict.Passed("connected"), report.verdict());
            assertEquals(CheckStatus.UP, report.status());
            assertTrue(report.changed());
        }
    }

    @Test
    void aRefusedConnectionFailsAndSaysSo() throws IOException {
        int port;
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        loop.add(Given.once(0, new TcpCheck(Given.target(port, Duration.ofSeconds(5)))));
        CheckReport report = reports.next();
        assertEquals(new Verdict.Failed("connection refused"), report.verdict());
        assertEquals(CheckStatus.DOWN, report.status());
    }

    /** A server that leaves its first connections without an answer. */
    private static FakeServer answeringAfter(int silent, CountDownLatch met) throws IOException {
        var connections = new AtomicInteger();
        return FakeServer.of(client -> {
            boolean answers = connections.incrementAndGet() > silent;
            met.countDown();
            if (answers) {
                client.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } else {
                client.getInputStream().read(new byte[1_000]);
                client.getInputStream().read(); // the client's end
            }
        });
    }

    private static CheckDefinition httpCheck(FakeServer server) {
        var url = new CheckedUrl(
                "/",
                List.of(new CheckedUrl.StatusCodes(200, 200)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Target target = Given.target(server.port(), Duration.ofSeconds(2));
        return Given.once(0, new HttpCheck(target, Optional.empty(), HttpProtocol.HTTP_1_0, false, List.of(url)));
    }

    @Test
    void aTryUnderWayIsMadeAgainWithoutAReportWhenAddressesMove() throws Exception {
        var met = new CountDownLatch(1);
        try (FakeServer server = answeringAfter(1, met)) {
            loop.add(httpCheck(server));
            assertTrue(met.await(5, TimeUnit.SECONDS));
            loop.startOver();
            assertEquals(CheckStatus.UP, reports.next().status());
        }
    }

    @Test
    void aTryIsMadeAgainOnlyOnceHoweverOftenAddressesMove() throws Exception {
        var met = new CountDownLatch(2);
        try (FakeServer server = answeringAfter(2, met)) {
            loop.add(httpCheck(server));
            while (!met.await(20, TimeUnit.MILLISECONDS)) {
                loop.startOver();
            }
            loop.startOver();
            assertEquals(CheckStatus.DOWN, reports.next().status());
        }
    }

    @Test
    void workDoneElsewhereEndsATry() {
        Scripted check = Scripted.of("ELSEWHERE", null);
        loop.add(Given.once(0, check));
        loop.add(Given.once(1, Scripted.of("MARK", new Verdict.Passed("mark"))));
        reports.next(Given.id(1));
        Attempt attempt = check.last().get();
        attempt.later(() -> attempt.end(new Verdict.Passed("done")));
        assertEquals(new Verdict.Passed("done"), reports.next(Given.id(0)).verdict());
    }

    @Test
    void aTryEndsWhenItsTimeIsOverEvenIfTheProbeDoesNothing() {
        var check = new Check() {
            @Override
            public String keyword() {
                return "SILENT";
            }

            @Override
            public Probe begin(Attempt attempt) {
                attempt.limit(SOON);
                return new Idle();
            }
        };
        loop.add(Given.once(0, check));
        assertEquals(new Verdict.Failed("no answer in time"), reports.next().verdict());
    }

    @Test
    void aMistakeInACheckChangesNoStatusAndStopsNoOtherCheck() {
        var broken = new Check() {
            @Override
            public String keyword() {
                return "BROKEN";
            }

            @Override
            public Probe begin(Attempt attempt) {
                throw new IllegalStateException("on purpose");
            }
        };
        loop.add(Given.once(0, broken));
        CheckReport report = reports.next();
        assertInstanceOf(Verdict.Undecided.class, report.verdict());
        assertEquals(CheckStatus.UNKNOWN, report.status());
        loop.add(Given.once(1, Scripted.of("FINE", new Verdict.Passed("fine"))));
        assertEquals(CheckStatus.UP, reports.next(Given.id(1)).status());
    }

    @Test
    void anUnchangedCheckGoesOnOverAReload() {
        Scripted check = Scripted.of("SAME", new Verdict.Passed("ok"));
        Scripted removed = Scripted.of("REMOVED", new Verdict.Passed("ok"));
        loop.replaceAll(List.of(Given.once(0, check), Given.often(1, removed, SOON)));
        reports.next(Given.id(0));
        Scripted added = Scripted.of("ADDED", new Verdict.Passed("ok"));
        loop.replaceAll(List.of(Given.once(0, check), Given.once(2, added)));
        reports.next(Given.id(2));
        int triesOfRemoved = removed.tries().get();
        loop.add(Given.once(3, Scripted.of("MARK", new Verdict.Passed("mark"))));
        reports.next(Given.id(3));
        assertEquals(1, check.tries().get());
        assertEquals(triesOfRemoved, removed.tries().get());
    }

    @Test
    void aChangedCheckStartsAnew() {
        loop.replaceAll(List.of(Given.once(0, Scripted.of("OLD", new Verdict.Failed("no")))));
        assertEquals(CheckStatus.DOWN, reports.next().status());
        loop.replaceAll(List.of(Given.once(0, Scripted.of("NEW", new Verdict.Passed("ok")))));
        CheckReport report = reports.next();
        assertEquals(CheckStatus.UP, report.status());
        assertTrue(report.changed());
    }

    @Test
    void aSuspendedCheckIsNotTriedAndGoesOnWithItsStatus() {
        Scripted check = Scripted.of("RESTING", new Verdict.Passed("ok"));
        loop.add(Given.often(0, check, SOON));
        reports.next();
        loop.suspend(List.of(Given.id(0)));
        loop.add(Given.once(1, Scripted.of("MARK", new Verdict.Passed("mark"))));
        reports.next(Given.id(1));
        int tries = check.tries().get();
        loop.add(Given.once(2, Scripted.of("MARK", new Verdict.Passed("mark"))));
        reports.next(Given.id(2));
        assertEquals(tries, check.tries().get());
        loop.resume(List.of(Given.id(0)));
        CheckReport report = reports.next(Given.id(0));
        assertEquals(CheckStatus.UP, report.status());
        assertFalse(report.changed());
    }
}
