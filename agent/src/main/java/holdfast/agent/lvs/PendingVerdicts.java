package holdfast.agent.lvs;

import holdfast.check.CheckId;
import holdfast.check.CheckReport;
import holdfast.check.CheckStatus;
import holdfast.check.Verdict;
import holdfast.ipvs.CheckVerdict;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Verdicts on their way from the checks' loop to the LVS loop: the latest of each check, and only news. So they are never more than there
 * are checks, however slow the reader is.
 */
final class PendingVerdicts {
    private final Map<CheckId, CheckVerdict> waiting = new LinkedHashMap<>(); // guarded by itself

    /** What was told last; used on the checks' thread only. */
    private final Map<CheckId, CheckVerdict> told = new HashMap<>();

    /**
     * Takes note of a try. On the checks' thread.
     *
     * @return whether the reader is to be woken: there was nothing waiting, and now there is
     */
    boolean add(CheckReport report) {
        if (report.status() == CheckStatus.UNKNOWN || report.verdict() instanceof Verdict.Undecided) {
            return false;
        }
        CheckVerdict verdict = verdict(report);
        if (!report.changed() && verdict.equals(told.get(report.id()))) {
            return false;
        }
        told.put(report.id(), verdict);
        synchronized (waiting) {
            boolean wake = waiting.isEmpty();
            waiting.remove(report.id()); // to the end: the order of what happened
            waiting.put(report.id(), verdict);
            return wake;
        }
    }

    /** Takes everything. Any thread. */
    Map<CheckId, CheckVerdict> take() {
        synchronized (waiting) {
            Map<CheckId, CheckVerdict> all = new LinkedHashMap<>(waiting);
            waiting.clear();
            return all;
        }
    }

    private CheckVerdict verdict(CheckReport report) {
        return switch (report.status()) {
            case DOWN -> new CheckVerdict.Failed(report.verdict().words());
            case UP, UNKNOWN -> new CheckVerdict.Passed(weight(report));
        };
    }

    /** A failure that is forgiven leaves the weight as it was. */
    private CheckVerdict.WeightChange weight(CheckReport report) {
        if (report.verdict() instanceof Verdict.Passed(String _, OptionalInt weight)) {
            return weight.isPresent()
                    ? new CheckVerdict.WeightChange.To(weight.getAsInt())
                    : new CheckVerdict.WeightChange.None();
        }
        return told.get(report.id()) instanceof CheckVerdict.Passed(CheckVerdict.WeightChange before)
                ? before
                : new CheckVerdict.WeightChange.None();
    }
}
