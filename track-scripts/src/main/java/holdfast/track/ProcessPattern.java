package holdfast.track;

import java.util.List;

/**
 * Which processes count (keepalived.conf(5), vrrp_track_process).
 *
 * <p>Without parameters, {@code full_command} or {@code param_match} the command is compared with the process name
 * ({@code /proc/PID/comm}, at most 15 characters); otherwise with the first word of the command line, and the parameters
 * with the words after it.
 *
 * @param command process name, or first word of the command line
 * @param parameters the words that must follow
 * @param parameterMatch how they are compared
 */
public record ProcessPattern(String command, List<String> parameters, ParameterMatch parameterMatch) {
    private static final int LONGEST_NAME = 15; // TASK_COMM_LEN - 1, linux/sched.h

    /** How the parameters of a process are compared. */
    public enum ParameterMatch {
        /** The process name alone counts. */
        NAME_ONLY,
        /** All words are equal, and there are no more ({@code full_command}, or parameters alone). */
        EXACT,
        /** There may be more words ({@code param_match partial}); but none at all if no parameters are given. */
        PARTIAL,
        /** As partial, and the last word may be longer than the one given ({@code param_match initial}). */
        INITIAL
    }

    /** Keeps a copy of the list. */
    public ProcessPattern {
        parameters = List.copyOf(parameters);
    }

    /** Processes with this name, whatever their parameters. */
    public static ProcessPattern named(String command) {
        return new ProcessPattern(command, List.of(), ParameterMatch.NAME_ONLY);
    }

    /** True if the command line is needed to decide. */
    boolean needsCommandLine() {
        return parameterMatch != ParameterMatch.NAME_ONLY;
    }

    /**
     * True if a process counts.
     *
     * @param processName its name as the kernel has it
     * @param commandLine its words; only looked at if {@link #needsCommandLine}
     */
    boolean matches(String processName, List<String> commandLine) {
        if (!needsCommandLine()) {
            return processName.equals(cut(command));
        }
        if (commandLine.isEmpty() || !commandLine.getFirst().equals(command)) {
            return false;
        }
        List<String> words = commandLine.subList(1, commandLine.size());
        return switch (parameterMatch) {
            case NAME_ONLY -> true;
            case EXACT -> words.equals(parameters);
            case PARTIAL -> parameters.isEmpty() ? words.isEmpty() : startsWith(words, parameters);
            case INITIAL -> parameters.isEmpty() ? words.isEmpty() : startsWithPrefix(words);
        };
    }

    private boolean startsWithPrefix(List<String> words) {
        int last = parameters.size() - 1;
        return words.size() > last
                && startsWith(words, parameters.subList(0, last))
                && words.get(last).startsWith(parameters.get(last));
    }

    private static boolean startsWith(List<String> words, List<String> wanted) {
        return words.size() >= wanted.size() && words.subList(0, wanted.size()).equals(wanted);
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }
}
