package holdfast.vrrp.wire;

/**
 * Why a packet was not believed. The first group is found by {@link AdvertisementCodec} in the bytes alone, the
 * second by the engine, which knows how the virtual router is configured. A packet is counted under the first reason
 * found.
 */
public enum RejectionReason {
    /** Shorter than the eight bytes every message has. */
    TRUNCATED("truncated"),
    /** Neither version 2 nor 3, or version 2 over IPv6 (RFC 9568, 5.2.1). */
    UNKNOWN_VERSION("unknown version"),
    /** Not type 1, ADVERTISEMENT (RFC 9568, 5.2.2). */
    UNKNOWN_TYPE("unknown type"),
    /** No address at all (RFC 9568, erratum 8299). */
    NO_ADDRESSES("no addresses"),
    /** Interval 0 (RFC 9568, erratum 8301). */
    ZERO_INTERVAL("interval 0"),
    /** Shorter than its address count says, or longer by more than Ethernet's padding (RFC 9568, 7.1). */
    WRONG_LENGTH("wrong length"),
    /** The checksum fits none of the ways it is computed (RFC 9568, 5.2.8). */
    WRONG_CHECKSUM("wrong checksum"),

    /** No virtual router of this VRID and family on the interface (RFC 9568, 7.1). */
    UNKNOWN_VRID("unknown VRID"),
    /** The TTL or hop limit is not 255, or not in the range set for a unicast peer (RFC 9568, 5.1.1.3). */
    WRONG_TTL("wrong TTL"),
    /** The sender's address is our own: a loop in the network, or an address given twice. */
    OWN_SOURCE("our own source address"),
    /** The virtual router is configured for the other version. */
    OTHER_VERSION("other version"),
    /** An authentication type that cannot be checked here (RFC 2338, 5.3.6). */
    UNSUPPORTED_AUTHENTICATION("unsupported authentication type"),
    /** A known authentication type, but not the configured one. */
    OTHER_AUTHENTICATION("other authentication type"),
    /** The wrong password. */
    WRONG_PASSWORD("wrong password"),
    /** Multicast to a unicast virtual router, unicast to a multicast one, or another group. */
    WRONG_DESTINATION("wrong destination"),
    /** From none of the configured unicast peers, where that is asked for. */
    NOT_A_PEER("not a unicast peer"),
    /** Version 2 with an interval that is not our own (RFC 3768, 7.1). */
    OTHER_INTERVAL("other interval"),
    /** Version 2, not from the owner, with other addresses than ours (RFC 3768, 7.1); or with none of ours, whoever says to be the owner. */
    OTHER_ADDRESSES("other addresses");

    private final String text;

    RejectionReason(String text) {
        this.text = text;
    }

    /** A few lower-case words for logs and metrics. */
    public String text() {
        return text;
    }
}
