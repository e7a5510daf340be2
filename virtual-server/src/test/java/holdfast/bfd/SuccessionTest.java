package holdfast.bfd;

import static holdfast.bfd.SimulatedPath.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that goes on with the sessions of another one of its node (RFC 5880, 6.8.1: what a session is made of). */
class SuccessionTest {
    private static final BfdSettings OF_A = settings(2, 100, 50, 4);
    private static final Duration UP = Duration.ofSeconds(5);

    private final SimulatedPath path = new SimulatedPath(1, OF_A, settings(1, 80, 50, 3));

    private static Duration millis(long value) {
        return Duration.ofMillis(value);
    }

    @Test
    void theNeighborNoticesNothing() {
        path.advance(UP);
        int seen = path.b.changes.size();
        ControlPacket before = path.a.sent.getLast();
        BfdStatus status = path.a.engine.statuses().getFirst();
        path.advance(millis(60));
        path.a.succeed(OF_A);
        assertEquals(BfdState.UP, path.a.changes.getLast().to());
        assertEquals(before, path.a.sent.getLast());
        path.advance(Duration.ofSeconds(30));
        assertEquals(seen, path.b.changes.size());
        assertEquals(status, path.a.engine.statuses().getFirst());
    }

    @Test
    void aNeighborThatIsGoneIsDetectedInTime() {
        path.advance(UP);
        path.b.alive = false;
        path.a.succeed(OF_A);
        path.advance(millis(299));
        assertEquals(BfdState.UP, path.a.state());
        path.advance(millis(2));
        assertEquals(Diagnostic.DETECTION_TIME_EXPIRED, path.a.changes.getLast().why());
    }

    /** RFC 5880, 6.8.3: they are polled for, as after a reload. */
    @Test
    void intervalsThatWereEditedAreNegotiatedWhileUp() {
        path.advance(UP);
        int seen = path.b.changes.size();
        path.a.succeed(settings(2, 300, 200, 4));
        assertTrue(path.a.sent.getLast().poll());
        path.advance(UP);
        assertFalse(path.a.sent.getLast().poll());
        assertEquals(seen, path.b.changes.size());
        assertEquals(200_000, path.a.engine.statuses().getFirst().sendIntervalMicros());
    }

    @Test
    void aSessionWithAnotherNeighborIsAnotherOne() {
        path.advance(UP);
        int before = path.a.sent.getLast().myDiscriminator();
        path.a.succeed(settings(3, 100, 50, 4));
        assertEquals(BfdState.DOWN, path.a.state());
        assertNotEquals(before, path.a.sent.getLast().myDiscriminator());
    }

    @Test
    void oneThatIsNotUpBeginsAnew() {
        path.b.alive = false;
        path.advance(UP);
        assertEquals(List.of(), path.a.engine.established());
    }

    /** The new process takes what comes in, and the neighbor must hear somebody meanwhile. */
    @Test
    void whoIsRelievedSendsOnAndBelievesNoSilence() {
        path.advance(UP);
        int changes = path.a.changes.size();
        int seen = path.b.changes.size();
        path.a.on(new BfdEvent.Relieved());
        path.advance(Duration.ofSeconds(2));
        assertEquals(seen, path.b.changes.size());
        path.b.alive = false;
        path.advance(Duration.ofSeconds(2));
        assertEquals(changes, path.a.changes.size());
        path.a.on(new BfdEvent.Resumed());
        path.advance(millis(299));
        assertEquals(BfdState.UP, path.a.state());
        path.advance(millis(2));
        assertEquals(BfdState.DOWN, path.a.state());
    }
}
