package holdfast.agent.check;

import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.MachineFinding;
import holdfast.agent.configuration.Places;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.Sources;
import holdfast.conf.lint.Allowances;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything found about one file, or about several that belong together.
 *
 * @param title what was looked at: the file as it was named
 * @param findings in the order of the file
 * @param sources the lines they are about
 */
public record FileReport(String title, List<Diagnostic> findings, Sources sources) {
    /** Copies the list. */
    public FileReport {
        findings = List.copyOf(findings);
    }

    /**
     * The findings of the parser and those about the machine, sorted into one another, without those that a comment allows.
     *
     * @param checked the file
     * @param further findings about the machine that the daemon's start does not look for
     */
    public static FileReport of(CheckedConfiguration checked, List<MachineFinding> further) {
        List<MachineFinding> machine = new ArrayList<>(checked.machine());
        machine.addAll(further);
        Sources sources = checked.parse().sources();
        List<Diagnostic> findings = new ArrayList<>(checked.parse().diagnostics());
        if (!machine.isEmpty()) {
            Places places = new Places(checked.file(), checked.parse().tree());
            machine.forEach(found -> findings.add(diagnostic(found, places)));
            findings.sort((a, b) -> compare(a, b, sources.order()));
        }
        return new FileReport(checked.file(), Allowances.without(findings, sources), sources);
    }

    private static Diagnostic diagnostic(MachineFinding found, Places places) {
        MachineFinding.Spot spot = found.spot();
        Diagnostic diagnostic = Diagnostic.of(
                        found.rule(),
                        places.of(spot.block(), spot.name(), spot.path().toArray(String[]::new)),
                        found.subject() + " " + found.text())
                .as(found.severity());
        return found.hint().map(diagnostic::withHint).orElse(diagnostic);
    }

    private static int compare(Diagnostic a, Diagnostic b, List<String> order) {
        int byFile = Integer.compare(
                order.indexOf(a.span().file()), order.indexOf(b.span().file()));
        int byLine =
                byFile != 0 ? byFile : Integer.compare(a.span().line(), b.span().line());
        return byLine != 0
                ? byLine
                : Integer.compare(a.span().column(), b.span().column());
    }

    /** How many findings of a severity there are. */
    public int count(Severity severity) {
        return (int) findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Whether something in it is a mistake, rather than advice or a limit of Holdfast. */
    public boolean hasMistakes() {
        return findings.stream()
                .anyMatch(finding ->
                        finding.severity() != Severity.NOTE && finding.rule().isMistake());
    }
}
