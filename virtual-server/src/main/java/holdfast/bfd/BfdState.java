package holdfast.bfd;

/** State of one end of a session (RFC 5880, 4.1 and 6.2), with the number it has in packets and keepalived's word for it. */
public enum BfdState {
    /** Held down by its operator; the other end is told. */
    ADMIN_DOWN(0, "AdminDown"),
    /** No packet has come for a detection time, or none ever, or the other end says it is down. */
    DOWN(1, "Down"),
    /** The other end is heard, and does not hear us yet. */
    INIT(2, "Init"),
    /** Both ends hear each other. */
    UP(3, "Up");

    private final int code;
    private final String word;

    BfdState(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /** The two bits in a packet. */
    public int code() {
        return code;
    }

    /** As keepalived's log writes it. */
    public String word() {
        return word;
    }

    /** The state two bits stand for; higher bits are not looked at. */
    static BfdState of(int code) {
        return switch (code & 3) {
            case 0 -> ADMIN_DOWN;
            case 1 -> DOWN;
            case 2 -> INIT;
            default -> UP;
        };
    }
}
