package holdfast.agent.migrate;

/** Why a step was not possible, in words for people. */
public final class MigrationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what was wrong, and what to do. */
    public MigrationException(String message) {
        super(message);
    }

    /** The same with its cause. */
    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
