package holdfast.agent.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {
    @Test
    void aBoundBelongsToItsRangeAndWhatIsLongerThanAllIsCountedToo() {
        DurationHistogram histogram = new DurationHistogram(10, 100);
        for (long time : new long[] {-5, 0, 10, 11, 100, 101, 1_000_000}) {
            histogram.add(time);
        }
        DurationHistogram.Reading reading = histogram.read();
        assertEquals(List.of(Duration.ofNanos(10), Duration.ofNanos(100)), reading.bounds());
        assertEquals(List.of(3L, 2L, 2L), reading.counts());
        assertEquals(Duration.ofNanos(10 + 11 + 100 + 101 + 1_000_000), reading.sum());
    }
}
