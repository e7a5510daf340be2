package holdfast.agent.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The whole command line, daemon and subcommands, as one picocli model: what manual pages and the shells' completion are made from. The
 * program itself reads its command line without it.
 */
public final class CommandLineModel {
    private CommandLineModel() {}

    /**
     * The model.
     *
     * @param commands what makes each subcommand's object, by its name
     * @return {@code holdfast} with the daemon's options in the order of its help text, and all subcommands
     */
    public static CommandLine of(Map<String, Supplier<Object>> commands) {
        CommandSpec daemon = CommandSpec.create().name("holdfast");
        for (DaemonOption option : DaemonOption.values()) {
            if (!option.isInternal() && option.effect() == DaemonOption.Effect.HONOURED) {
                daemon.addOption(specification(option));
            }
        }
        new TreeMap<>(commands)
                .forEach((name, command) ->
                        daemon.addSubcommand(name, new CommandLine(command.get()).setCommandName(name)));
        return new CommandLine(daemon);
    }

    private static OptionSpec specification(DaemonOption option) {
        OptionSpec.Builder builder = option.hasLetter()
                ? OptionSpec.builder(option.shortest(), "--" + option.longName())
                : OptionSpec.builder("--" + option.longName());
        builder.description(option.text() + ".");
        return switch (option.takes()) {
            case NOTHING -> builder.build();
            case VALUE ->
                builder.type(String.class)
                        .arity("1")
                        .paramLabel(option.valueName())
                        .build();
            case OPTIONAL_VALUE ->
                builder.type(String.class)
                        .arity("0..1")
                        .paramLabel(option.valueName())
                        .build();
        };
    }
}
