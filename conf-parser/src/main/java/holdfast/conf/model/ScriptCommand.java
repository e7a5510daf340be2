package holdfast.conf.model;

import java.util.List;
import java.util.Optional;

/**
 * A command as keepalived would execute it: no shell, words already split and unescaped.
 *
 * @param argv program and arguments, at least the program
 * @param runAs account to run it as: given with the command, else {@code script_user}; empty: neither, the agent
 *     chooses
 */
public record ScriptCommand(List<String> argv, Optional<ScriptUser> runAs) {
    /** Copies the list. */
    public ScriptCommand {
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        argv = List.copyOf(argv);
    }
}
