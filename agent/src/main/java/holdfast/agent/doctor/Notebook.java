package holdfast.agent.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where an examination writes. The same finding about several instances becomes one. */
public final class Notebook {
    private final Map<Finding, Set<String>> findings = new LinkedHashMap<>();
    private final List<String> unseen = new ArrayList<>();

    /** An empty one. */
    public Notebook() {}

    /** Writes down a finding. */
    public void add(Finding finding) {
        Place somewhere = new Place(List.of(), finding.place().interfaceName());
        findings.computeIfAbsent(finding.at(somewhere), _ -> new LinkedHashSet<>())
                .addAll(finding.place().instances());
    }

    /** Writes down that something was looked at and is in order. */
    public void fine(Place place, String what) {
        add(Finding.of(FindingId.IN_ORDER, place, what, "", "", Remedy.NONE));
    }

    /** Writes down what could not be looked at, and why. */
    public void unseen(String whatAndWhy) {
        if (!unseen.contains(whatAndWhy)) {
            unseen.add(whatAndWhy);
        }
    }

    /** The findings so far, in the order in which they were made. */
    public List<Finding> findings() {
        return findings.entrySet().stream()
                .map(entry -> entry.getKey()
                        .at(new Place(
                                List.copyOf(entry.getValue()),
                                entry.getKey().place().interfaceName())))
                .toList();
    }

    /** What could not be looked at. */
    public List<String> unseen() {
        return List.copyOf(unseen);
    }
}
