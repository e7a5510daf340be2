package holdfast.bfd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.bfd.BfdEffect.Log;
import holdfast.bfd.BfdEffect.SendPacket;
import holdfast.bfd.BfdEffect.StateChanged;
import holdfast.bfd.BfdEvent.Configured;
import holdfast.bfd.BfdEvent.PacketReceived;
import holdfast.bfd.BfdEvent.Tick;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One engine, its neighbor played by hand. */
class BfdEngineTest {
    private static final InetAddress NEIGHBOR = InetAddress.ofLiteral("10.77.0.1");
    private static final long SECOND = 1_000_000_000L;

    private final BfdEngine engine = new BfdEngine(1);
    private final List<ControlPacket> sent = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<BfdState> states = new ArrayList<>();

    private void on(BfdEvent event, long now) {
        for (BfdEffect effect : engine.on(event, now)) {
            switch (effect) {
                case SendPacket send -> sent.add(send.packet());
                case StateChanged change -> states.add(change.to());
                case Log log -> lines.add(log.line());
            }
        }
    }

    private static BfdSettings settings(int ttl, int maxHops, boolean multihop) {
        Duration interval = Duration.ofMillis(100);
        return new BfdSettings(
                "S4",
                NEIGHBOR,
                Optional.empty(),
                interval,
                interval,
                Duration.ofSeconds(1),
                3,
                false,
                ttl,
                maxHops,
                multihop);
    }

    private void begin(BfdSettings settings) {
        on(new Configured(List.of(settings)), 0);
    }

    /** A packet of the neighbor, "YYYYYYYY" standing for our discriminator. */
    private void hear(String hex, int ttl, long now) {
        hear(hex, NEIGHBOR, ttl, false, now);
    }

    private void hear(String hex, InetAddress from, int ttl, boolean multihop, long now) {
        String mine = String.format("%08x", sent.getFirst().myDiscriminator());
        byte[] bytes = HexFormat.of().parseHex(hex.replace("YYYYYYYY", mine));
        on(new PacketReceived(ByteBuffer.wrap(bytes), from, 57_101, ttl, multihop), now);
    }

    private static final String DOWN = "20400418befc911200000000000f4240000186a000000000";
    private static final String INIT = "20800418befc9112YYYYYYYY000f4240000186a000000000";
    private static final String UP = "20c00418befc9112YYYYYYYY0000c350000186a000000000";
    private static final String UP_POLL = "20e00418befc9112YYYYYYYY0000c350000186a000000000";
    private static final String UP_FINAL = "20d00418befc9112YYYYYYYY0000c350000186a000000000";

    private void comeUp() {
        begin(settings(255, 0, false));
        hear(DOWN, 255, SECOND);
        hear(INIT, 255, 2 * SECOND);
        hear(UP_FINAL, 255, 2 * SECOND + 1);
        assertEquals(List.of(BfdState.INIT, BfdState.UP), states);
    }

    /** The packets keepalived 2.2.7 sent while a session came up, with our discriminator in place of its neighbor's. */
    @Test
    void followsKeepalivesPacketsFromDownToUp() {
        begin(settings(255, 0, false));
        assertEquals(BfdState.DOWN, sent.getFirst().state());
        assertEquals(1_000_000, sent.getFirst().desiredMinTx());
        hear(DOWN, 255, SECOND);
        assertEquals(BfdState.INIT, sent.getLast().state());
        assertEquals(0xbefc9112, sent.getLast().yourDiscriminator());
        hear(UP_POLL, 255, 2 * SECOND);
        assertEquals(List.of(BfdState.INIT, BfdState.UP), states);
        ControlPacket answer = sent.get(sent.size() - 2);
        assertTrue(answer.finalBit());
        assertFalse(answer.poll());
        assertEquals(BfdState.UP, answer.state());
        assertTrue(sent.getLast().poll(), "our own timers changed, too");
        hear(UP_FINAL, 255, 2 * SECOND + 1);
        on(new Tick(), 3 * SECOND);
        assertFalse(sent.getLast().poll());
    }

    @Test
    void asksForTheHopLimitItSendsWith() {
        begin(settings(255, 0, false));
        hear(DOWN, 254, SECOND);
        assertEquals(List.of(), states);
        assertEquals(1, engine.rejected(RejectReason.TOO_MANY_HOPS));
        assertEquals("Discarding packet from [10.77.0.1]:57101 (Packet ttl is too low - 254 < 255)", lines.getLast());
    }

    /** Measured on keepalived 2.2.7: the least TTL is ttl less max_hops; -1 lets all pass. */
    @Test
    void allowsAsManyHopsAsConfigured() {
        assertEquals(245, settings(255, 10, true).leastReceivedTtl());
        assertEquals(64, settings(64, 0, false).leastReceivedTtl());
        assertEquals(0, settings(64, 255, false).leastReceivedTtl());
        assertEquals(0, settings(255, 255, false).leastReceivedTtl());
        assertEquals(0, settings(255, -1, false).leastReceivedTtl());
        begin(settings(255, 10, false));
        hear(DOWN, 245, SECOND);
        assertEquals(List.of(BfdState.INIT), states);
    }

