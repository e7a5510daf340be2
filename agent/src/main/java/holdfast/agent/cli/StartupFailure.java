package holdfast.agent.cli;

/** Why the program cannot go on, as one line for people: what is wrong, where, what to do; and the exit status. */
public final class StartupFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;

    /**
     * A refusal to start.
     *
     * @param status what the process exits with
     * @param message one line without program name or line end
     */
    public StartupFailure(ExitStatus status, String message) {
        super(message);
        this.status = status;
    }

    /**
     * A refusal to start with what caused it, for the detailed log.
     *
     * @param status what the process exits with
     * @param message one line without program name or line end
     * @param cause the failure underneath
     */
    public StartupFailure(ExitStatus status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /**
     * What the process exits with.
     *
     * @return the exit status, never {@link ExitStatus#OK}
     */
    public ExitStatus status() {
        return status;
    }
}
