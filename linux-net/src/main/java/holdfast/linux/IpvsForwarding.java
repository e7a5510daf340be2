package holdfast.linux;

/** How packets reach a real server (linux/ip_vs.h, IP_VS_CONN_F_*). */
public sealed interface IpvsForwarding {
    /** Addresses are rewritten; answers come back through the director. */
    record Masquerade() implements IpvsForwarding {}

    /** The server is the director itself. */
    record LocalNode() implements IpvsForwarding {}

    /**
     * Packets travel in packets.
     *
     * @param encapsulation in which
     * @param port destination port of GUE; 0 for the others
     * @param checksum of GUE and GRE
     */
    record Tunnel(Encapsulation encapsulation, int port, Checksum checksum) implements IpvsForwarding {}

    /** The frame is sent to the server's link-layer address; the packet stays as it is. */
    record DirectRouting() implements IpvsForwarding {}

    /** Past the real servers, to the original destination. */
    record Bypass() implements IpvsForwarding {}

    /** What the outer packet is; the kernel's numbers are 0, 1, 2. */
    enum Encapsulation {
        /** IP in IP, the only one before Linux 5.2. */
        IPIP,
        /** Generic UDP encapsulation. */
        GUE,
        /** Generic routing encapsulation (RFC 2784). */
        GRE
    }

    /** What is checked; the kernel's numbers are 0, 1, 2. */
    enum Checksum {
        /** Nothing. */
        NONE,
        /** The whole outer packet. */
        FULL,
        /** Remote checksum offload, GUE only. */
        REMOTE
    }

    /** Plain IP in IP. */
    static IpvsForwarding ipip() {
        return new Tunnel(Encapsulation.IPIP, 0, Checksum.NONE);
    }
}
