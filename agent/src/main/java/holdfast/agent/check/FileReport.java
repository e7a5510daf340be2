package holdfast.agent.check;

import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.MachineFinding;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.Sources;
import holdfast.conf.lint.Allowances;
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
        Sources sources = checked.parse().sources();
        return new FileReport(checked.file(), Allowances.without(checked.findings(further), sources), sources);
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
