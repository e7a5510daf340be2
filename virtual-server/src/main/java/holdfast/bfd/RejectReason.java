package holdfast.bfd;

/** Why a packet is discarded (RFC 5880, 6.8.6, in its order; RFC 5881, 5), in keepalived's words where it has some. */
public enum RejectReason {
    /** Fewer bytes than the mandatory part has. */
    TOO_SMALL("Packet is too small"),
    /** RFC 5880 is version 1. */
    VERSION("Packet is of unsupported version"),
    /** The length field says less than the mandatory part, or more than there is. */
    LENGTH("Packet size mismatch"),
    /** A detection multiplier of 0. */
    MULTIPLIER_ZERO("Packet 'detection multiplier' field is zero"),
    /** The multipoint bit is reserved. */
    MULTIPOINT("Packet has 'multipoint' flag"),
    /** The sender's discriminator is 0. */
    MY_DISCRIMINATOR_ZERO("Packet 'my discriminator' field is zero"),
    /** Only a session that is down may not know our discriminator. */
    YOUR_DISCRIMINATOR_ZERO("Packet 'your discriminator' field is zero and 'state' field is not Down or AdminDown"),
    /** RFC 5880, 6.5: never both. */
    POLL_AND_FINAL("Packet has both poll and final flags set"),
    /** Authentication is not in use here. */
    AUTHENTICATED("auth bit is set, but no authentication is in use"),
    /** No session has this discriminator, or none with this neighbor. */
    NO_SESSION("session is not found"),
    /** The packet came over more hops than configured. */
    TOO_MANY_HOPS("Packet ttl is too low"),
    /** The session is administratively down. */
    ADMINISTRATIVELY_DOWN("session is in AdminDown state");

    private final String words;

    RejectReason(String words) {
        this.words = words;
    }

    /** For the log. */
    public String words() {
        return words;
    }
}
