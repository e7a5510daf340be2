package holdfast.drill.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One question of a client and what became of it.
 *
 * @param sentAt when it was asked
 * @param answeredAt when the answer was complete; empty when none has come, or it was refused
 * @param answeredBy who answered, when the answer tells; else empty text
 */
public record ProbeResult(Instant sentAt, Optional<Instant> answeredAt, String answeredBy) {
    /**
     * Whether the answer came in time. A late one counts as lost: it was queued somewhere while nobody served.
     *
     * @param patience how long an answer may take
     * @return true for an answer not later than that
     */
    public boolean answeredWithin(Duration patience) {
        return answeredAt
                .filter(at -> Duration.between(sentAt, at).compareTo(patience) <= 0)
                .isPresent();
    }
}
