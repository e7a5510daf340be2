package holdfast.bfd;

/**
 * Why a session last left Up (RFC 5880, 4.1). Codes 9 to 31 are reserved for later: they are kept as they come, since 6.8.6
 * does not reject them.
 *
 * @param code 0 to 31
 */
public record Diagnostic(int code) {
    /** Nothing to say. */
    public static final Diagnostic NONE = new Diagnostic(0);

    /** No packet came for a detection time. */
    public static final Diagnostic DETECTION_TIME_EXPIRED = new Diagnostic(1);

    /** The other end said it is down. */
    public static final Diagnostic NEIGHBOR_SIGNALED_DOWN = new Diagnostic(3);

    /** The operator holds the session down. */
    public static final Diagnostic ADMINISTRATIVELY_DOWN = new Diagnostic(7);

    /** Checks the range. */
    public Diagnostic {
        if (code < 0 || code > 31) {
            throw new IllegalArgumentException("diagnostic code " + code);
        }
    }

    /** The RFC's words, as keepalived's log has them. */
    public String words() {
        return switch (code) {
            case 0 -> "No Diagnostic";
            case 1 -> "Control Detection Time Expired";
            case 2 -> "Echo Function Failed";
            case 3 -> "Neighbor Signaled Session Down";
            case 4 -> "Forwarding Plane Reset";
            case 5 -> "Path Down";
            case 6 -> "Concatenated Path Down";
            case 7 -> "Administratively Down";
            case 8 -> "Reverse Concatenated Path Down";
            default -> "Reserved " + code;
        };
    }
}
