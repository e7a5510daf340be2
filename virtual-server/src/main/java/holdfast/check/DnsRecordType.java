package holdfast.check;

/** The record types {@code DNS_CHECK} can ask for, named as in the file (RFC 1035, 3.2.2; RFC 3596; RFC 4034). */
public enum DnsRecordType {
    /** An IPv4 address. */
    A(1),
    /** A name server. */
    NS(2),
    /** The true name. */
    CNAME(5),
    /** The start of a zone. */
    SOA(6),
    /** A mail server. */
    MX(15),
    /** Text. */
    TXT(16),
    /** An IPv6 address. */
    AAAA(28),
    /** A signature. */
    RRSIG(46),
    /** A zone's key. */
    DNSKEY(48);

    private final int code;

    DnsRecordType(int code) {
        this.code = code;
    }

    /** The number in a question. */
    public int code() {
        return code;
    }
}
