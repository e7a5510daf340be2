package holdfast.linux;

import java.util.Optional;

/** What the kernel answered to a request for a change, be it a {@link RouteRequest} or an {@link IpvsRequest}. */
public sealed interface NetlinkOutcome {
    /** It did so. */
    record Done() implements NetlinkOutcome {}

    /**
     * It refused.
     *
     * @param errno why
     * @param explanation the kernel's own words, when it has some (Linux 4.12, NLMSGERR_ATTR_MSG)
     */
    record Refused(Errno errno, Optional<String> explanation) implements NetlinkOutcome {
        @Override
        public String toString() {
            return explanation.map(words -> errno + ": " + words).orElseGet(errno::toString);
        }
    }

    /**
     * It did not answer: whether it did so is unknown. The one known reason: what was to be done ended with EINTR, which is not answered
     * (net/netlink/af_netlink.c, netlink_rcv_skb).
     */
    record Unanswered() implements NetlinkOutcome {}

    /** Whether it is done. */
    default boolean done() {
        return this instanceof Done;
    }
}
