package holdfast.agent.metrics;

import holdfast.agent.status.DurationHistogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Metric families under construction. A family begins with its first value; of two values with the same labels the first one counts: that
 * a configuration names something twice must not cost all the rest.
 */
final class Families {
    private static final double NANOS = 1e9;

    private final Map<String, Family> families = new LinkedHashMap<>();

    private static final class Family {
        private final MetricSnapshot.Builder<?> builder;
        private final Set<Labels> seen = new HashSet<>();

        Family(MetricSnapshot.Builder<?> builder) {
            this.builder = builder;
        }
    }

    /** Takes a value of a family. */
    @FunctionalInterface
    private interface Taking<B> {
        void take(B builder, Labels labels);
    }

    private <B extends MetricSnapshot.Builder<?>> void add(
            String name, String help, Class<B> kind, Supplier<B> fresh, String[] labels, Taking<B> taking) {
        Family family = families.computeIfAbsent(name, _ -> {
            B builder = fresh.get();
            builder.name(name).help(help);
            return new Family(builder);
        });
        Labels all = Labels.of(labels);
        if (family.seen.add(all)) {
            taking.take(kind.cast(family.builder), all);
        }
    }

    /**
     * A value that goes up and down.
     *
     * @param labels name, value, name, value and so on
     */
    void gauge(String name, String help, long value, String... labels) {
        gauge(name, help, (double) value, labels);
    }

    void gauge(String name, String help, double value, String... labels) {
        add(
                name,
                help,
                GaugeSnapshot.Builder.class,
                GaugeSnapshot::builder,
                labels,
                (builder, all) -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(all)
                        .build()));
    }

    /** A gauge that is 1 or 0. */
    void flag(String name, String help, boolean value, String... labels) {
        gauge(name, help, value ? 1 : 0, labels);
    }

    /** A gauge that is 1 for one word and 0 for the others, told apart by the label {@code state}. */
    void state(String name, String help, String current, List<String> all, String... labels) {
        for (String word : all) {
            List<String> more = new ArrayList<>(List.of(labels));
            more.addAll(List.of("state", word));
            flag(name, help, word.equals(current), more.toArray(String[]::new));
        }
    }

    /**
     * A value that only grows.
     *
     * @param name without {@code _total}, which the text formats add
     */
    void counter(String name, String help, long value, String... labels) {
        counter(name, help, (double) value, labels);
    }

    void counter(String name, String help, double value, String... labels) {
        add(
                name,
                help,
                CounterSnapshot.Builder.class,
                CounterSnapshot::builder,
                labels,
                (builder, all) -> builder.dataPoint(CounterDataPointSnapshot.builder()
                        .value(value)
                        .labels(all)
                        .build()));
    }

    /**
     * Facts that are labels.
     *
     * @param name without {@code _info}, which the text formats add
     */
    void info(String name, String help, String... labels) {
        add(
                name,
                help,
                InfoSnapshot.Builder.class,
                InfoSnapshot::builder,
                labels,
                (builder, all) -> builder.dataPoint(
                        InfoSnapshot.InfoDataPointSnapshot.builder().labels(all).build()));
    }

    /** How many, and how long together. */
    void summary(String name, String help, long count, Duration sum, String... labels) {
        add(
                name,
                help,
                SummarySnapshot.Builder.class,
                SummarySnapshot::builder,
                labels,
                (builder, all) -> builder.dataPoint(SummaryDataPointSnapshot.builder()
                        .count(count)
                        .sum(seconds(sum))
                        .labels(all)
                        .build()));
    }

    /** How many by how long. */
    void histogram(String name, String help, DurationHistogram.Reading reading, String... labels) {
        List<Double> bounds = new ArrayList<>();
        reading.bounds().forEach(bound -> bounds.add(seconds(bound)));
        bounds.add(Double.POSITIVE_INFINITY);
        add(
                name,
                help,
                HistogramSnapshot.Builder.class,
                HistogramSnapshot::builder,
                labels,
                (builder, all) -> builder.dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, reading.counts()))
                        .sum(seconds(reading.sum()))
                        .labels(all)
                        .build()));
    }

    static double seconds(Duration span) {
        return span.toNanos() / NANOS;
    }

    /** All that was added. */
    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.values().forEach(family -> all.metricSnapshot(family.builder.build()));
        return all.build();
    }
}
