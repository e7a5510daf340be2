package holdfast.linux;

import java.util.Arrays;
import java.util.Optional;

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

    /** The transport of a number; empty for one that IPVS does not balance. */
    static Optional<IpvsProtocol> ofNumber(int number) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.number == number)
                .findFirst();
    }
}
