package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceBindingTest {
    private final Reports reports = new Reports();
    private final CheckLoop loop = new CheckLoop(reports, new Random(1));
    private final BlockingQueue<InetSocketAddress> clients = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        loop.close();
    }

    private FakeServer server() throws IOException {
        return FakeServer.of(client -> clients.add((InetSocketAddress) client.getRemoteSocketAddress()));
    }

    private CheckReport report(
            FakeServer server, String bindTo, OptionalInt port, Optional<String> bindInterface, long mark)
            throws IOException {
        var target = new Target(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                Optional.of(InetAddress.ofLiteral(bindTo)),
                port,
                bindInterface,
                mark,
                Duration.ofSeconds(5));
        loop.add(Given.once(0, new TcpCheck(target)));
        return reports.next();
    }

    private int freePort() throws IOException {
        try (FakeServer server = server()) {
            return server.port();
        }
    }

    @Test
    void aConnectionComesFromTheAddressAndPortAndInterfaceGiven() throws Exception {
        int port = freePort();
        try (FakeServer server = server()) {
            CheckReport report = report(server, "127.0.0.2", OptionalInt.of(port), Optional.of("lo"), 7);
            assertInstanceOf(
                    Verdict.Passed.class, report.verdict(), report.verdict().words());
            assertEquals(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), port), clients.take());
        }
    }

    @Test
    void aSourceThatThisNodeDoesNotHaveIsNoFailureOfTheService() throws Exception {
        try (FakeServer server = server()) {
            CheckReport report = report(server, "192.0.2.1", OptionalInt.empty(), Optional.empty(), 0);
            assertInstanceOf(Verdict.Undecided.class, report.verdict());
            assertEquals(CheckStatus.UNKNOWN, report.status());
            assertTrue(report.worthLogging());
            loop.remove(Given.id(0));
            CheckReport noInterface = report(server, "127.0.0.2", OptionalInt.empty(), Optional.of("nosuch0"), 0);
            assertTrue(
                    noInterface.verdict().words().contains("nosuch0"),
                    noInterface.verdict().words());
        }
    }
}
