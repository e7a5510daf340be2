package holdfast.agent.events;

import holdfast.linux.AddressText;
import holdfast.vrrp.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts together what led to a change of state: the engine knows the last cause, such as a higher priority that was heard; this remembers
 * why our own was lower by then. One thread only.
 */
public final class CauseChains {
    private final Map<String, List<String>> priorityChanges = new HashMap<>();
    private final Map<String, List<String>> lastChains = new HashMap<>();

    /** Remembers nothing yet. */
    public CauseChains() {}

    /** An instance's effective priority changed. */
    public void priorityChanged(String instance, int from, int to, String because) {
        List<String> steps = new ArrayList<>();
        if (!because.isEmpty()) {
            steps.add(because);
        }
        steps.add("effective priority " + from + " to " + to);
        priorityChanges.put(instance, List.copyOf(steps));
    }

    /**
     * An instance changed its state.
     *
     * @param from the state left
     * @param to the state entered
     * @param cause what the engine says
     * @return the first cause first; the change of state comes last
     */
    public List<String> transition(String instance, String from, String to, Cause cause) {
        List<String> chain = new ArrayList<>();
        // Not a switch: linking one takes a millisecond, which a start and a takeover have better uses for.
        if (cause instanceof Cause.Faulty faulty) {
            chain.addAll(faulty.reasons());
        } else {
            if (cause instanceof Cause.Outranked || cause instanceof Cause.Preempting) {
                chain.addAll(priorityChanges.getOrDefault(instance, List.of()));
            } else if (cause instanceof Cause.Companion companion) {
                chain.addAll(lastChains.getOrDefault(companion.member(), List.of()));
            }
            chain.add(words(cause));
        }
        chain.add(instance + " " + from + " to " + to);
        priorityChanges.remove(instance);
        lastChains.put(instance, List.copyOf(chain));
        return chain;
    }

    private static String words(Cause cause) {
        if (cause instanceof Cause.Started) {
            return "the election began";
        }
        if (cause instanceof Cause.Outranked outranked) {
            String rival = AddressText.of(outranked.rival());
            return outranked.itsPriority() == outranked.ours()
                    ? "heard the same priority " + outranked.ours() + " from the higher address " + rival
                    : "heard priority " + outranked.itsPriority() + " from " + rival + ", ours is " + outranked.ours();
        }
        return cause.words();
    }

    /** Forgets instances that a reload has removed. */
    public void keepOnly(Set<String> instances) {
        priorityChanges.keySet().retainAll(instances);
        lastChains.keySet().retainAll(instances);
    }
}
