package holdfast.vrrp;

import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.RejectionReason;
import java.util.Map;

/**
 * What happened to a virtual router since it was configured; a reload keeps the numbers.
 *
 * @param advertisementsReceived believed
 * @param advertisementsSent handed out to be sent; to n unicast peers counts once
 * @param becameActive times
 * @param releasedActive times
 * @param priorityZeroReceived believed
 * @param priorityZeroSent handed out
 * @param lowerPriorityReceived believed while Active
 * @param rejected not believed, by reason; reasons that never occurred are absent
 * @param accepted believed, by what their checksum was computed over
 * @param refusals effects the kernel refused
 * @param transitions changes of state, by state and cause
 */
public record RouterCounters(
        long advertisementsReceived,
        long advertisementsSent,
        long becameActive,
        long releasedActive,
        long priorityZeroReceived,
        long priorityZeroSent,
        long lowerPriorityReceived,
        Map<RejectionReason, Long> rejected,
        Map<ChecksumDialect, Long> accepted,
        long refusals,
        Map<Entry, Long> transitions) {
    /**
     * A kind of transition.
     *
     * @param state keepalived's name of the state entered
     * @param cause {@link Cause#code()}
     */
    public record Entry(String state, String cause) {
        /** By hand, as is the hash code: those of a record are generated when first asked for, which a start has no time for. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Entry entry && entry.state.equals(state) && entry.cause.equals(cause);
        }

        @Override
        public int hashCode() {
            return state.hashCode() * 31 + cause.hashCode();
        }
    }
}
