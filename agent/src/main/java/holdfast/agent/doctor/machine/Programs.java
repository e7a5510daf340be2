package holdfast.agent.doctor.machine;

import java.util.List;

/** Other programs, which only look. */
@FunctionalInterface
public interface Programs {
    /**
     * Runs a program to its end, some seconds at most.
     *
     * @param command program and arguments
     */
    Answer run(List<String> command);

    /** The same. */
    default Answer run(String... command) {
        return run(List.of(command));
    }

    /** How it went. */
    sealed interface Answer {
        /**
         * It ended.
         *
         * @param status its exit status
         * @param output standard output
         * @param errors standard error
         */
        record Ended(int status, String output, String errors) implements Answer {}

        /** There is no such program. */
        record Missing() implements Answer {}

        /**
         * It did not end in time, or said too much.
         *
         * @param reason which
         */
        record Failed(String reason) implements Answer {}
    }
}
