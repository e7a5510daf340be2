package holdfast.track.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One run of a program.
 *
 * @param argv program and arguments, already split; no shell looks at them; the first is an absolute path
 * @param runAs the account it runs under
 * @param timeLimit after this the process group gets TERM, and KILL two seconds later; empty for no limit
 * @param endsWithParent true to have the kernel send TERM when this agent dies (a parent-death signal)
 */
public record ScriptCall(List<String> argv, RunAs runAs, Optional<Duration> timeLimit, boolean endsWithParent) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if {@code argv} is empty or the limit is not positive
     */
    public ScriptCall {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a script needs at least a program");
        }
        if (timeLimit.isPresent() && !timeLimit.get().isPositive()) {
            throw new IllegalArgumentException("time limit of " + argv.getFirst() + " must be positive");
        }
    }

    /** A run with a time limit. */
    public static ScriptCall limited(List<String> argv, RunAs runAs, Duration timeLimit) {
        return new ScriptCall(argv, runAs, Optional.of(timeLimit), false);
    }
}
