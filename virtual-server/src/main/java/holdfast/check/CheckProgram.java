package holdfast.check;

import java.util.List;
import java.util.Optional;

/**
 * A program a check runs.
 *
 * @param argv program and arguments, already split; no shell looks at them; at least the program
 * @param user account to run it as; empty: the runner's choice
 * @param group group to run it as; empty: that of the user
 */
public record CheckProgram(List<String> argv, Optional<String> user, Optional<String> group) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException there is no program
     */
    public CheckProgram {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a check needs a program");
        }
    }
}
