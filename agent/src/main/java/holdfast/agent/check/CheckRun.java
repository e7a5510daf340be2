package holdfast.agent.check;

import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.ConfigurationCheck;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.LocalMachine;
import holdfast.agent.configuration.Machine;
import holdfast.agent.configuration.MachineFinding;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.configuration.Places;
import holdfast.agent.pair.PairNode;
import holdfast.agent.pair.PairReport;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Sources;
import holdfast.conf.lint.Allowances;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of {@code holdfast check}: reads files, holds them against the machine or against each other. */
public final class CheckRun {
    private final StandardInput loader;
    private final ConfigurationCheck check;
    private final Optional<Host> host;

    /**
     * A run.
     *
     * @param input standard input, read when a file is called {@code -}
     * @param machine whether this machine is looked at
     */
    public CheckRun(InputStream input, boolean machine) {
        loader = new StandardInput(input, new FileSourceLoader());
        check = new ConfigurationCheck(loader, machine ? new LocalMachine() : Machine.unknown()).withAdvice();
        host = machine ? Optional.of(new LocalHost()) : Optional.empty();
    }

    /**
     * Checks files.
     *
     * @param files names, {@code -} for standard input
     * @param configIds none, one for all, or one for each file
     * @param allFilesRequired an include that finds nothing is an error
     * @param pair whether the files are also compared with each other
     */
    public Report check(List<String> files, List<String> configIds, boolean allFilesRequired, boolean pair) {
        List<CheckedConfiguration> checked = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < files.size(); number++) {
            ParseEnvironment environment = environment(configIds, number, pair);
            String file = files.get(number).equals("-") ? StandardInput.NAME : files.get(number);
            checked.add(check.check(file, environment, allFilesRequired));
            ids.add(environment.configId());
        }
        List<FileReport> reports = checked.stream().map(this::report).toList();
        return pair
                ? new Report(
                        reports.stream().map(CheckRun::withoutGuesses).toList(), Optional.of(compare(checked, ids)))
                : new Report(reports, Optional.empty());
    }

    private FileReport report(CheckedConfiguration checked) {
        List<MachineFinding> further = host.filter(_ -> checked.isRunnable())
                .map(there -> HostChecks.of(checked.parse().configuration(), there))
                .orElse(List.of());
        return FileReport.of(checked, further);
    }

    /** What a note on one file says of a node it does not know, the election tells. */
    private static FileReport withoutGuesses(FileReport report) {
        List<Diagnostic> known = report.findings().stream()
                .filter(finding -> finding.rule() != Rule.PRIORITY_WHEN_FAILED)
                .toList();
        return new FileReport(report.title(), known, report.sources());
    }

    /** The nodes of a pair are other machines: their default router_id, the host name, is not this one's. */
    private static ParseEnvironment environment(List<String> configIds, int number, boolean pair) {
        Optional<String> id = configIds.isEmpty()
                ? Optional.empty()
                : Optional.of(configIds.get(Math.min(number, configIds.size() - 1)));
        ParseEnvironment here = NodeFacts.now(id);
        return pair
                ? new ParseEnvironment(
                        "host name of node " + (number + 1), here.configId(), here.variables(), here.randomSeed())
                : here;
    }

    private static Report.Pair compare(List<CheckedConfiguration> checked, List<String> ids) {
        List<String> files = checked.stream().map(CheckedConfiguration::file).toList();
        List<String> labels = NodeLabels.of(files, ids);
        List<PairNode> nodes = new ArrayList<>();
        Map<String, List<String>> lines = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (int number = 0; number < checked.size(); number++) {
            CheckedConfiguration one = checked.get(number);
            nodes.add(new PairNode(
                    labels.get(number),
                    one.file(),
                    one.parse().configuration(),
                    new Places(one.file(), one.parse().tree())));
            lines.putAll(one.parse().sources().files());
            order.addAll(one.parse().sources().order());
        }
        PairReport report = PairReport.of(nodes, checked.stream().allMatch(CheckedConfiguration::isRunnable));
        String title = String.join(" + ", labels);
        Sources sources = new Sources(lines, order);
        return new Report.Pair(report, new FileReport(title, Allowances.without(report.findings(), sources), sources));
    }
}
