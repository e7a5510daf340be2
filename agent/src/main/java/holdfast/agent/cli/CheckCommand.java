package holdfast.agent.cli;

import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.ConfigurationCheck;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.LocalMachine;
import holdfast.agent.configuration.Machine;
import holdfast.agent.configuration.NodeFacts;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.diagnostic.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code holdfast check FILE...}: what is wrong with configuration files. Looks at the files alone, so that it gives the same
 * answer on a build server, unless {@code --this-host} is given.
 */
@Command(
        name = "check",
        description = {"Checks configuration files and explains what is wrong, without a daemon and without root.", ""},
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing wrong (notes are not counted)",
            "1:errors: the daemon would not start with a file",
            "2:wrong command line",
            "3:warnings: the daemon would start, but not everything has an effect"
        })
public final class CheckCommand implements Callable<Integer> {
    private static final int ERRORS = 1;
    private static final int WARNINGS = 3;

    /** How the findings are printed. */
    enum Format {
        text,
        json
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to check, each on its own.")
    private final List<String> files = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (default): with source line and caret; json: an array of findings.")
    private Format format = Format.text;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing, the exit status tells.")
    private boolean quiet;

    @Option(names = "--this-host", description = "Also look for the interfaces and scripts on this machine.")
    private boolean thisHost;

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description = "Name for lines that begin with @ID (default: host name).")
    private Optional<String> configId = Optional.empty();

    @Option(
            names = {"-e", "--all-config"},
            description = "An include that finds no file is an error.")
    private boolean allFilesRequired;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    /** For picocli, which fills in the fields. */
    public CheckCommand() {}

    @Override
    public Integer call() {
        Machine machine = thisHost ? new LocalMachine() : Machine.unknown();
        ConfigurationCheck check = new ConfigurationCheck(new FileSourceLoader(), machine).withAdvice();
        ParseEnvironment environment = NodeFacts.now(configId);
        List<CheckedConfiguration> checked = files.stream()
                .map(file -> check.check(file, environment, allFilesRequired))
                .toList();
        if (!quiet) {
            CommandLine command = spec.commandLine();
            PrintWriter out = command.getOut();
            switch (format) {
                case text -> checked.forEach(one -> printText(one, out));
                case json -> out.print(FindingsAsJson.of(checked));
            }
            out.flush();
        }
        if (checked.stream().anyMatch(one -> !one.isRunnable())) {
            return ERRORS;
        }
        return checked.stream().anyMatch(one -> one.count(Severity.WARNING) > 0) ? WARNINGS : 0;
    }

    private static void printText(CheckedConfiguration checked, PrintWriter out) {
        String findings = checked.render();
        if (!findings.isEmpty()) {
            out.println(findings);
        }
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            int count = checked.count(severity);
            if (count > 0) {
                counts.add("%d %s%s".formatted(count, severity.name().toLowerCase(Locale.ROOT), count == 1 ? "" : "s"));
            }
        }
        out.println(checked.file() + ": " + (counts.isEmpty() ? "nothing wrong" : String.join(", ", counts)));
    }
}
