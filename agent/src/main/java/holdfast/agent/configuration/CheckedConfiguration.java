package holdfast.agent.configuration;

import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.StartupFailure;
import holdfast.conf.ParseResult;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticRenderer;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.model.Configuration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A configuration file, understood and held against a machine.
 *
 * @param file the file as it was named
 * @param parse what it means and what is wrong in it
 * @param machine what the machine does not have
 */
public record CheckedConfiguration(String file, ParseResult parse, List<MachineFinding> machine) {
    /** Copies the list. */
    public CheckedConfiguration {
        machine = List.copyOf(machine);
    }

    /**
     * The same, for a reload: what was missing on this machine for the configuration in force too is a warning. An interface that is gone for
     * the moment must not keep a good file from being taken up.
     *
     * @param missingAlready what the configuration in force misses now
     */
    public CheckedConfiguration tolerating(Collection<MachineFinding> missingAlready) {
        return new CheckedConfiguration(
                file,
                parse,
                machine.stream()
                        .map(finding -> missingAlready.contains(finding) ? finding.asWarning() : finding)
                        .toList());
    }

    /**
     * The same, for {@code --lenient}: broken braces and quotes and misspelt keywords are warnings, what was understood in spite of
     * them counts. Where keepalived would refuse, too (an instance without interface), the error stays.
     */
    public CheckedConfiguration lenient() {
        List<Diagnostic> milder = parse.diagnostics().stream()
                .map(found -> found.rule().isOverruledByLenient() ? found.as(Severity.WARNING) : found)
                .toList();
        return new CheckedConfiguration(file, parse.withDiagnostics(milder), machine);
    }

    /** Whether a daemon may run this; a reload goes ahead only then. */
    public boolean isRunnable() {
        return count(Severity.ERROR) == 0;
    }

    /**
     * How many findings of a severity there are, in the file and about the machine.
     *
     * @param severity which ones
     */
    public int count(Severity severity) {
        return (int) (parse.diagnostics().stream()
                        .filter(diagnostic -> diagnostic.severity() == severity)
                        .count()
                + machine.stream()
                        .filter(finding -> finding.severity() == severity)
                        .count());
    }

    /**
     * The exit status of {@code -t}. Errors come first, unlike in keepalived, where a remark on script security hides them.
     */
    public ExitStatus testStatus() {
        if (!isRunnable()) {
            return ExitStatus.CANNOT_RUN;
        }
        if (machine.stream().anyMatch(finding -> finding.rule() == Rule.HOST_SCRIPT_SECURITY)) {
            return ExitStatus.SCRIPT_SECURITY;
        }
        return count(Severity.WARNING) > 0 ? ExitStatus.CONFIGURATION_FINDINGS : ExitStatus.OK;
    }

    /**
     * The findings of the parser and those about the machine, each at its line, in the order of the file.
     *
     * @param further findings about the machine that the daemon's start does not look for
     */
    public List<Diagnostic> findings(List<MachineFinding> further) {
        List<Diagnostic> findings = new ArrayList<>(parse.diagnostics());
        if (machine.isEmpty() && further.isEmpty()) {
            return findings;
        }
        Places places = new Places(file, parse.tree());
        machine.forEach(found -> findings.add(found.at(places)));
        further.forEach(found -> findings.add(found.at(places)));
        List<String> files = parse.sources().order();
        findings.sort(Comparator.comparingInt(
                        (Diagnostic found) -> files.indexOf(found.span().file()))
                .thenComparingInt(found -> found.span().line())
                .thenComparingInt(found -> found.span().column()));
        return findings;
    }

    /** Everything found, as text for a person: source line and caret where there is one. Empty when all is well. */
    public String render() {
        return new DiagnosticRenderer(parse.sources()).renderAll(findings(List.of()));
    }

    /** Everything found as one line each, in the order of the file; for the log. */
    public List<Remark> remarks() {
        DiagnosticRenderer renderer = new DiagnosticRenderer(parse.sources());
        return findings(List.of()).stream()
                .map(found -> new Remark(
                        found.severity(),
                        renderer.headline(found)
                                + found.hint().map(text -> "; " + text).orElse("")))
                .toList();
    }

    /**
     * One finding as a line for the log.
     *
     * @param severity how bad
     * @param text the whole line
     */
    public record Remark(Severity severity, String text) {}

    /**
     * The configuration to start with.
     *
     * @return what the file means
     * @throws StartupFailure when it must not be run: with {@link ExitStatus#NO_CONFIGURATION} when the file itself cannot
     *     be read, else with {@link ExitStatus#USAGE}; the message names the first error and how many there are
     */
    public Configuration orRefuse() throws StartupFailure {
        Optional<String> unreadable = whyUnreadable();
        if (unreadable.isPresent()) {
            throw new StartupFailure(ExitStatus.NO_CONFIGURATION, unreadable.get());
        }
        if (isRunnable()) {
            return parse.configuration();
        }
        int errors = count(Severity.ERROR);
        String first = remarks().stream()
                .filter(remark -> remark.severity() == Severity.ERROR)
                .findFirst()
                .orElseThrow()
                .text();
        throw new StartupFailure(
                ExitStatus.USAGE,
                first
                        + (errors > 1
                                ? " (and " + (errors - 1) + " more: 'holdfast check " + file + "' shows all)"
                                : ""));
    }

    /**
     * Why there is no configuration at all.
     *
     * @return one line; empty when the file could be read
     */
    public Optional<String> whyUnreadable() {
        return parse.diagnostics().stream()
                .filter(diagnostic -> diagnostic.rule() == Rule.FILE_UNREADABLE
                        && diagnostic.severity() == Severity.ERROR
                        && diagnostic.span().file().equals(file))
                .findFirst()
                .map(diagnostic -> diagnostic.summary()
                        + diagnostic.hint().map(hint -> "; " + hint).orElse(""));
    }
}
