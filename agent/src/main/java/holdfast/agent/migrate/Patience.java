package holdfast.agent.migrate;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what others do. */
@FunctionalInterface
public interface Patience {
    /** What is waited for; asked again and again. */
    @FunctionalInterface
    interface Condition {
        /** Whether it is so by now. */
        boolean holds() throws MigrationException;
    }

    /**
     * Waits.
     *
     * @return whether the condition holds
     */
    boolean until(Condition condition, Duration longest) throws MigrationException;

    /** Looks ten times a second. */
    static Patience ofThisMachine() {
        return (condition, longest) -> {
            long end = System.nanoTime() + longest.toNanos();
            while (!condition.holds()) {
                if (System.nanoTime() - end >= 0) {
                    return false;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            return true;
        };
    }
}
