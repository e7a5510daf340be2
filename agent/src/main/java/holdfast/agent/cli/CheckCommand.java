package holdfast.agent.cli;

import holdfast.agent.check.CheckRun;
import holdfast.agent.check.Explanation;
import holdfast.agent.check.GitHubReport;
import holdfast.agent.check.JsonReport;
import holdfast.agent.check.Report;
import holdfast.agent.check.SarifReport;
import holdfast.agent.check.TextReport;
import holdfast.conf.diagnostic.Palette;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.RuleExplanations;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast check FILE...}: what is wrong with configuration files, and with the nodes of a pair together. */
@Command(
        name = "check",
        description = {
            "Checks configuration files and explains what is wrong, without running anything.",
            "",
            "With --pair the files are those of the nodes of one pair (or of more nodes):",
            "they are compared, and their election is held in simulated time: at rest, and",
            "after the failure of each tracker, each link and each node.",
            "",
            "  holdfast check /etc/keepalived/keepalived.conf",
            "  holdfast check --pair node1.conf node2.conf",
            "  holdfast check --format json keepalived.conf",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing wrong (notes are not counted)",
            "1:with --strict: warnings that are no mistakes",
            "2:wrong command line",
            "4:unusable: the daemon would not start with a file",
            "5:mistakes: the daemon would start, but not everything is as written, or a pair would not work as one"
        })
public final class CheckCommand implements Callable<Integer> {
    /** How the findings are printed. */
    enum Format {
        text,
        json,
        sarif,
        github
    }

    /**
     * What the command meets with.
     *
     * @param root whether it runs as root, so that the machine is looked at unless told otherwise
     * @param palette colours of its terminal
     * @param input standard input
     */
    record Surroundings(boolean root, Palette palette, InputStream input) {
        static Surroundings ofThisProcess() {
            return new Surroundings(isRoot(), TerminalColours.ofStandardOutput(), System.in);
        }

        /** Read from /proc, for the C bindings take longer to load than a small file to check. */
        private static boolean isRoot() {
            try {
                return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
            } catch (IOException e) {
                return false; // no /proc: no machine to look at either
            }
        }
    }

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files to check, each on its own; - is standard input.")
    private final List<String> files = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (default), json, sarif (2.1.0) or github (annotations of a workflow).")
    private Format format = Format.text;

    @Option(
            names = "--pair",
            description =
                    "Compare the files as nodes of one pair and hold their election. The machine is not looked at.")
    private boolean pair;

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description =
                    "Name for lines that begin with @ID (default: host name). With --pair it may be given once for each file, in their order.")
    private final List<String> configIds = new ArrayList<>();

    @Option(
            names = {"--host", "--this-host"},
            description =
                    "Also look at this machine: interfaces, addresses, scripts, users, kernel settings. Default for root.")
    private boolean host;

    @Option(names = "--offline", description = "Look at nothing but the files. Default for everyone else.")
    private boolean offline;

    @Option(names = "--strict", description = "Warnings that are no mistakes count too: exit status 1.")
    private boolean strict;

    @Option(
            names = {"-e", "--all-config"},
            description = "An include that finds no file is an error.")
    private boolean allFilesRequired;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing, the exit status tells.")
    private boolean quiet;

    @Option(names = "--explain", paramLabel = "RULE", description = "Explain a rule, such as HF0101, and exit.")
    private Optional<String> explain = Optional.empty();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private HelpOption help;

    /** For picocli, which fills in the fields. */
    public CheckCommand() {
        this(Surroundings.ofThisProcess());
    }

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (explain.isPresent()) {
            Rule rule = RuleExplanations.rule(explain.get())
                    .orElseThrow(() ->
                            wrong("there is no rule '" + explain.get() + "'; rules are named HF and four digits"));
            out.print(Explanation.of(rule, surroundings.palette()));
            out.flush();
            return ExitStatus.OK.code();
        }
        refuseNonsense();
        CheckRun run = new CheckRun(surroundings.input(), !pair && !offline && (host || surroundings.root()));
        Report report = run.check(files, configIds, allFilesRequired, pair);
        if (!quiet) {
            out.print(
                    switch (format) {
                        case text -> new TextReport(surroundings.palette()).of(report);
                        case json -> JsonReport.of(report);
                        case sarif -> SarifReport.of(report, VersionText.version());
                        case github -> GitHubReport.of(report);
                    });
            out.flush();
        }
        return status(report);
    }

    private void refuseNonsense() {
        if (files.isEmpty()) {
            throw wrong("which file? Name one, or - for standard input");
        }
        if (host && offline) {
            throw wrong("--host and --offline contradict each other");
        }
        if (host && pair) {
            throw wrong("--host is about one node, --pair about several");
        }
        if (pair && files.size() < 2) {
            throw wrong("--pair needs the files of two nodes or more");
        }
        if (configIds.size() > 1 && (!pair || configIds.size() != files.size())) {
            throw wrong("-i is given once, or with --pair once for each file");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int status(Report report) {
        if (report.isUnusable()) {
            return ExitStatus.CANNOT_RUN.code();
        }
        if (report.hasMistakes()) {
            return ExitStatus.CONFIGURATION_FINDINGS.code();
        }
        return strict && report.hasWarnings() ? ExitStatus.FOUND.code() : ExitStatus.OK.code();
    }
}
