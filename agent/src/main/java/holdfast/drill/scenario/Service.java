package holdfast.drill.scenario;

import holdfast.drill.measure.Outage;
import holdfast.drill.measure.ProbeLog;
import holdfast.drill.measure.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a client got during an episode.
 *
 * @param asked how many questions it asked
 * @param lost how many got no answer in time
 * @param outages the times without an answer, in order
 */
public record Service(int asked, int lost, List<Outage> outages) {
    /** Copies the list. */
    public Service {
        outages = List.copyOf(outages);
    }

    /**
     * Counts what a client got in a span of time.
     *
     * @param log the client's log
     * @param from the first moment
     * @param until the moment after the last
     * @return the figures
     */
    static Service in(ProbeLog log, Instant from, Instant until) {
        List<ProbeResult> results = log.between(from, until);
        long lost = results.stream()
                .filter(result -> !result.answeredWithin(log.patience()))
                .count();
        return new Service(results.size(), (int) lost, Outage.in(results, log.patience()));
    }

    /**
     * The longest time without an answer.
     *
     * @return zero when everything was answered
     */
    public Duration longestOutage() {
        return outages.stream().map(Outage::length).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
