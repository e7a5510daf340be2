package holdfast.agent.pair;

import holdfast.conf.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of comparing nodes.
 *
 * @param nodes the nodes
 * @param findings differences that should not be, equalities that should not be, elections that end badly
 * @param elections one for each virtual router; empty when a file cannot be run
 */
public record PairReport(List<PairNode> nodes, List<Diagnostic> findings, List<RouterElection> elections) {
    /** Copies the lists. */
    public PairReport {
        nodes = List.copyOf(nodes);
        findings = List.copyOf(findings);
        elections = List.copyOf(elections);
    }

    /**
     * Compares nodes and holds their election.
     *
     * @param nodes two or more
     * @param runnable whether all files can be run, so that there can be an election
     */
    public static PairReport of(List<PairNode> nodes, boolean runnable) {
        List<PairRouter> routers = RouterMatching.of(nodes);
        PairComparison.Result comparison = PairComparison.compare(nodes, routers);
        List<RouterElection> elections = runnable ? Election.hold(nodes, routers) : List.of();
        List<Diagnostic> findings = new ArrayList<>(comparison.findings());
        findings.addAll(ElectionFindings.of(nodes, elections, comparison.strangers()));
        return new PairReport(nodes, findings, elections);
    }
}
