package holdfast.bfd;

import static holdfast.bfd.SimulatedPath.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.bfd.SimulatedPath.Change;
import holdfast.bfd.SimulatedPath.End;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoSessionsTest {
    private static Duration millis(long value) {
        return Duration.ofMillis(value);
    }

    private static List<BfdState> states(End end) {
        return end.changes.stream().map(Change::to).toList();
    }

    private static void isWithin(Duration least, Duration most, Duration value) {
        assertTrue(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, least + " <= " + value + " <= " + most);
    }

    /** RFC 5880, 6.2: three packets. Both send at once; news does not wait for the interval of a second (6.8.7). */
    @Test
    void comesUpInThreeWaysThroughInit() {
        SimulatedPath path = new SimulatedPath(1, settings(2, 100, 50, 4), settings(1, 80, 50, 3));
        path.advance(millis(20));
        assertEquals(BfdState.UP, path.a.state());
        assertEquals(BfdState.UP, path.b.state());
        assertEquals(BfdState.INIT, states(path.a).getFirst());
        assertTrue(path.a.lines.contains("(S) Entering Up state"));
    }

    /** RFC 5880, 6.8.2 and 6.8.4, the numbers keepalived 2.2.7 printed for the same settings. */
    @Test
    void negotiatesTheSlowerOfBothAndDetectsByTheNeighborsMultiplier() {
        SimulatedPath path = new SimulatedPath(1, settings(2, 100, 50, 4), settings(1, 80, 50, 3));
        path.advance(millis(3_000));
        BfdStatus a = path.a.engine.statuses().getFirst();
        assertEquals(80_000, a.sendIntervalMicros());
        assertEquals(300_000, a.detectionTimeMicros());
        BfdStatus b = path.b.engine.statuses().getFirst();
        assertEquals(100_000, b.sendIntervalMicros());
        assertEquals(320_000, b.detectionTimeMicros());
        assertTrue(
                path.a.lines.contains("    local     50000  100000    80000     4       320000"),
                path.a.lines::toString);
        assertTrue(
                path.a.lines.contains("    remote    50000   80000   100000     3       300000"),
                path.a.lines::toString);
    }

    /** RFC 5880, 6.5: the faster timers are polled for, the answer ends it. */
    @Test
    void aPollSequenceRunsUntilItsFinal() {
        SimulatedPath path = new SimulatedPath(1, settings(2, 100, 50, 4), settings(1, 80, 50, 3));
        path.advance(millis(2_000));
        for (End end : List.of(path.a, path.b)) {
            assertTrue(end.sent.stream().anyMatch(ControlPacket::poll));
            assertTrue(end.sent.stream().anyMatch(ControlPacket::finalBit));
            assertFalse(end.sent.getLast().poll());
            assertFalse(end.sent.stream().anyMatch(packet -> packet.poll() && packet.finalBit()));
        }
    }

    /** RFC 5880, 6.8.7: 75 to 100 % of the interval, spread over the whole of it. */
    @Test
    void periodicPacketsAreJittered() {
        SimulatedPath path = new SimulatedPath(3, settings(2, 100, 100, 3), settings(1, 100, 100, 3));
        path.advance(millis(1_000));
        int first = path.a.sentAt.size();
        path.advance(millis(100_000));
        spread(path.a.sentAt.subList(first, path.a.sentAt.size()), millis(75), millis(100), millis(24));
    }

    /** With a multiplier of 1 at most 90 %, or the neighbor would detect what is only a late packet. */
    @Test
    void withAMultiplierOfOneTheyComeEarlier() {
        SimulatedPath path = new SimulatedPath(3, settings(2, 100, 100, 1), settings(1, 100, 100, 1));
        path.advance(millis(1_000));
        int first = path.a.sentAt.size();
        path.advance(millis(100_000));
        spread(path.a.sentAt.subList(first, path.a.sentAt.size()), millis(75), millis(90), millis(14));
        assertEquals(BfdState.UP, path.a.state());
        assertEquals(2, path.a.changes.size());
    }

    private static void spread(List<Duration> times, Duration least, Duration most, Duration range) {
        Duration shortest = most;
        Duration longest = Duration.ZERO;
        for (int i = 1; i < times.size(); i++) {
            Duration gap = times.get(i).minus(times.get(i - 1));
            isWithin(least, most, gap);
            shortest = gap.compareTo(shortest) < 0 ? gap : shortest;
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        assertTrue(longest.minus(shortest).compareTo(range) > 0, shortest + " to " + longest);
    }

    /** RFC 5880, 6.8.4: counted from the last packet heard; the jitter makes that up to one interval ago. */
    @Test
    void aDeadNeighborIsDetectedInTheDetectionTime() {
        SimulatedPath path = new SimulatedPath(4, settings(2, 100, 50, 4), settings(1, 80, 50, 3));
        path.advance(millis(5_000));
        path.b.alive = false;
        path.advance(millis(310));
        assertEquals(BfdState.DOWN, path.a.state());
        assertEquals(Diagnostic.DETECTION_TIME_EXPIRED, path.a.changes.getLast().why());
        isWithin(millis(200), millis(301), path.a.lastChange().minus(millis(5_000)));
        assertTrue(path.a.lines.contains("(S) Expired after 300 ms (0 usec overdue)"), path.a.lines::toString);
        assertTrue(path.a.lines.contains("(S) Entering Down state (Local diagnostic - Control Detection Time Expired,"
                + " Remote diagnostic - No Diagnostic)"));
    }

    /** RFC 5880, 6.8.1 and 6.8.3: the discriminator is forgotten, packets leave at the idle interval again. */
    @Test
    void aDownSessionSendsSlowlyAndKnowsNoNeighbor() {
        SimulatedPath path = new SimulatedPath(4, settings(2, 100, 50, 4), settings(1, 80, 50, 3));
        path.advance(millis(5_000));
        path.b.alive = false;
        path.advance(millis(500));
        int sent = path.a.sent.size();
        path.advance(millis(10_000));
        int count = path.a.sent.size() - sent;
        assertTrue(count >= 10 && count <= 14, "packets in 10 s: " + count);
        ControlPacket last = path.a.sent.getLast();
        assertEquals(0, last.yourDiscriminator());
        assertEquals(1_000_000, last.desiredMinTx());
        assertEquals(1, last.diagnostic().code());
    }

    @Test
    void whenOnlyOneWayIsLostBothEndsGoDownAndComeBack() {
        SimulatedPath path = new SimulatedPath(5, settings(2, 100, 100, 3), settings(1, 100, 100, 3));
        path.advance(millis(5_000));
        path.a.loss = 1;
        path.advance(millis(400));
        assertEquals(BfdState.DOWN, path.b.changes.getLast().to());
        assertEquals(Diagnostic.DETECTION_TIME_EXPIRED, path.b.changes.getLast().why());
        assertEquals(
                new Change(path.b.lastChange().plusMillis(1), BfdState.DOWN, Diagnostic.NEIGHBOR_SIGNALED_DOWN),
                path.a.changes.stream()
                        .filter(c -> c.to() == BfdState.DOWN)
                        .findFirst()
                        .orElseThrow());
        path.a.loss = 0;
        path.advance(millis(1_100));
        assertEquals(BfdState.UP, path.a.state());
        assertEquals(BfdState.UP, path.b.state());
    }

    /** A third of all packets lost: twenty in a row never are, and polls end in spite of it. */
    @Test
    void survivesLossBelowTheMultiplier() {
        SimulatedPath path = new SimulatedPath(6, settings(2, 100, 100, 20), settings(1, 100, 100, 20));
        path.a.loss = 0.33;
        path.b.loss = 0.33;
        path.advance(millis(120_000));
        assertEquals(List.of(BfdState.INIT, BfdState.UP), states(path.a).subList(0, 2));
        assertEquals(2, path.a.changes.size());
        assertFalse(path.a.sent.getLast().poll());
    }

    /** With loss that flaps the sessions, both ends always end Up once the path is sound again. */
    @Test
    void comesBackAfterAnyStorm() {
        for (int seed = 0; seed < 50; seed++) {
            SimulatedPath path = new SimulatedPath(seed, settings(2, 50, 50, 2), settings(1, 30, 20, 3));
            path.a.loss = 0.5;
            path.b.loss = 0.5;
            path.advance(millis(20_000));
            path.a.loss = 0;
            path.b.loss = 0;
            path.advance(millis(3_000));
            assertEquals(BfdState.UP, path.a.state(), "seed " + seed);
            assertEquals(BfdState.UP, path.b.state(), "seed " + seed);
        }
    }

    /** RFC 5880, 6.1: nothing before the neighbor's first packet, and nothing again after it fell silent. */
    @Test
    void aPassiveEndWaits() {
        BfdSettings active = settings(1, 100, 100, 3);
        SimulatedPath path = new SimulatedPath(7, passive(settings(2, 100, 100, 3)), passive(active));
        path.advance(millis(10_000));
        assertTrue(path.a.sent.isEmpty());
        path.b.on(new BfdEvent.Configured(List.of(active)));
        path.advance(millis(100));
        assertEquals(BfdState.UP, path.a.state());
        path.b.alive = false;
        path.advance(millis(1_000));
        int sent = path.a.sent.size();
        path.advance(millis(5_000));
        assertEquals(sent, path.a.sent.size());
    }

    private static BfdSettings passive(BfdSettings of) {
        return new BfdSettings(
                of.name(),
                of.neighbor(),
                of.source(),
                of.minRx(),
                of.minTx(),
                of.idleTx(),
                of.multiplier(),
                true,
                of.ttl(),
                of.maxHops(),
                of.multihop());
    }

    /** RFC 5880, 6.8.16. */
    @Test
    void anEndHeldDownTellsItsNeighborAtOnce() {
        SimulatedPath path = new SimulatedPath(8, settings(2, 100, 100, 3), settings(1, 100, 100, 3));
        path.advance(millis(5_000));
        path.a.on(new BfdEvent.Disable("S"));
        path.advance(millis(2));
        assertEquals(BfdState.DOWN, path.b.state());
        assertEquals(Diagnostic.NEIGHBOR_SIGNALED_DOWN, path.b.changes.getLast().why());
        assertEquals(7, path.a.sent.getLast().diagnostic().code());
        path.advance(millis(10_000));
        assertEquals(BfdState.DOWN, path.b.state());
        assertEquals(BfdState.ADMIN_DOWN, path.a.state());
        path.a.on(new BfdEvent.Enable("S"));
        path.advance(millis(1_100));
        assertEquals(BfdState.UP, path.b.state());
    }

    /** RFC 5880, 6.8.3: slower timers wait for the answer, and the session stays up meanwhile. */
    @Test
    void aReloadChangesTimersWithoutLeavingUp() {
        SimulatedPath path = new SimulatedPath(9, settings(2, 50, 50, 3), settings(1, 50, 50, 3));
        path.advance(millis(5_000));
        path.b.loss = 1; // the answer does not come
        path.a.on(new BfdEvent.Configured(List.of(settings(2, 500, 500, 3))));
        path.advance(millis(90));
        assertEquals(50_000, path.a.engine.statuses().getFirst().sendIntervalMicros());
        assertTrue(path.a.sent.getLast().poll());
        assertEquals(500_000, path.a.sent.getLast().desiredMinTx());
        path.b.loss = 0;
        path.advance(millis(20_000));
        assertEquals(500_000, path.a.engine.statuses().getFirst().sendIntervalMicros());
        assertEquals(1_500_000, path.b.engine.statuses().getFirst().detectionTimeMicros());
        assertEquals(2, path.a.changes.size());
        assertEquals(2, path.b.changes.size());
    }

    @Test
    void aSessionTakenOutOfTheFileSaysGoodbye() {
        SimulatedPath path = new SimulatedPath(10, settings(2, 100, 100, 3), settings(1, 100, 100, 3));
        path.advance(millis(5_000));
        path.a.on(new BfdEvent.Shutdown());
        path.advance(millis(2));
        assertEquals(BfdState.DOWN, path.b.state());
        assertEquals(BfdEngine.NO_DEADLINE, path.a.engine.nanosUntilNextDeadline(0));
    }
}
