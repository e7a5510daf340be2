package holdfast.check;

/** How a program ended. */
public sealed interface ProgramEnd {
    /**
     * By itself.
     *
     * @param status exit status, 0 to 255
     */
    record Exited(int status) implements ProgramEnd {}

    /**
     * By a signal.
     *
     * @param signal its number
     */
    record Killed(int signal) implements ProgramEnd {}

    /** It ran longer than it may. */
    record TimedOut() implements ProgramEnd {}

    /**
     * It did not even start, because this node could not: no process, no memory, too many programs running. A program that is not
     * there is {@link Exited} with 127, one that is not executable with 126, as with a shell.
     *
     * @param reason in words
     */
    record NotStarted(String reason) implements ProgramEnd {}
}
