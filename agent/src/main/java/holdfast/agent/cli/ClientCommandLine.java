package holdfast.agent.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The command line of a command that only asks the daemon, as picocli's model. Annotations say the same, but reading them takes longer than
 * everything else such a command does: for each kind of annotation a class is made at run time.
 *
 * <p>Every such command has the options of {@link DaemonPlace}; they come last in its help.
 */
public final class ClientCommandLine {
    private final CommandSpec spec;
    private final Word control;
    private final Word pidFile;

    private ClientCommandLine(CommandSpec spec) {
        this.spec = spec;
        this.control = new Word(add(option(DaemonPlace.CONTROL, "FILE", "--control")
                .type(Path.class)
                .order(DaemonPlace.FIRST)));
        this.pidFile = new Word(add(option(DaemonPlace.PID_FILE, "FILE", "-p", "--pid")
                .type(Path.class)
                .order(DaemonPlace.FIRST + 1)));
        add(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description(DaemonPlace.HELP)
                .order(DaemonPlace.FIRST + 2));
    }

    /** An option without a value. */
    public record Flag(ArgSpec argument) {
        /** Whether it was given. */
        public boolean isGiven() {
            return Boolean.TRUE.equals(argument.getValue());
        }
    }

    /** An option or an operand with a value. */
    public record Word(ArgSpec argument) {
        /** What was given. */
        public Optional<String> value() {
            Object value = argument.getValue();
            return Optional.ofNullable(value).map(Object::toString);
        }
    }

    /** An option that can be given more than once, or operands. */
    public record Words(ArgSpec argument) {
        /** What was given, in that order. */
        public List<String> values() {
            List<String> values = argument.getValue();
            return values == null ? List.of() : List.copyOf(values);
        }
    }

    /** An option with a number, which has a default. */
    public record NumberOption<T>(ArgSpec argument) {
        /** What was given, or the default. */
        public T value() {
            return argument.getValue();
        }
    }

    /** An option with a whole number. */
    public record IntegerOption(ArgSpec argument) {
        /** What was given. */
        public Optional<Integer> value() {
            return Optional.ofNullable(argument.getValue());
        }
    }

    /**
     * A command line without options of its own.
     *
     * @param name the command's
     * @param command what is called once the command line has been read
     */
    public static ClientCommandLine of(String name, Callable<Integer> command) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
        spec.usageMessage().sortOptions(false).optionListHeading("%nOptions:%n");
        return new ClientCommandLine(spec);
    }

    /** Its help: what it does, and examples. */
    public ClientCommandLine says(String... lines) {
        spec.usageMessage().description(lines);
        return this;
    }

    /** Space above the operands in its help. */
    public ClientCommandLine operandsApart() {
        spec.usageMessage().parameterListHeading("%n");
        return this;
    }

    /** Its exit statuses, such as {@code 0:done}. */
    public ClientCommandLine exits(String... statuses) {
        spec.usageMessage()
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(statuses));
        return this;
    }

    /** The exit status for a wrong command line, where it is not 2. */
    public ClientCommandLine wrong(int status) {
        spec.exitCodeOnInvalidInput(status);
        return this;
    }

    /** An option without a value. */
    public Flag flag(String description, String... names) {
        return new Flag(
                add(OptionSpec.builder(names).type(boolean.class).arity("0").description(description)));
    }

    /** An option without a value that there must be. */
    public void requiredFlag(String description, String name) {
        add(OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0")
                .required(true)
                .description(description));
    }

    /**
     * {@code --json}.
     *
     * @param document explains what it prints, such as {@code docs/status.md}
     */
    public Flag json(String document) {
        return flag("For programs: " + document + " explains the members.", "--json");
    }

    /** An option with a value. */
    public Word word(String label, String description, String... names) {
        return new Word(add(option(description, label, names).type(String.class)));
    }

    /** An option with a value, which can be given again. */
    public Words words(String name, String label, String description) {
        return new Words(add(option(description, label, name).type(List.class).auxiliaryTypes(String.class)));
    }

    /** An option with the name of a file, which shells complete. */
    public Word file(String label, String description, String... names) {
        return new Word(add(option(description, label, names).type(Path.class)));
    }

    /** An option with a number of the type of its default. */
    public <T> NumberOption<T> number(String name, String label, T standard, String description) {
        return new NumberOption<>(
                add(option(description, label, name).type(standard.getClass()).defaultValue(standard.toString())));
    }

    private static OptionSpec.Builder option(String description, String label, String... names) {
        return OptionSpec.builder(names).arity("1").paramLabel(label).description(description);
    }

    /** An option with a whole number, which has no default. */
    public IntegerOption integer(String name, String label, String description) {
        return new IntegerOption(add(option(description, label, name).type(Integer.class)));
    }

    /**
     * Several operands.
     *
     * @param least how many there must be
     * @param label all of them
     */
    public Words operands(int least, String label, String description) {
        PositionalParamSpec operands = PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .index("0..*")
                .arity(least + "..*")
                .required(least > 0)
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(description)
                .build();
        spec.addPositional(operands);
        return new Words(operands);
    }

    /** An operand that may be missing. */
    public Word operand(String label, String description) {
        return operand(positional("0..1", label, description).type(String.class));
    }

    /** An operand that may be missing, the name of a file, which shells complete. */
    public Word fileOperand(String label, String description) {
        return operand(positional("0..1", label, description).type(Path.class));
    }

    /** An operand that there must be. */
    public Word requiredOperand(String label, String description) {
        return operand(positional("1", label, description).type(String.class).required(true));
    }

    /** An operand that there must be, one of these words, which shells complete. */
    public Word choice(String description, String... words) {
        return operand(positional("1", String.join("|", words), description)
                .type(String.class)
                .required(true)
                .completionCandidates(List.of(words)));
    }

    private static PositionalParamSpec.Builder positional(String arity, String label, String description) {
        return PositionalParamSpec.builder()
                .index("0")
                .arity(arity)
                .paramLabel(label)
                .description(description);
    }

    private Word operand(PositionalParamSpec.Builder builder) {
        PositionalParamSpec operand = builder.build();
        spec.addPositional(operand);
        return new Word(operand);
    }

    private OptionSpec add(OptionSpec.Builder builder) {
        OptionSpec option = builder.build();
        spec.addOption(option);
        return option;
    }

    /** What picocli reads the command line by. */
    public CommandSpec spec() {
        return spec;
    }

    /** Where the daemon listens; only while the command runs. */
    public Path controlSocket() {
        return DaemonPlace.socket(control.value().map(Path::of), pidFile.value().map(Path::of));
    }
}
