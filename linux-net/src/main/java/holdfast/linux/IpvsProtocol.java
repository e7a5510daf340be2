package holdfast.linux;

/** The transports that IPVS balances (net/netfilter/ipvs/ip_vs_proto.c). */
public enum IpvsProtocol {
    TCP(6),
    UDP(17),
    SCTP(132);

    private final int number;

    IpvsProtocol(int number) {
        this.number = number;
    }

    /** The number in the IP header. */
    public int number() {
        return number;
    }

    /**
     * The transport of a number.
     *
     * @throws IllegalArgumentException for a transport that IPVS does not balance
     */
    public static IpvsProtocol of(int number) {
        for (IpvsProtocol protocol : values()) {
            if (protocol.number == number) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("IPVS does not balance protocol " + number);
    }
}
