package holdfast.agent.migrate;

/** The service manager, as far as a change-over needs it. Units are named without {@code .service}. */
public interface Services {
    /** Whether a unit runs. */
    boolean isActive(String unit) throws MigrationException;

    /** Starts a unit and waits until it is ready. */
    void start(String unit) throws MigrationException;

    /** Stops a unit in order. */
    void stop(String unit) throws MigrationException;

    /** Ends all processes of a unit at once, without giving them the time to undo anything; nothing restarts them. */
    void cutOff(String unit) throws MigrationException;

    /** Makes one unit start with the machine, and the other not. */
    void startsWithMachine(String unit, String insteadOf) throws MigrationException;

    /** The main process of a unit that runs. */
    long mainPid(String unit) throws MigrationException;
}
