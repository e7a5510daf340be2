package holdfast.it.lvs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import holdfast.it.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The scenario on two guests at once, one with this project's agent on its directors and one with keepalived: every step holds with Holdfast,
 * and both put the same into the kernel.
 */
@Isolated // two guests keep two processors busy
class LvsIT {
    /** Keepalived loses races of its own now and then, such as the order of an orderly stop; so many of its steps hold in every run. */
    private static final int COMPARED_AT_LEAST = 12;

    private static List<StepRecord> holdfast;
    private static List<StepRecord> keepalived;

    @BeforeAll
    @Timeout(700)
    static void runBoth() {
        Programs.require();
        CompletableFuture<List<StepRecord>> peer = CompletableFuture.supplyAsync(ScenarioRun::keepalived);
        holdfast = ScenarioRun.holdfast();
        keepalived = peer.join();
    }

    @TestFactory
    Stream<DynamicTest> everyStepHolds() {
        return holdfast.stream()
                .map(step -> dynamicTest(
                        step.step(), () -> assertTrue(step.passed(), () -> step.failure() + " " + step.seen())));
    }

    @Test
    void keepalivedLeavesTheSameTableAfterEveryStep() {
        Map<String, StepRecord> peers =
                keepalived.stream().collect(Collectors.toMap(StepRecord::step, Function.identity()));
        List<StepRecord> comparable = holdfast.stream()
                .filter(step -> peers.containsKey(step.step()))
                .filter(step -> !step.tables().isEmpty()
                        && !peers.get(step.step()).tables().isEmpty())
                .toList();
        assertAll(comparable.stream().map(step -> () -> assertSameTables(step, peers.get(step.step()))));
        assertTrue(
                comparable.size() >= COMPARED_AT_LEAST,
                () -> "only " + comparable.size() + " steps could be compared; with keepalived failed: "
                        + keepalived.stream()
                                .filter(step -> !step.passed())
                                .map(step -> step.step() + ": " + step.failure())
                                .toList());
    }

    private static void assertSameTables(StepRecord ours, StepRecord peers) {
        List<String> differences = new ArrayList<>();
        ours.tables().forEach((director, table) -> {
            List<String> other = peers.tables().get(director);
            table.stream()
                    .filter(line -> !other.contains(line))
                    .forEach(line -> differences.add(director + " only with Holdfast: " + line));
            other.stream()
                    .filter(line -> !table.contains(line))
                    .forEach(line -> differences.add(director + " only with keepalived: " + line));
        });
        assertEquals(List.of(), differences, "after the step '" + ours.step() + "'");
    }
}
