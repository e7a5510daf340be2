package holdfast.it.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import holdfast.it.Programs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The commands of docs/operations.md do what it says, on a kernel with IPVS. */
class OperationsIT {
    private static List<StepRecord> steps;

    @BeforeAll
    @Timeout(400)
    static void run() {
        Programs.require();
        steps = ScenarioRun.operations();
    }

    @TestFactory
    Stream<DynamicTest> everyProcedureHolds() {
        return steps.stream()
                .map(step -> dynamicTest(
                        step.step(), () -> assertTrue(step.passed(), () -> step.failure() + " " + step.seen())));
    }

    @Test
    void allOfThemWereRun() {
        assertEquals(5, steps.size());
    }
}
