package holdfast.agent;

import holdfast.agent.cli.Commands;
import holdfast.agent.cli.StartupFailure;
import holdfast.agent.cli.lvs.LvsCommand;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The entry point for commands that only ask the daemon ({@link Subcommands#askingTheDaemon}). It knows nothing of what a daemon is made of,
 * so that none of it has to be loaded, nor its libraries to be on the class path; {@link Main} can do the same, only slower.
 */
public final class Client {
    private Client() {}

    /**
     * The entry point.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /**
     * Runs one command.
     *
     * @return the exit status
     */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        try {
            Map<String, Supplier<Object>> commands = new HashMap<>(Subcommands.askingTheDaemon());
            // Alone: making its siblings would take longer than the answer.
            LvsCommand.subcommands().forEach((name, command) -> commands.put("lvs " + name, command::get));
            return new Commands(commands, out, err).run(words);
        } catch (StartupFailure e) {
            err.println("holdfast: " + e.getMessage());
            return e.status().code();
        }
    }
}
