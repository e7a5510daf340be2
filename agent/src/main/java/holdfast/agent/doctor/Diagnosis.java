package holdfast.agent.doctor;

import java.util.List;

/**
 * What a run of the doctor has found.
 *
 * @param subject what was examined
 * @param examined names of the examinations that were made
 * @param findings in the order in which they were made, those in order included
 * @param unseen what could not be looked at
 */
public record Diagnosis(Subject subject, List<String> examined, List<Finding> findings, List<Unseen> unseen) {
    /** Copies the lists. */
    public Diagnosis {
        examined = List.copyOf(examined);
        findings = List.copyOf(findings);
        unseen = List.copyOf(unseen);
    }

    /**
     * Something that could not be looked at.
     *
     * @param examination whose part it is
     * @param text what, and why
     */
    public record Unseen(String examination, String text) {}

    /** How many findings of a gravity there are. */
    public int count(Gravity gravity) {
        return (int) findings.stream()
                .filter(finding -> finding.gravity() == gravity)
                .count();
    }
}
