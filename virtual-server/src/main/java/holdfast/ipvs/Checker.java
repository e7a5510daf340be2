package holdfast.ipvs;

import java.util.Objects;

/**
 * One check of a real server, as far as the pool is concerned.
 *
 * @param id what tells it from the other checks of its real server, in words for people, such as {@code TCP_CHECK 10.0.0.1:80}. A
 *     check that is the same after a reload has the same id: its state lives on
 * @param alpha it counts as failed until it has succeeded
 */
public record Checker(String id, boolean alpha) {
    /** Checks that it has an id. */
    public Checker {
        Objects.requireNonNull(id);
    }
}
