package holdfast.agent.cli;

/** The daemon as the command line sees it. {@code holdfast.agent.Main} calls it once, on the main thread. */
@FunctionalInterface
public interface Daemon {
    /**
     * Runs until told to stop. PID file and logging are set up before and taken down after.
     *
     * @param options the command line, complete and checked
     * @param readiness to be told once the daemon runs
     * @return the exit status of the process, see {@link ExitStatus}
     * @throws StartupFailure when it cannot start; the caller prints and logs the message and exits with its status
     */
    int run(DaemonOptions options, Readiness readiness) throws StartupFailure;
}
