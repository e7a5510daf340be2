package holdfast.agent.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a daemon command line (one without subcommand) asks for. */
public sealed interface Invocation {
    /**
     * Run the daemon.
     *
     * @param options how
     * @param place on the terminal, or how to get away from it
     * @param remarks one line for each option given that has no effect
     */
    record Run(DaemonOptions options, Place place, List<String> remarks) implements Invocation {
        /** Copies the remarks. */
        public Run {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Check the configuration and report ({@code -t}).
     *
     * @param options which configuration
     * @param report where the report goes; standard error when absent
     */
    record Test(DaemonOptions options, Optional<Path> report) implements Invocation {}

    /** Print version, Java runtime and build ({@code -v}). */
    record Version() implements Invocation {}

    /** Print the help text ({@code -h}). */
    record Help() implements Invocation {}

    /**
     * Print a signal's number ({@code --signum}).
     *
     * @param number the number for kill(1)
     */
    record SignalNumber(int number) implements Invocation {}

    /** Where the daemon runs. */
    sealed interface Place {
        /** In this process, on the terminal ({@code -n}). */
        record Foreground() implements Place {}

        /**
         * In a process of its own, which is still to be started.
         *
         * @param arguments its command line; paths are absolute, for it runs in the root directory
         */
        record Background(List<String> arguments) implements Place {
            /** Copies the arguments. */
            public Background {
                arguments = List.copyOf(arguments);
            }
        }

        /** In this process, which has been started for it; the one that started it waits for a word. */
        record BackgroundChild() implements Place {}
    }
}
