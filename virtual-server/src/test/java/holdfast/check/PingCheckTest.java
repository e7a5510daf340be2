package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Needs CAP_NET_RAW. */
class PingCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DatagramChecks checks = new DatagramChecks();

    @AfterEach
    void close() {
        checks.close();
    }

    private static Target target(String address, Duration timeout) {
        return Target.of(new InetSocketAddress(InetAddress.ofLiteral(address), 0), timeout);
    }

    @Test
    void theLoopbackAddressAnswers() {
        assertEquals(
                new Verdict.Passed("echo answered"),
                checks.verdict(new PingCheck(target("127.0.0.1", PATIENCE), checks.watch)));
        assertEquals(
                new Verdict.Passed("echo answered"),
                checks.verdict(new PingCheck(target("::1", PATIENCE), checks.watch)));
    }

    @Test
    void theSourceIsChosen() {
        Target target = new Target(
                target("127.0.0.1", PATIENCE).address(),
                Optional.of(InetAddress.ofLiteral("127.0.0.9")),
                OptionalInt.empty(),
                Optional.of("lo"),
                7,
                PATIENCE);
        assertEquals(new Verdict.Passed("echo answered"), checks.verdict(new PingCheck(target, checks.watch)));
    }

    /** The kernel answers no echo to a broadcast address by default (icmp_echo_ignore_broadcasts), and none may be sent. */
    @Test
    void whatCannotBeSentFailsAtOnce() {
        assertEquals(
                new Verdict.Failed("permission denied"),
                checks.verdict(new PingCheck(target("127.255.255.255", PATIENCE), checks.watch)));
    }

    /** Many at once: each has its own answer. */
    @Test
    void manyAtOnceAreToldApart() {
        int many = 200;
        for (int i = 0; i < many; i++) {
            checks.loop.add(Given.once(i, new PingCheck(target("127.0.0." + (i + 1), PATIENCE), checks.watch)));
        }
        for (int i = 0; i < many; i++) {
            assertEquals(
                    new Verdict.Passed("echo answered"), checks.reports.next().verdict());
        }
    }
}
