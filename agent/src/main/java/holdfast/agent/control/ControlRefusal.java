package holdfast.agent.control;

/** A request that is not done; the message is for the person who asked: what is wrong, and what to do. */
public final class ControlRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** The request is understood, but what it asks for cannot be done. */
    public ControlRefusal(String message) {
        this(ErrorCode.REFUSED, message);
    }

    /** A refusal of this kind. */
    public ControlRefusal(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** What kind of refusal it is. */
    public ErrorCode code() {
        return code;
    }
}
