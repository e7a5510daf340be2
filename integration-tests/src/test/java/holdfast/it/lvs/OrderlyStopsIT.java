package holdfast.it.lvs;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import holdfast.it.Programs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Orderly stops of the director that serves, under load: no request fails, no connection is reset or refused before it is finished, and each time
 * priority 0 goes first, then the addresses, then the IPVS table.
 *
 * <p>{@code -Dholdfast.stops=N} makes the hundred another number, {@code -Dholdfast.stops.clients=N} has so many clients ask each service,
 * {@code -Dholdfast.stops.keepalived=true} does the same to keepalived, for comparison.
 */
@Isolated // a guest keeps a processor busy
class OrderlyStopsIT {
    private static final int HUNDRED = 100;
    private static final int FEW = 3;

    /** Of each service. With more the one processor of a guest is so busy that the agents, too, wait for it, longer than a successor does. */
    private static final int CLIENTS = 1;

    private static Stream<DynamicTest> nobodyIsReset(int stops) {
        Programs.require();
        return tests(ScenarioRun.stops(stops, clients(), Boolean.getBoolean("holdfast.stops.keepalived")));
    }

    private static int clients() {
        return Integer.getInteger("holdfast.stops.clients", CLIENTS);
    }

    private static Stream<DynamicTest> tests(List<StepRecord> steps) {
        return steps.stream()
                .map(step -> dynamicTest(
                        step.step(), () -> assertTrue(step.passed(), () -> step.failure() + " " + step.seen())));
    }

    @TestFactory
    @Tag("full")
    @Timeout(400)
    Stream<DynamicTest> aFewTimes() {
        return nobodyIsReset(FEW);
    }

    /** A switchover, and back, and so on. */
    @TestFactory
    @Tag("full")
    @Timeout(400)
    Stream<DynamicTest> handedOver() {
        Programs.require();
        return tests(ScenarioRun.handOvers(FEW, clients()));
    }

    @TestFactory
    @Tag("hundred")
    @Timeout(3_600)
    Stream<DynamicTest> handedOverAHundredTimes() {
        Programs.require();
        return tests(ScenarioRun.handOvers(Integer.getInteger("holdfast.stops", HUNDRED), clients()));
    }

    @TestFactory
    @Tag("hundred")
    @Timeout(3_600)
    Stream<DynamicTest> aHundredTimes() {
        return nobodyIsReset(Integer.getInteger("holdfast.stops", HUNDRED));
    }
}
