package holdfast.drill.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.plan.PairPlan;
import holdfast.drill.plan.PlanException;
import holdfast.drill.plan.Plans;
import holdfast.drill.plan.TrackedScript;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void namesAreTheDocumentedOnes() {
        assertEquals(
                List.of("stop", "kill", "link", "script", "partition", "freeze"),
                Scenario.all().stream().map(Scenario::name).toList());
    }

    @Test
    void theEmbeddedPairCanDoThemAll() throws PlanException {
        PairPlan pair = Plans.pair();
        assertTrue(Scenario.all().stream()
                .allMatch(scenario -> scenario.obstacle(pair).isEmpty()));
    }

    @Test
    void aFailingScriptNeedsAScript() throws PlanException {
        assertEquals(
                Optional.of("no tracked script whose command names haproxy"),
                obstacle(pair(Plans.haproxyScript(2), 110, true)));
    }

    @Test
    void aFailingScriptMustOutweighTheDifference() throws PlanException {
        assertEquals(
                Optional.of("as configured the address cannot move: without HAProxy the master's priority is 150, "
                        + "the backup's is 102"),
                obstacle(pair(Plans.haproxyScript(2), 150, false)));
    }

    @Test
    void aFaultNeedsNoWeight() throws PlanException {
        assertEquals(Optional.empty(), obstacle(pair(Plans.haproxyScript(0), 150, false)));
    }

    private static Optional<String> obstacle(PairPlan pair) {
        return new ScriptFailure().obstacle(pair);
    }

    private static PairPlan pair(TrackedScript script, int priority, boolean untracked) throws PlanException {
        return PairPlan.of(
                Plans.node("node1", untracked ? Plans.router(priority + 1) : Plans.router(priority, script)),
                Plans.node("node2", Plans.router(100, script)));
    }
}
