package holdfast.agent.cli;

import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.NodeFacts;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.Dialect;
import holdfast.conf.ParseResult;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticRenderer;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.effective.ConfFormat;
import holdfast.conf.effective.EffectiveValues;
import holdfast.conf.effective.Node;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code holdfast config FILE}: every value that counts after a file was read, defaults and inheritance filled in. Looks at the
 * file alone.
 */
@Command(
        name = "config",
        description = {
            "Prints the values that count: defaults filled in, definitions and includes",
            "resolved.",
            "",
            "  holdfast config --origins /etc/keepalived/keepalived.conf",
            "  holdfast config --format json keepalived.conf",
            "  holdfast config --as-keepalived keepalived.conf",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:printed",
            "2:wrong command line",
            "4:the file cannot be read or must not be run; what could be understood is printed"
        })
public final class ConfigCommand implements Callable<Integer> {
    /** How the values are printed. */
    enum Format {
        conf,
        json
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The configuration file.")
    private String file = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "conf (default): a keepalived.conf that means the same; json: docs/config.schema.json.")
    private Format format = Format.conf;

    @Option(
            names = "--origins",
            description = "Say of every value where it comes from: its line, global_defs, or the default.")
    private boolean origins;

    @Option(
            names = "--as-keepalived",
            description = "Print what keepalived 2.2.7 makes of the file, where that is not what was meant.")
    private boolean asKeepalived;

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description = "Name for lines that begin with @ID (default: host name).")
    private Optional<String> configId = Optional.empty();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private HelpOption help;

    /** For picocli, which fills in the fields. */
    public ConfigCommand() {}

    @Override
    public Integer call() {
        Dialect dialect = asKeepalived ? Dialect.AS_KEEPALIVED : Dialect.AS_MEANT;
        ParseResult result = ConfigurationReader.read(new FileSourceLoader(), file, NodeFacts.now(configId), dialect);
        List<Node> values = EffectiveValues.of(result);
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (format) {
                    case conf -> ConfFormat.of(values, origins);
                    case json -> ValuesAsJson.of(file, values, origins);
                });
        out.flush();
        return report(result);
    }

    /** Errors in full, of warnings only that there are some: {@code check} is for them. */
    private int report(ParseResult result) {
        PrintWriter err = spec.commandLine().getErr();
        List<Diagnostic> errors = result.diagnostics().stream()
                .filter(found -> found.severity() == Severity.ERROR)
                .toList();
        err.print(new DiagnosticRenderer(result.sources()).renderAll(errors));
        if (errors.isEmpty() && result.hasMistakes()) {
            err.println("holdfast config: there are mistakes in the file; 'holdfast check " + file + "' explains them");
        }
        err.flush();
        return errors.isEmpty() ? ExitStatus.OK.code() : ExitStatus.CANNOT_RUN.code();
    }
}