    @Test
    void hearsOnlyItsNeighborAtItsPort() {
        begin(settings(255, 0, false));
        hear(DOWN, InetAddress.ofLiteral("10.77.0.3"), 255, false, SECOND);
        hear(INIT, InetAddress.ofLiteral("10.77.0.3"), 255, false, SECOND);
        hear(DOWN, NEIGHBOR, 255, true, SECOND);
        hear("20800418befc911212345678000f4240000186a000000000", 255, SECOND);
        assertEquals(List.of(), states);
        assertEquals(4, engine.rejected(RejectReason.NO_SESSION));
        assertEquals(1, lines.size(), "one line for the same reason within ten seconds");
        hear("20800418befc911212345678000f4240000186a000000000", 255, 12 * SECOND);
        assertEquals(
                "Discarding packet from [10.77.0.1]:57101 (session is not found - your discriminator field is"
                        + " 0x12345678)",
                lines.getLast());
    }

    @Test
    void discardedPacketsMoveNoTimer() {
        comeUp();
        on(new Tick(), 2 * SECOND + 300_000_000L);
        hear(UP, 254, 2 * SECOND + 390_000_000L);
        hear("20c00018befc9112YYYYYYYY0000c350000186a000000000", 255, 2 * SECOND + 390_000_000L);
        on(new Tick(), 2 * SECOND + 400_000_000L);
        assertEquals(BfdState.UP, states.getLast());
        on(new Tick(), 2 * SECOND + 400_000_001L); // 4 x 100 ms after the Final
        assertEquals(BfdState.DOWN, states.getLast());
    }

    /** RFC 5880, 6.8.7: a neighbor that can receive nothing gets nothing, but for the answer to its poll. */
    @Test
    void isSilentTowardsANeighborThatAsksForSilence() {
        comeUp();
        hear("20e00418befc9112YYYYYYYY0000c3500000000000000000", 255, 2 * SECOND + 2);
        assertTrue(sent.getLast().finalBit());
        int count = sent.size();
        on(new Tick(), 2 * SECOND + 399_000_000L);
        assertEquals(count, sent.size());
        on(new Tick(), 3 * SECOND);
        assertEquals(BfdState.DOWN, states.getLast());
        assertEquals(count + 1, sent.size(), "a neighbor that is gone no longer forbids to look for it");
    }

    /** RFC 5880, 6.6: demand mode of the neighbor. */
    @Test
    void sendsNothingPeriodicToAnUpNeighborInDemandMode() {
        comeUp();
        hear("20c20418befc9112YYYYYYYY0000c350000186a000000000", 255, 2 * SECOND + 2);
        int count = sent.size();
        on(new Tick(), 2 * SECOND + 399_000_000L);
        assertEquals(count, sent.size());
    }

    @Test
    void whileHeldDownItCountsWhatItIgnores() {
        comeUp();
        on(new BfdEvent.Disable("S4"), 2 * SECOND + 2);
        hear(UP, 255, 2 * SECOND + 3);
        hear(DOWN, 255, 2 * SECOND + 4);
        assertEquals(BfdState.ADMIN_DOWN, engine.status("S4").orElseThrow().state());
        assertEquals(2, engine.rejected(RejectReason.ADMINISTRATIVELY_DOWN));
    }

    @Test
    void aNeighborThatStartedAnewIsSeenByItsDownPacket() {
        comeUp();
        hear("2040041811111111000000000000c350000186a000000000", 255, 2 * SECOND + 5);
        assertEquals(BfdState.DOWN, states.getLast());
        assertEquals(
                Diagnostic.NEIGHBOR_SIGNALED_DOWN,
                engine.status("S4").orElseThrow().diagnostic());
        assertEquals(0x11111111, sent.getLast().yourDiscriminator());
    }

    @Test
    void aSessionWithAnotherNeighborBeginsAnew() {
        comeUp();
        BfdSettings old = settings(255, 0, false);
        BfdSettings other = new BfdSettings(
                "S4",
                InetAddress.ofLiteral("10.77.0.9"),
                Optional.empty(),
                old.minRx(),
                old.minTx(),
                old.idleTx(),
                3,
                false,
                255,
                0,
                false);
        on(new Configured(List.of(other)), 3 * SECOND);
        assertEquals(BfdState.ADMIN_DOWN, states.getLast(), "the old one is told");
        assertEquals(BfdState.DOWN, engine.status("S4").orElseThrow().state());
        assertTrue(sent.getFirst().myDiscriminator() != sent.getLast().myDiscriminator());
    }
}
