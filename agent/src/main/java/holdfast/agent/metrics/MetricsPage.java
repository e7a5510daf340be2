package holdfast.agent.metrics;

import holdfast.agent.web.Observation;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All metrics, in the format that the reader prefers. Any thread. */
public final class MetricsPage {
    private static final int USUAL_SIZE = 32 << 10;

    private final ExpositionFormats formats = ExpositionFormats.init();

    /** Loads the formats. */
    public MetricsPage() {}

    /**
     * A text in one of the formats.
     *
     * @param contentType which, with its version
     * @param bytes the text
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, and never compared
    public record Text(String contentType, byte[] bytes) {}

    /** The format that a reader gets, of a few. */
    public String contentType(Optional<String> accept) {
        return writer(accept).getContentType();
    }

    /**
     * Everything there is to tell.
     *
     * @param observation what is observed; empty: VRRP did not answer in time
     * @param accept the reader's Accept header: OpenMetrics where that is asked for, else Prometheus's text format
     */
    public Text of(Optional<Observation> observation, Optional<String> accept) {
        ExpositionFormatWriter writer = writer(accept);
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
        try {
            writer.write(out, snapshots(observation), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return new Text(writer.getContentType(), out.toByteArray());
    }

    /** Not the library's own choice: who would rather have protobuf, as Prometheus with native histograms, would get a writer that is not here. */
    private ExpositionFormatWriter writer(Optional<String> accept) {
        ExpositionFormatWriter openMetrics = formats.getOpenMetricsTextFormatWriter();
        return openMetrics.accepts(accept.orElse("")) ? openMetrics : formats.getPrometheusTextFormatWriter();
    }

    private static MetricSnapshots snapshots(Optional<Observation> observation) {
        Families families = new Families();
        // Keepalived's exporter has the one, nobody else the other: alerts tell them apart.
        for (String name : List.of("keepalived_up", "holdfast_up")) {
            families.flag(name, "Whether VRRP could be asked how it is doing.", observation.isPresent());
        }
        if (observation.isEmpty()) {
            return families.snapshots();
        }
        new ExporterFamilies(families).add(observation.get());
        new InstanceFamilies(families).add(observation.get());
        new DaemonFamilies(families).add(observation.get());
        observation.get().servers().ifPresent(listing -> new ServerFamilies(families).add(listing));
        ProcessFamilies.add(families);
        return families.snapshots();
    }
}
