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

/**
 * A hundred orderly stops of the director that serves, under load: no request fails, no connection is reset or refused before it is finished, and
 * each time priority 0 goes first, then the addresses, then the IPVS table. {@code -Dholdfast.stops=N} makes it another number,
 * {@code -Dholdfast.stops.keepalived=true} does the same to keepalived, for comparison.
 */
@Isolated // a guest keeps a processor busy
@Tag("hundred")
@Timeout(1_900)
class OrderlyStopsIT {
    private static final int STOPS = 100;

    @TestFactory
    Stream<DynamicTest> nobodyIsReset() {
        Programs.require();
        return ScenarioRun.stops(
                        Integer.getInteger("holdfast.stops", STOPS), Boolean.getBoolean("holdfast.stops.keepalived"))
                .stream()
                .map(step -> dynamicTest(
                        step.step(), () -> assertTrue(step.passed(), () -> step.failure() + " " + step.seen())));
    }
}
