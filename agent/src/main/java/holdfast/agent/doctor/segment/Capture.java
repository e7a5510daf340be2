package holdfast.agent.doctor.segment;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Who was heard.
 *
 * @param time how long somebody listened
 * @param interfaces where
 * @param speakers in the order of {@link Listening#speakers}
 */
public record Capture(Duration time, Set<String> interfaces, List<Speaker> speakers) {
    /** Copies the collections. */
    public Capture {
        interfaces = Set.copyOf(interfaces);
        speakers = List.copyOf(speakers);
    }
}
