package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.check.UdpCheck.Expectation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Verdicts as keepalived 2.2.7 gave them for the same settings and replies. */
class UdpCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Verdict REPLIED = new Verdict.Passed("replied");
    private static final Verdict MISMATCH = new Verdict.Failed("reply data mismatch");

    private final DatagramChecks checks = new DatagramChecks();

    @AfterEach
    void close() {
        checks.close();
    }

    private static Optional<Expectation> reply(String pattern, int least, int most) {
        return Optional.of(new Expectation(Optional.of(BytePattern.of(pattern)), least, most));
    }

    private static Optional<Expectation> anyReply(int least, int most) {
        return Optional.of(new Expectation(Optional.empty(), least, most));
    }

    private Verdict verdict(Optional<Expectation> expected, String reply) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(reply);
        try (DatagramServer server = new DatagramServer(_ -> List.of(bytes))) {
            return checks.verdict(
                    new UdpCheck(Given.target(server.port(), PATIENCE), Optional.empty(), expected, checks.watch));
        }
    }

    private Verdict ofSilence(Optional<Expectation> expected) throws IOException {
        try (DatagramServer server = DatagramServer.silent()) {
            return checks.verdict(
                    new UdpCheck(Given.target(server.port(), SHORT), Optional.empty(), expected, checks.watch));
        }
    }

    @Test
    void repliesAreComparedAsFarAsBothGo() throws IOException {
        Optional<Expectation> expected = reply("12x456", 0, 255);
        assertEquals(REPLIED, verdict(expected, "123456"));
        assertEquals(MISMATCH, verdict(expected, "123556"));
        assertEquals(REPLIED, verdict(expected, "12F456789a"));
        assertEquals(REPLIED, verdict(expected, "1234"));
        assertEquals(REPLIED, verdict(expected, "12"));
        assertEquals(REPLIED, verdict(expected, ""));
        assertEquals(MISMATCH, verdict(expected, "13"));
    }

    @Test
    void lengthsCountWithAPattern() throws IOException {
        assertEquals(MISMATCH, verdict(reply("12", 0, 255), "12" + "7a".repeat(301)));
        assertEquals(REPLIED, verdict(reply("12", 0, 302), "12" + "7a".repeat(301)));
        assertEquals(MISMATCH, verdict(reply("12", 2, 255), "12"));
        assertEquals(REPLIED, verdict(reply("12", 1, 255), "12"));
        assertEquals(MISMATCH, verdict(reply("12", 0, 2), "123456"));
    }

    @Test
    void withoutAPatternEveryReplyIsGood() throws IOException {
        assertEquals(REPLIED, verdict(anyReply(0, 2), "123456"));
        assertEquals(REPLIED, verdict(anyReply(4, 255), "123456"));
        assertEquals(REPLIED, verdict(Optional.empty(), "123456"));
        assertEquals(REPLIED, verdict(anyReply(1, 255), ""));
    }

    @Test
    void silenceIsGoodUnlessAReplyIsRequired() throws IOException {
        assertEquals(new Verdict.Passed("no error came back"), ofSilence(Optional.empty()));
        assertEquals(new Verdict.Failed("no reply in time"), ofSilence(anyReply(0, 255)));
        assertEquals(new Verdict.Failed("no reply in time"), ofSilence(reply("12", 0, 255)));
    }

    @Test
    void aClosedPortFailsAtOnceWhateverIsRequired() throws IOException {
        assertEquals(
                new Verdict.Failed("port unreachable"),
                checks.verdict(new UdpCheck(
                        Given.target(DatagramChecks.closedPort(), PATIENCE),
                        Optional.empty(),
                        Optional.empty(),
                        checks.watch)));
    }

    @Test
    void thePayloadIsSentAsItIs() throws IOException {
        try (DatagramServer server = new DatagramServer(_ -> List.of(new byte[1]))) {
            checks.verdict(new UdpCheck(
                    Given.target(server.port(), PATIENCE),
                    Optional.of(BytePattern.of("0102fF")),
                    Optional.empty(),
                    checks.watch));
            assertArrayEquals(new byte[] {1, 2, -1}, server.heard());
            checks.verdict(new UdpCheck(
                    Given.target(server.port(), PATIENCE), Optional.empty(), Optional.empty(), checks.watch));
            assertEquals(32, server.heard().length);
        }
    }

    @Test
    void theSourceIsChosen() throws IOException {
        int port = DatagramChecks.closedPort();
        try (DatagramServer server = new DatagramServer(_ -> List.of(new byte[1]))) {
            Target plain = Given.target(server.port(), PATIENCE);
            Target bound = new Target(
                    plain.address(),
                    Optional.of(plain.address().getAddress()),
                    OptionalInt.of(port),
                    Optional.of("lo"),
                    7,
                    PATIENCE);
            assertEquals(
                    REPLIED, checks.verdict(new UdpCheck(bound, Optional.empty(), Optional.empty(), checks.watch)));
        }
        Target foreign = new Target(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 9),
                Optional.of(InetAddress.ofLiteral("192.0.2.1")),
                OptionalInt.empty(),
                Optional.empty(),
                0,
                PATIENCE);
        assertEquals(
                new Verdict.Failed("cannot assign requested address"),
                checks.verdict(new UdpCheck(foreign, Optional.empty(), Optional.empty(), checks.watch)));
    }

    @Test
    void equalSettingsAreTheSameCheck() {
        UdpCheck one = new UdpCheck(
                Given.target(9, PATIENCE), Optional.of(BytePattern.of("0a")), reply("x1", 0, 255), checks.watch);
        UdpCheck same = new UdpCheck(
                Given.target(9, PATIENCE), Optional.of(BytePattern.of("0A")), reply("X1", 0, 255), checks.watch);
        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
    }

    @Test
    void patternsAreHexadecimal() {
        assertThrows(IllegalArgumentException.class, () -> BytePattern.of("123"));
        assertThrows(IllegalArgumentException.class, () -> BytePattern.of("0g"));
        assertTrue(BytePattern.of("xX").matchesStartOf(ByteBuffer.wrap(new byte[] {77})));
        assertFalse(BytePattern.of("f0").matchesStartOf(ByteBuffer.wrap(new byte[] {(byte) 0xf1})));
        assertTrue(BytePattern.of("fx").matchesStartOf(ByteBuffer.wrap(new byte[] {(byte) 0xf1})));
    }
}
