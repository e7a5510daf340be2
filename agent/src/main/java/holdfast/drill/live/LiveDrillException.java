package holdfast.drill.live;

/** A live drill cannot be done; nothing has happened. */
public final class LiveDrillException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why not, in words. */
    LiveDrillException(String message) {
        super(message);
    }

    /** Why not, in words, and what made it so. */
    LiveDrillException(String message, Throwable cause) {
        super(message, cause);
    }
}
