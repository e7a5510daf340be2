package holdfast.drill.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A time without service, as a client saw it: at least one question in a row without an answer.
 *
 * @param from when the first question without an answer was asked
 * @param until when the next question with an answer was asked; the last question of all when there is none
 * @param lost how many questions got no answer
 */
public record Outage(Instant from, Instant until, int lost) {
    /**
     * How long it was.
     *
     * @return zero or more
     */
    public Duration length() {
        return Duration.between(from, until);
    }

    /**
     * Finds the outages in a client's log.
     *
     * @param results in the order they were asked, all of them old enough to be judged
     * @param patience how long an answer may take
     * @return in order
     */
    public static List<Outage> in(List<ProbeResult> results, Duration patience) {
        List<Outage> outages = new ArrayList<>();
        Instant from = null;
        int lost = 0;
        for (ProbeResult result : results) {
            if (!result.answeredWithin(patience)) {
                from = from == null ? result.sentAt() : from;
                lost++;
            } else if (from != null) {
                outages.add(new Outage(from, result.sentAt(), lost));
                from = null;
                lost = 0;
            }
        }
        if (from != null) {
            outages.add(new Outage(from, results.getLast().sentAt(), lost));
        }
        return List.copyOf(outages);
    }
}
