package holdfast.it.lvs;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import holdfast.it.Programs;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** The scenario with this project's agent on one director and keepalived on the other: a site that changes over one node at a time. */
@Isolated // a guest keeps a processor busy
@Tag("full")
@Timeout(700)
class LvsMixedIT {
    @TestFactory
    Stream<DynamicTest> everyStepHoldsBesideKeepalived() {
        Programs.require();
        return ScenarioRun.mixed().stream()
                .map(step -> dynamicTest(
                        step.step(), () -> assertTrue(step.passed(), () -> step.failure() + " " + step.seen())));
    }
}
