package holdfast.vrrp.sim;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of LANs in chaos, each drawn from a seed. {@code -Dholdfast.sim.seed=N} runs one and prints its transcript; {@code
 * -Dholdfast.sim.seeds=N} runs the first N; {@code ./verify --soak} a million.
 */
final class LanSimulationTest {
    private static final long SEEDS = 100_000;
    private static final int LINES_SHOWN = 120;

    @Test
    void invariantsHoldOnEverySeed() {
        Long only = Long.getLong("holdfast.sim.seed");
        if (only != null) {
            replay(only);
            return;
        }
        long seeds = Long.getLong("holdfast.sim.seeds", SEEDS);
        var tally = new Tally(seeds, System.nanoTime());
        AtomicReference<Long> failed = new AtomicReference<>();
        LongStream.range(0, seeds).parallel().forEach(seed -> {
            if (failed.get() == null || seed < failed.get()) {
                try {
                    tally.add(Trial.run(seed, Transcript.none()));
                } catch (AssertionError | RuntimeException broken) {
                    failed.accumulateAndGet(seed, (known, next) -> known == null ? next : Math.min(known, next));
                }
            }
        });
        tally.print();
        if (failed.get() != null) {
            explain(failed.get());
        }
    }

    /** What all seeds together came to. */
    private record Tally(long seeds, long began, AtomicLong done, AtomicLong failovers, AtomicLong happenings) {
        Tally(long seeds, long began) {
            this(seeds, began, new AtomicLong(), new AtomicLong(), new AtomicLong());
        }

        void add(Trial.Outcome outcome) {
            failovers.addAndGet(outcome.failovers());
            happenings.addAndGet(outcome.happenings());
            long sofar = done.incrementAndGet();
            if (sofar % SEEDS == 0 && sofar < seeds) {
                print();
            }
        }

        void print() {
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "%,d of %,d seeds, %,d failovers, %,d happenings in %.1f s: %.0f seeds/s%n",
                    done.get(), seeds, failovers.get(), happenings.get(), seconds, done.get() / seconds);
        }
    }

    private static void replay(long seed) {
        Transcript transcript = Transcript.recording();
        try {
            Trial.run(seed, transcript);
        } finally {
            transcript.lines().forEach(System.out::println);
        }
    }

    private static void explain(long seed) {
        Transcript transcript = Transcript.recording();
        try {
            Trial.run(seed, transcript);
        } catch (AssertionError | RuntimeException broken) {
            List<String> lines = transcript.lines();
            int from = Math.max(0, lines.size() - LINES_SHOWN);
            throw new AssertionError(
                    "seed %d: %s%n%s%n%nThe whole of it: mvn -pl vrrp-engine test -Dtest=LanSimulationTest -Dholdfast.sim.seed=%d"
                            .formatted(
                                    seed,
                                    broken.getMessage(),
                                    String.join("\n", lines.subList(from, lines.size())),
                                    seed),
                    broken);
        }
        throw new AssertionError("seed " + seed + " failed, and did not when it was run again");
    }
}
