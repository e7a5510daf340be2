package holdfast.drill.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Numbers worked out by hand from RFC 9568, 6.1 and RFC 3768, 6.1. */
class RouterTimersTest {
    @Test
    void ofVersion2SkewByPartsOfASecond() {
        RouterTimers timers = new RouterTimers(2, Duration.ofSeconds(1), 100, 3);
        assertEquals(Duration.ofNanos(609_375_000), timers.skewTime()); // 156/256 s
        assertEquals(Duration.ofNanos(3_609_375_000L), timers.activeDownInterval());
    }

    @Test
    void ofVersion2SkewDoesNotGrowWithTheInterval() {
        RouterTimers timers = new RouterTimers(2, Duration.ofSeconds(5), 100, 3);
        assertEquals(Duration.ofNanos(609_375_000), timers.skewTime());
        assertEquals(Duration.ofNanos(15_609_375_000L), timers.activeDownInterval());
    }

    @Test
    void ofVersion3SkewByPartsOfTheInterval() {
        RouterTimers timers = new RouterTimers(3, Duration.ofMillis(100), 100, 3);
        assertEquals(Duration.ofNanos(60_937_500), timers.skewTime()); // 156/256 x 0.1 s
        assertEquals(Duration.ofNanos(360_937_500), timers.activeDownInterval());
    }

    @Test
    void ofAnAddressOwnerSkewLeast() {
        assertEquals(
                Duration.ofNanos(3_906_250), new RouterTimers(3, Duration.ofSeconds(1), 255, 3).skewTime()); // 1/256 s
    }

    @Test
    void canMissAnotherNumberOfAdverts() {
        assertEquals(
                Duration.ofNanos(5_609_375_000L),
                new RouterTimers(2, Duration.ofSeconds(1), 100, 5).activeDownInterval());
    }

    @Test
    void explainThemselves() {
        RouterTimers timers = new RouterTimers(2, Duration.ofSeconds(1), 102, 3);
        assertEquals("(256 − 102) / 256 × 1 s = 601.6 ms", timers.skewFormula());
        assertEquals("3 × 1 s + 601.6 ms = 3602 ms", timers.activeDownFormula());
    }
}
