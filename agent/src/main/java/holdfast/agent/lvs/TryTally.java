package holdfast.agent.lvs;

import holdfast.agent.lvs.operator.LvsListing.Tries;
import holdfast.check.CheckId;
import holdfast.check.CheckReport;
import holdfast.check.Verdict;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts tries of checks by kind, such as {@code HTTP_GET}: few kinds, however many checks. A reload takes nothing back. Any thread. */
final class TryTally {
    private final Map<String, Tries> tries = new ConcurrentHashMap<>();
    private volatile Map<CheckId, LvsPlan.CheckerId> checkers;

    /** Knows these checks' kinds. */
    TryTally(Map<CheckId, LvsPlan.CheckerId> checkers) {
        this.checkers = checkers;
    }

    /** From now on these checks are made. */
    void replace(Map<CheckId, LvsPlan.CheckerId> next) {
        checkers = next;
    }

    /** A try ended. */
    void note(CheckReport report) {
        LvsPlan.CheckerId checker = checkers.get(report.id());
        if (checker != null) { // else a reload has just removed it
            String kind = checker.checker().split(" ", 2)[0];
            tries.merge(kind, of(report), TryTally::sum);
        }
    }

    private static Tries of(CheckReport report) {
        return switch (report.verdict()) {
            case Verdict.Passed _ -> new Tries(1, 0, 0, report.took());
            case Verdict.Failed _ -> new Tries(0, 1, 0, report.took());
            case Verdict.Undecided _ -> new Tries(0, 0, 1, report.took());
        };
    }

    private static Tries sum(Tries one, Tries other) {
        return new Tries(
                one.passed() + other.passed(),
                one.failed() + other.failed(),
                one.undecided() + other.undecided(),
                one.spent().plus(other.spent()));
    }

    /** By kind; kinds of which none has ended are absent. */
    Map<String, Tries> byKind() {
        return Map.copyOf(tries);
    }
}
