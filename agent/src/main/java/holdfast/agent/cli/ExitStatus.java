package holdfast.agent.cli;

/**
 * Exit statuses of the daemon and of {@code -t}. The numbers are those keepalived 2.2.7 exits with (measured; its manual
 * page names other ones for {@code -t}), so that unit files and deployment checks go on working.
 */
public enum ExitStatus {
    /** Everything asked for was done; with {@code -t}: nothing to report. */
    OK(0),
    /** A failure while starting or running: PID file of a running daemon, socket refused, log file not writable. */
    FATAL(1),
    /** {@code check --strict} found warnings, {@code fmt --check} a file that would change. */
    FOUND(1),
    /** The command line is wrong, or the configuration could not be read to its end. */
    USAGE(2),
    /** {@code restart --hitless}: no daemon answers, or one of a version that cannot. */
    NOBODY(3),
    /** The daemon may not or cannot run: missing capability; with {@code -t}: a configuration that cannot be run. */
    CANNOT_RUN(4),
    /** With {@code -t}: the daemon would run, but there is something to report. */
    CONFIGURATION_FINDINGS(5),
    /** No configuration: the file is missing or cannot be read. */
    NO_CONFIGURATION(6),
    /** With {@code -t}: the daemon would run, but scripts that others could change would be executed. */
    SCRIPT_SECURITY(6),
    /** A mistake in Holdfast itself (EX_SOFTWARE of sysexits.h). */
    INTERNAL(70);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /**
     * The number the process exits with.
     *
     * @return 0 to 255
     */
    public int code() {
        return code;
    }
}
