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
        long refusals) {}
