package holdfast.drill.measure;

import holdfast.drill.measure.Fact.ProbeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a client asked and what it got. Any thread may add to it and read it. It reports when the service is lost (three
 * questions in a row) and when it is back; single losses are in the results only.
 */
public final class ProbeLog {
    /** Fewer losses in a row than this are not reported as they happen, since a busy machine alone can cause them. */
    private static final int WORTH_REPORTING = 3;

    private final ProbeKind kind;
    private final Duration patience;
    private final Consumer<Fact> sink;
    private final List<ProbeResult> results = new ArrayList<>();
    private int judged;
    private int lostInARow;
    private boolean reportedLost;

    /**
     * An empty log.
     *
     * @param kind what is asked
     * @param patience how long an answer may take
     * @param sink told of losses and returns of the service
     */
    public ProbeLog(ProbeKind kind, Duration patience, Consumer<Fact> sink) {
        this.kind = kind;
        this.patience = patience;
        this.sink = sink;
    }

    /**
     * A question is being asked.
     *
     * @param at when
     * @return its index, from 0
     */
    public synchronized int asked(Instant at) {
        results.add(new ProbeResult(at, Optional.empty(), ""));
        return results.size() - 1;
    }

    /**
     * The answer to a question has come. Only the first one counts.
     *
     * @param index the question
     * @param at when the answer was complete
     * @param by who answered, or empty text
     */
    public synchronized void answered(int index, Instant at, String by) {
        ProbeResult result = results.get(index);
        if (result.answeredAt().isEmpty()) {
            results.set(index, new ProbeResult(result.sentAt(), Optional.of(at), by));
        }
    }

    /** The latest question whose index ends in these 16 bits; empty when there was none. */
    synchronized Optional<Integer> latestWithSequence(int sequence) {
        int last = results.size() - 1;
        int index = last - ((last - sequence) & 0xffff);
        return index >= 0 ? Optional.of(index) : Optional.empty();
    }

    /** Looks at every question that can be judged by now, and reports changes. */
    void judge(Instant now) {
        List<Fact> news = new ArrayList<>();
        synchronized (this) {
            while (judged < results.size() && isDecided(results.get(judged), now)) {
                take(judged, news);
                judged++;
            }
        }
        news.forEach(sink);
    }

    private boolean isDecided(ProbeResult result, Instant now) {
        return result.answeredAt().isPresent() || result.sentAt().plus(patience).isBefore(now);
    }

    private void take(int index, List<Fact> news) {
        ProbeResult result = results.get(index);
        if (result.answeredWithin(patience)) {
            if (reportedLost) {
                news.add(new Fact.ServiceChange(result.sentAt(), kind, true));
            }
            reportedLost = false;
            lostInARow = 0;
            return;
        }
        lostInARow++;
        if (lostInARow == WORTH_REPORTING && !reportedLost) {
            reportedLost = true;
            news.add(new Fact.ServiceChange(
                    results.get(index - WORTH_REPORTING + 1).sentAt(), kind, false));
        }
    }

    /**
     * How long an answer may take to count.
     *
     * @return the patience of this client
     */
    public Duration patience() {
        return patience;
    }

    /**
     * The questions asked in a span of time.
     *
     * @param from the first moment
     * @param until the moment after the last
     * @return in the order they were asked
     */
    public synchronized List<ProbeResult> between(Instant from, Instant until) {
        return results.stream()
                .filter(result ->
                        !result.sentAt().isBefore(from) && result.sentAt().isBefore(until))
                .toList();
    }

    /**
     * The outages among the questions asked in a span of time.
     *
     * @param from the first moment
     * @param until the moment after the last; at least {@link #patience} ago, or late answers count as lost
     * @return in order
     */
    public List<Outage> outages(Instant from, Instant until) {
        return Outage.in(between(from, until), patience);
    }

    /**
     * Whether the last questions that can be judged were all answered.
     *
     * @param now the present
     * @param span how far to look back from the last moment that can be judged
     * @return false also when nothing was asked in that span
     */
    public boolean isServed(Instant now, Duration span) {
        Instant judgeable = now.minus(patience);
        List<ProbeResult> recent = between(judgeable.minus(span), judgeable);
        return !recent.isEmpty() && recent.stream().allMatch(result -> result.answeredWithin(patience));
    }
}
