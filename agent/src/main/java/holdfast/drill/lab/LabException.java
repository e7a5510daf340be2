package holdfast.drill.lab;

/** The lab could not be built or driven: a command failed or did not end. The message is one line for people. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message one line: what was attempted and what came back
     */
    public LabException(String message) {
        super(message);
    }

    /**
     * Says what failed and why.
     *
     * @param message one line: what was attempted
     * @param cause the failure underneath
     */
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
