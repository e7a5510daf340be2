package holdfast.track.run;

import java.time.Duration;

/** How a run ended. Only exit status 0 is a success. */
public sealed interface ScriptOutcome {

    /**
     * The program ended by itself.
     *
     * @param status exit status, 0 to 255
     * @param hint what is wrong with the file, for status 126 and 127; else empty
     */
    record Exited(int status, String hint) implements ScriptOutcome {}

    /** The program was ended by a signal, 1 to 64. */
    record Killed(int signal) implements ScriptOutcome {}

    /** The program ran longer than its limit; its process group was told to end. */
    record TimedOut(Duration limit) implements ScriptOutcome {}

    /** The program could not be started at all. */
    record NotStarted(String reason) implements ScriptOutcome {}

    /** True for exit status 0. */
    default boolean succeeded() {
        return this instanceof Exited exited && exited.status() == 0;
    }

    /** The end in the words of keepalived's log, for instance {@code exited with status 1}. */
    default String describe() {
        return switch (this) {
            case Exited(int status, String hint) when hint.isEmpty() -> "exited with status " + status;
            case Exited(int status, String hint) -> "exited with status " + status + ": " + hint;
            case Killed(int signal) -> "due to signal " + signal;
            case TimedOut(Duration limit) -> "timed out after " + seconds(limit) + " s";
            case NotStarted(String reason) -> "could not be started: " + reason;
        };
    }

    private static String seconds(Duration limit) {
        return java.math.BigDecimal.valueOf(limit.toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
    }
}
