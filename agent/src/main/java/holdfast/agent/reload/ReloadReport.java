package holdfast.agent.reload;

import java.util.List;
import java.util.Optional;

/**
 * What a reload has done, or would do.
 *
 * @param outcome in a word
 * @param file the configuration file
 * @param steps in their order; none when it was refused
 * @param problems what did not work though it was to be done, a sentence each
 * @param message why it was refused; empty text when it was not
 * @param findings everything that is wrong with the file, as {@code holdfast check} shows it; lines with their ends
 * @param mistakes how many of these are errors or warnings
 */
public record ReloadReport(
        Outcome outcome,
        String file,
        List<Step> steps,
        List<String> problems,
        String message,
        String findings,
        int mistakes) {
    /** Steps that the log and answers name; a configuration of tens of thousands of servers can be exchanged as a whole. */
    public static final int MOST_TOLD = 2000;

    /** In a word. */
    public enum Outcome {
        /** There is something to do, and it was or would be done. */
        CHANGED,
        /** Everything stays as it is. */
        UNCHANGED,
        /** The file has mistakes with which it must not be run: everything stays as it is. */
        REFUSED,
        /** A mistake in Holdfast; what was done and what not is not known. */
        FAILED
    }

    /** Copies the lists. */
    public ReloadReport {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }

    /** A reload that nothing stands against. */
    public static ReloadReport of(String file, List<Step> steps, List<String> problems, String findings, int mistakes) {
        Outcome outcome = steps.isEmpty() ? Outcome.UNCHANGED : Outcome.CHANGED;
        return new ReloadReport(outcome, file, steps, problems, "", findings, mistakes);
    }

    /** One that was refused. */
    public static ReloadReport refused(String file, String message, String findings, int mistakes) {
        return new ReloadReport(Outcome.REFUSED, file, List.of(), List.of(), message, findings, mistakes);
    }

    /** One that went wrong. */
    public static ReloadReport failed(String file, String message) {
        return new ReloadReport(Outcome.FAILED, file, List.of(), List.of(), message, "", 0);
    }

    /** Whom it interrupts; empty: nobody. */
    public List<String> interrupts() {
        return steps.stream().map(Step::interrupts).flatMap(Optional::stream).toList();
    }

    /** For a line of the log: {@code 3 changes, nothing interrupted}. */
    public String summary() {
        return switch (outcome) {
            case CHANGED -> {
                int changes = steps.size();
                int interrupted = interrupts().size();
                yield (changes == 1 ? "1 change" : changes + " changes") + ", "
                        + (interrupted == 0 ? "nothing" : String.valueOf(interrupted)) + " interrupted";
            }
            case UNCHANGED -> "nothing changed";
            case REFUSED, FAILED -> message;
        };
    }
}
