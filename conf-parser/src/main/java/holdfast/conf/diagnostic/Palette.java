package holdfast.conf.diagnostic;

/** How parts of a message are set off from each other on a terminal; compilers' colours, or none. */
public enum Palette {
    /** Text as it is, for files, logs and other programs. */
    PLAIN,
    /** Escape sequences for colour and weight (ECMA-48, 8.3.117, SGR). */
    ANSI;

    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[1;31m";
    private static final String MAGENTA = "\u001b[1;35m";
    private static final String CYAN = "\u001b[1;36m";
    private static final String GREEN = "\u001b[32m";

    /** Text that belongs to a severity: errors red, warnings magenta, notes cyan. */
    public String severity(Severity severity, String text) {
        return switch (severity) {
            case ERROR -> in(RED, text);
            case WARNING -> in(MAGENTA, text);
            case NOTE -> in(CYAN, text);
        };
    }

    /** What the eye should find first. */
    public String strong(String text) {
        return in(BOLD, text);
    }

    /** What it may pass over. */
    public String faint(String text) {
        return in(DIM, text);
    }

    /** What to write instead; also what is well. */
    public String hint(String text) {
        return in(GREEN, text);
    }

    private String in(String sequence, String text) {
        return this == PLAIN || text.isEmpty() ? text : sequence + text + RESET;
    }
}
