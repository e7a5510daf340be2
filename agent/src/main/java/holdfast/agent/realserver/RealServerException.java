package holdfast.agent.realserver;

/** Why something is not done to this machine; the message is for the person who asked, with what to do. */
public final class RealServerException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message for the person who asked */
    public RealServerException(String message) {
        super(message);
    }

    RealServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
