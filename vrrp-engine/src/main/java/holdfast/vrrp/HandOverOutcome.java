package holdfast.vrrp;

import java.net.InetAddress;
import java.time.Duration;

/** How it ended that an active router was to hand over. */
public sealed interface HandOverOutcome {
    /**
     * Another router took over; the addresses stayed until it was heard.
     *
     * @param successor which one
     * @param itsPriority what it advertises
     * @param after how long after priority 0
     * @param unadvertised from our last advertisement before priority 0 to its first
     */
    record TakenOver(InetAddress successor, int itsPriority, Duration after, Duration unadvertised)
            implements HandOverOutcome {}

    /**
     * It followed a member of its sync group, whose successor was heard first.
     *
     * @param member which one
     * @param after how long after priority 0
     */
    record WithCompanion(String member, Duration after) implements HandOverOutcome {}

    /**
     * Nobody took over; it goes on, and its addresses never went.
     *
     * @param waited how long it said nothing
     */
    record NobodyTookOver(Duration waited) implements HandOverOutcome {}

    /**
     * Something else came in between.
     *
     * @param what in words
     */
    record Interrupted(String what) implements HandOverOutcome {}
}
