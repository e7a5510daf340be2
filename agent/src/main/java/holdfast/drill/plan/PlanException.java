package holdfast.drill.plan;

/** The drill cannot be done with this configuration or on this machine; the message says why and what to do. */
public final class PlanException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says why not.
     *
     * @param message one line, or the parser's findings, without a final line end
     */
    public PlanException(String message) {
        super(message);
    }
}
