package holdfast.agent.check;

import holdfast.agent.pair.PairReport;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one run of {@code holdfast check} found.
 *
 * @param files each file on its own
 * @param pair the nodes compared, if asked for
 */
public record Report(List<FileReport> files, Optional<Pair> pair) {
    /** Copies the list. */
    public Report {
        files = List.copyOf(files);
    }

    /**
     * The comparison, and its findings as those of a file.
     *
     * @param report the nodes and their election
     * @param findings what is wrong with them together
     */
    public record Pair(PairReport report, FileReport findings) {}

    /** Everything found, file by file, the pair last. */
    public List<Diagnostic> findings() {
        List<Diagnostic> all = new ArrayList<>();
        files.forEach(file -> all.addAll(file.findings()));
        pair.ifPresent(both -> all.addAll(both.findings().findings()));
        return all;
    }

    /** Whether a daemon would not start with one of the files. */
    public boolean isUnusable() {
        return files.stream().anyMatch(file -> file.count(Severity.ERROR) > 0);
    }

    /** Whether something is a mistake, in a file or in a pair; where the nodes of a pair disagree, each file alone may be usable. */
    public boolean hasMistakes() {
        return files.stream().anyMatch(FileReport::hasMistakes)
                || pair.filter(both -> both.findings().hasMistakes()).isPresent();
    }

    /** Whether there is any warning at all. */
    public boolean hasWarnings() {
        return findings().stream().anyMatch(finding -> finding.severity() == Severity.WARNING);
    }
}
