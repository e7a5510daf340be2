package holdfast.agent.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Time and the kernel's record are turned by hand; times are in milliseconds. */
class LatenessWatchTest {
    private final Given record = new Given();
    private final List<String> said = new ArrayList<>();
    private final LatenessWatch watch = new LatenessWatch(Optional.of(record), said::add);
    private long now = Long.MAX_VALUE - nanos(500); // the clock may go round

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    /** What the kernel would have on record. */
    private static final class Given implements KernelRecord {
        private long collected;
        private long collectorDelayed;
        private long ran;
        private long delayed;
        private long majorFaults;

        @Override
        public boolean refresh() {
            return true;
        }

        @Override
        public long collectorRan() {
            return collected;
        }

        @Override
        public long collectorDelayed() {
            return collectorDelayed;
        }

        @Override
        public long loopRan() {
            return ran;
        }

        @Override
        public long loopDelayed() {
            return delayed;
        }

        @Override
        public long loopMajorFaults() {
            return majorFaults;
        }
    }

    /** The loop has waited a second, and was late. */
    private void late(long millis) {
        watch.turned(nanos(1), now);
        now += nanos(1000 + millis);
        watch.late(nanos(millis), now);
    }

    private void assertSaid(LateReason reason, String start) {
        assertEquals(1, watch.counts().get(reason));
        assertEquals(1, said.size());
        assertTrue(said.getFirst().startsWith(start), said.getFirst());
    }

    @Test
    void aCollectionIsTheReasonWhenItTookAsLong() {
        watch.turned(nanos(1), now);
        record.collected = nanos(140);
        now += nanos(150);
        watch.late(nanos(143), now);
        assertSaid(LateReason.COLLECTOR, "The VRRP loop woke up 143 ms late: garbage collection (");
    }

    @Test
    void othersThatHadTheProcessorsAreTheReason() {
        watch.turned(nanos(1), now);
        record.delayed = nanos(300);
        record.ran = nanos(2);
        watch.late(nanos(301), now + nanos(301));
        assertSaid(
                LateReason.SCHEDULER,
                "The VRRP loop woke up 301 ms late: no processor was free, or the hypervisor gave none (meanwhile garbage collection 0 ms, waiting for a processor 300 ms");
    }

    @Test
    void aCollectorThatWaitedForAProcessorCountsAsNoProcessorFree() {
        watch.turned(nanos(1), now);
        record.collectorDelayed = nanos(190);
        record.collected = nanos(10);
        watch.late(nanos(200), now + nanos(200));
        assertSaid(LateReason.SCHEDULER, "The VRRP loop woke up 200 ms late: no processor was free");
    }

    @Test
    void pagesReadFromDiskAreTheReason() {
        watch.turned(nanos(1), now);
        record.majorFaults = 3;
        watch.late(nanos(200), now + nanos(200));
        assertSaid(LateReason.DISK, "The VRRP loop woke up 200 ms late: memory had to be read from disk");
    }

    @Test
    void aKernelThatTookLongToAnswerIsTheReason() {
        watch.turned(nanos(1), now);
        watch.answered(nanos(200));
        watch.answered(nanos(50));
        record.ran = nanos(260); // the kernel's work is done on the loop's own time
        watch.turned(nanos(270), now + nanos(270));
        assertSaid(LateReason.NETLINK, "The VRRP loop was busy for 270 ms on end: the kernel took long");
    }

    @Test
    void ownWorkIsTheReasonWhenNothingElseIs() {
        watch.turned(nanos(1), now);
        record.ran = nanos(260);
        watch.turned(nanos(270), now + nanos(270));
        assertSaid(LateReason.WORK, "The VRRP loop was busy for 270 ms on end: that much was to be done");
    }

    @Test
    void aProcessThatDidNotRunAndDidNotWaitWasStopped() {
        late(2000);
        assertSaid(
                LateReason.STOPPED, "The VRRP loop woke up 2000 ms late: the process or the whole machine stood still");
    }

    @Test
    void whatHappenedBeforeTheWaitIsNoReason() {
        record.collected = nanos(5000);
        record.delayed = nanos(5000);
        late(200);
        assertEquals(1, watch.counts().get(LateReason.STOPPED));
    }

    @Test
    void lateIsMoreThanATenthOfTheShortestIntervalWithinBounds() {
        watch.expect(Duration.ofMillis(100));
        late(10);
        assertEquals(List.of(), said);
        watch.expect(Duration.ofMillis(10));
        late(5);
        assertEquals(List.of(), said);
        late(6);
        assertEquals(1, said.size());
        watch.expect(Duration.ofSeconds(40));
        late(100);
        late(101);
        assertEquals(2, watch.counts().get(LateReason.STOPPED));
    }

    @Test
    void onlyOneLineAMinuteIsSaidAndTellsOfTheRest() {
        late(200);
        late(300);
        late(250);
        assertEquals(1, said.size());
        now += nanos(60_000);
        late(210);
        assertEquals(2, said.size());
        assertTrue(said.getLast().endsWith("; 2 more since the last such line, up to 300 ms"), said.getLast());
        assertEquals(4, watch.counts().get(LateReason.STOPPED));
    }

    @Test
    void withoutARecordNothingIsClaimed() {
        LatenessWatch blind = new LatenessWatch(Optional.empty(), said::add);
        blind.turned(nanos(1), now);
        blind.late(nanos(500), now + nanos(500));
        assertEquals(List.of(), said);
    }
}
