package holdfast.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages and variables are those of sd_notify(3) and sd_watchdog_enabled(3). */
class ServiceManagerTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> sent = new ArrayList<>();

    private ServiceManager watchedEvery(Duration watchdog) {
        return new ServiceManager(sent::add, Optional.of(watchdog), () -> {});
    }

    @Test
    void theWatchdogHearsThreeTimesAsOftenAsItAsksFor() {
        ServiceManager manager = watchedEvery(Duration.ofSeconds(9));
        for (long second = 100; second < 110; second++) {
            manager.alive(second * SECOND);
        }
        assertEquals(List.of("WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"), sent, "at 100, 103, 106, 109");
    }

    @Test
    void withoutAWatchdogThereAreNoSignsOfLife() {
        new ServiceManager(sent::add, Optional.empty(), () -> {}).alive(SECOND);
        assertEquals(List.of(), sent);
    }

    @Test
    void aReloadSaysWhenItBeganInMicroseconds() {
        ServiceManager manager = watchedEvery(Duration.ofSeconds(9));
        manager.reloading(5 * SECOND);
        manager.ready();
        assertEquals(List.of("RELOADING=1\nMONOTONIC_USEC=5000000", "READY=1"), sent);
    }

    @Test
    void aStatusIsOneLine() {
        watchedEvery(Duration.ofSeconds(9)).status("1 MASTER\nREADY=1");
        assertEquals(List.of("STATUS=1 MASTER READY=1"), sent);
    }

    @Test
    void theWatchdogOfAnotherProcessIsNotOurs() {
        Map<String, String> environment = Map.of("WATCHDOG_USEC", "10000000", "WATCHDOG_PID", "41");
        assertEquals(Optional.of(Duration.ofSeconds(10)), ServiceManager.watchdog(environment, 41));
        assertEquals(Optional.empty(), ServiceManager.watchdog(environment, 42));
        assertEquals(Optional.empty(), ServiceManager.watchdog(Map.of("WATCHDOG_USEC", "soon"), 42));
    }
}
