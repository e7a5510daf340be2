package holdfast.agent.control;

/** Why a command got no answer from the daemon; the message is for the person who asked. */
public final class ControlFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is the matter. */
    public enum Kind {
        /** Nobody answers there. */
        NO_DAEMON,
        /** This user may not ask. */
        NOT_ALLOWED,
        /** The daemon is of a version that does not know the command. */
        UNKNOWN_COMMAND,
        /** The daemon says no. */
        REFUSED
    }

    private final Kind kind;

    /**
     * A failure.
     *
     * @param cause {@code null} when the daemon itself said no
     */
    public ControlFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What is the matter. */
    public Kind kind() {
        return kind;
    }
}
