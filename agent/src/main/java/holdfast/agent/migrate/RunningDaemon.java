package holdfast.agent.migrate;

import java.util.Map;

/** One of the two daemons, asked how it is doing. */
@FunctionalInterface
public interface RunningDaemon {
    /**
     * The state of each instance.
     *
     * @return {@code MASTER}, {@code BACKUP}, {@code FAULT} by the instance's name
     * @throws MigrationException when it does not tell
     */
    Map<String, String> states() throws MigrationException;
}
