package holdfast.vrrp.wire;

/** What the checksum of a message is computed over. Version 3 over IPv4 is read in two ways by deployed routers. */
public enum ChecksumDialect {
    /** The VRRP message alone: version 2 (RFC 3768, 5.3.8) and version 3 over IPv4 as RFC 9568, 5.2.8 has it. */
    MESSAGE_ONLY,
    /**
     * A pseudo-header (source, destination, protocol 112, length) and the message: version 3 over IPv6 (RFC 8200,
     * 8.1), and over IPv4 as RFC 5798 was read by keepalived and FRR.
     */
    WITH_PSEUDO_HEADER,
    /**
     * As before, but with the multicast group for the destination of a unicast packet (keepalived up to 1.3.6).
     * Never sent.
     */
    PSEUDO_HEADER_OF_GROUP
}
