package holdfast.track;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The processes that run. Today read from {@code /proc} ({@link ProcFolder}); the kernel's process connector could stand
 * behind this as well.
 */
interface RunningProcesses {

    /**
     * A process, not a zombie.
     *
     * @param pid its id
     * @param name as in {@code /proc/PID/comm}
     * @param commandLine its words; empty for kernel threads and when not asked for
     */
    record RunningProcess(long pid, String name, List<String> commandLine) {}

    /**
     * The interesting processes that run now.
     *
     * @param withCommandLines whether command lines are needed
     * @param interesting which processes to return
     * @throws IOException if it cannot be told
     */
    Collection<RunningProcess> now(boolean withCommandLines, Predicate<RunningProcess> interesting) throws IOException;
}
