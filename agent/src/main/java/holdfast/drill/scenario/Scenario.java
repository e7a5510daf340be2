package holdfast.drill.scenario;

import holdfast.drill.plan.PairPlan;
import java.util.List;
import java.util.Optional;

/** One kind of trouble, from a settled pair to a settled pair. */
public sealed interface Scenario permits OrderlyStop, Crash, LinkLoss, ScriptFailure, Partition, Freeze {
    /**
     * What it is called on the command line.
     *
     * @return one lower-case word
     */
    String name();

    /**
     * What it is called in a report.
     *
     * @return a few words
     */
    String title();

    /**
     * What it stands for in real life, for somebody who has never seen a drill.
     *
     * @return one or two sentences
     */
    String story();

    /**
     * Whether this pair's configuration gives it a meaning.
     *
     * @param plan the pair
     * @return why it has none; empty when it can run
     */
    default Optional<String> obstacle(PairPlan plan) {
        return Optional.empty();
    }

    /**
     * Runs it.
     *
     * @param stage a settled pair
     * @return what happened, event by event
     * @throws holdfast.drill.lab.LabException when the pair cannot be driven
     */
    List<Episode> run(Stage stage);

    /**
     * Every scenario, in the order they are drilled.
     *
     * @return the registry
     */
    static List<Scenario> all() {
        return List.of(
                new OrderlyStop(), new Crash(), new LinkLoss(), new ScriptFailure(), new Partition(), new Freeze());
    }
}
