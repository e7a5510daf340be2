package holdfast.agent.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The subcommands. Only the one that is asked for is loaded. */
public final class Commands {
    private final Map<String, Supplier<Object>> commands;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * The set of subcommands.
     *
     * @param commands by name, what makes the picocli command object; a name may be two words, such as {@code lvs list}
     * @param out standard output
     * @param err standard error
     */
    public Commands(Map<String, Supplier<Object>> commands, PrintStream out, PrintStream err) {
        this.commands = new TreeMap<>(commands);
        this.out = out;
        this.err = err;
    }

    /**
     * Runs a subcommand.
     *
     * @param words its name and its arguments
     * @return the exit status
     * @throws StartupFailure when there is no such subcommand
     */
    public int run(List<String> words) throws StartupFailure {
        String name = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        if (name.equals("help")) {
            return help(rest);
        }
        if (!rest.isEmpty() && commands.containsKey(name + " " + rest.getFirst())) {
            return command(name + " " + rest.getFirst())
                    .execute(rest.subList(1, rest.size()).toArray(String[]::new));
        }
        return command(name).execute(rest.toArray(String[]::new));
    }

    private int help(List<String> words) throws StartupFailure {
        if (words.isEmpty()) {
            out.print(HelpText.daemon());
            return ExitStatus.OK.code();
        }
        command(words.getFirst()).usage(writer(out));
        return ExitStatus.OK.code();
    }

    private CommandLine command(String name) throws StartupFailure {
        Supplier<Object> supplier = commands.get(name);
        if (supplier == null) {
            throw new StartupFailure(ExitStatus.USAGE, "unknown command '" + name + "'" + hint(name));
        }
        CommandLine command = new CommandLine(supplier.get())
                .setCommandName("holdfast " + name)
                .setOut(writer(out))
                .setErr(writer(err));
        command.getCommandSpec().version("Holdfast v" + VersionText.version());
        command.setExecutionExceptionHandler((failure, _, _) -> {
            err.println("holdfast " + name + ": internal error, please report it:");
            failure.printStackTrace(err);
            return ExitStatus.INTERNAL.code();
        });
        int wrongCommandLine =
                command.getCommandSpec().exitCodeOnInvalidInput(); // USAGE unless the command says otherwise
        command.setParameterExceptionHandler((failure, _) -> {
            String message = Optional.ofNullable(failure.getMessage()).orElse("wrong command line");
            err.println("holdfast " + name + ": " + message + " ('holdfast " + name + " --help' explains)");
            return wrongCommandLine;
        });
        return command;
    }

    private String hint(String name) {
        if (name.endsWith(".conf")) {
            return ": to run with a configuration file, write '-f " + name + "'; to check it, 'holdfast check " + name
                    + "'";
        }
        List<String> names = new ArrayList<>(commands.keySet());
        names.add("help");
        return NearestWord.to(name, names)
                .map(near -> ", did you mean '" + near + "'?")
                .orElse("; the commands are " + String.join(", ", names));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
