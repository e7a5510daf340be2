package holdfast.agent.loop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of an {@link ElectionOrder} at once.
 *
 * @param objection why it cannot be obeyed, in words; nothing has happened then
 * @param instances those it is about, as they are now
 * @param patience how long a hand-over that has begun takes at most
 */
public record OrderResult(Optional<String> objection, List<Instance> instances, Duration patience) {
    /** Copies the list. */
    public OrderResult {
        instances = List.copyOf(instances);
    }

    /**
     * An instance.
     *
     * @param name its name
     * @param state a word of keepalived's
     * @param handingOver it waits for another node to take over; the journal tells how that ends
     */
    public record Instance(String name, String state, boolean handingOver) {}

    static OrderResult refused(String objection) {
        return new OrderResult(Optional.of(objection), List.of(), Duration.ZERO);
    }
}
