package holdfast.linux;

import java.util.Optional;

/** What the kernel answered to a {@link RouteRequest}. */
public sealed interface RouteOutcome {
    /** It did so. */
    record Done() implements RouteOutcome {}

    /**
     * It refused.
     *
     * @param errno why
     * @param explanation the kernel's own words, when it has some (Linux 4.12, NLMSGERR_ATTR_MSG)
     */
    record Refused(Errno errno, Optional<String> explanation) implements RouteOutcome {
        @Override
        public String toString() {
            return explanation.map(words -> errno + ": " + words).orElseGet(errno::toString);
        }
    }

    /** It did not answer in time: whether it did so is unknown. */
    record Unanswered() implements RouteOutcome {}

    /** Whether it is done. */
    default boolean done() {
        return this instanceof Done;
    }
}
