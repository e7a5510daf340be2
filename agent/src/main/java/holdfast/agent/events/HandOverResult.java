package holdfast.agent.events;

import java.util.Locale;

/** How a hand-over ended. */
public enum HandOverResult {
    /** Another node took over. */
    TAKEN_OVER,
    /** The instance followed a member of its sync group. */
    WITH_GROUP,
    /** Nobody took over; it is still MASTER. */
    NOBODY,
    /** Something else came in between. */
    INTERRUPTED;

    /** For programs: {@code taken-over}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
