import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Faults and what came of them.
 *
 * @param number from 1
 * @param faults one, or two at once
 * @param from just before the first was done
 * @param healing when the first began to be put right
 * @param healed when all had been put right
 * @param rest when everything was as it should be
 * @param until the end of the quiet time after that
 */
record Episode(int number, List<Fault> faults, Instant from, Instant healing, Instant healed, Instant rest, Instant until) {
    boolean has(Fault.Effect effect) {
        return faults.stream().anyMatch(fault -> fault.has(effect));
    }

    /** Nodes whose agent could not act. */
    Set<String> dead() {
        Set<String> dead = new HashSet<>();
        faults.stream().filter(fault -> fault.has(Fault.Effect.DEAD)).forEach(fault -> dead.addAll(fault.nodes()));
        return dead;
    }

    /** How the report calls it. */
    String kind() {
        return faults.size() > 1 ? "two at once" : faults.getFirst().kind();
    }

    @Override
    public String toString() {
        return "episode " + number + ": "
                + faults.stream().map(fault -> fault.kind() + " " + fault.detail()).collect(Collectors.joining(" and "));
    }
}
