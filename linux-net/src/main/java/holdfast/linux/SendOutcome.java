package holdfast.linux;

/** What became of a packet: refusals (link down, no buffer) are everyday life for a router and come back as a value. */
public sealed interface SendOutcome {
    /** The kernel took the packet. */
    record Sent() implements SendOutcome {}

    /**
     * The kernel did not take it: ENETDOWN, ENOBUFS, EAGAIN, ENETUNREACH, EPERM by a firewall, and others.
     *
     * @param errno why
     */
    record Refused(Errno errno) implements SendOutcome {}
}
