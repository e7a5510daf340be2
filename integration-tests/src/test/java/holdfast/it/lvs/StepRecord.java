package holdfast.it.lvs;

import java.util.List;
import java.util.Map;

/**
 * What was seen in a step of the scenario; one line of JSON.
 *
 * @param step its name
 * @param failure what was not as it should be; empty when all was
 * @param at seconds from the scenario's begin to the step's
 * @param seconds how long it took
 * @param tables the directors' tables at its end, in the words of {@code ipvsadm -Sn}, in order; empty when they are not to be compared
 * @param seen measurements and answers by name
 */
record StepRecord(
        String step,
        String failure,
        double at,
        double seconds,
        Map<String, List<String>> tables,
        Map<String, Object> seen) {
    boolean passed() {
        return failure.isEmpty();
    }
}
