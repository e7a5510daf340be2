package holdfast.track.notify;

import holdfast.track.run.RunAs;
import java.util.List;

/**
 * A program to call.
 *
 * @param argv program (absolute path) and arguments, already split
 * @param runAs the account it runs under
 */
public record NotifyScript(List<String> argv, RunAs runAs) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there is no word
     */
    public NotifyScript {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a notify script needs at least a program");
        }
    }
}
