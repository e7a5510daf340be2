import holdfast.drill.lab.AgentProcess;
import holdfast.drill.lab.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Next to no processor time for an agent, by a control group of its own with busy loops in it, some of which come before the agent's real-time threads.
 * Ends when closed. Both versions of control groups (cgroups(7)) will do, if the cpu controller can be used where this runs; only version 1 limits
 * real-time threads, and only on a kernel with CONFIG_RT_GROUP_SCHED.
 */
final class Starvation implements AutoCloseable {
    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROS = 1_000_000;

    /** 0 is whoever writes it. */
    private static final String BUSY = "echo 0 >\"$1/cgroup.procs\" && exec $2 sh -c 'while :; do :; done'";

    /** Before any thread of an agent (sched(7)). */
    private static final String REAL_TIME = "taskset -c %d chrt -f 50";

    private final Path group;
    private final Path outside;
    private final List<Long> starved;
    private final List<Process> loops = new ArrayList<>();

    private Starvation(Path group, Path outside, List<Long> starved) {
        this.group = group;
        this.outside = outside;
        this.starved = starved;
    }

    /**
     * Begins.
     *
     * @param agent with its guardian
     * @param name of the group, nobody else's
     * @param milliseconds of processor time in a second, for all together
     */
    static Starvation of(AgentProcess agent, String name, int milliseconds) throws IOException {
        boolean first = Files.exists(VERSION_1.resolve("cgroup.procs"));
        Path root = first ? VERSION_1 : VERSION_2;
        if (!first) {
            Files.writeString(root.resolve("cgroup.subtree_control"), "+cpu");
        }
        Path group = Files.createDirectory(root.resolve(name + agent.host().name()));
        if (first) {
            limit(group, "cpu.cfs_period_us", PERIOD_MICROS);
            limit(group, "cpu.cfs_quota_us", milliseconds * 1_000);
        } else {
            Files.writeString(group.resolve("cpu.max"), milliseconds * 1_000 + " " + PERIOD_MICROS);
        }
        List<String> classes = new ArrayList<>(List.of("", ""));
        if (Files.exists(group.resolve("cpu.rt_runtime_us"))) { // else real-time threads are not limited, and a loop of them would starve the machine
            limit(group, "cpu.rt_period_us", PERIOD_MICROS);
            limit(group, "cpu.rt_runtime_us", milliseconds * 1_000);
            for (int processor = 0; processor < Runtime.getRuntime().availableProcessors(); processor++) {
                classes.add(REAL_TIME.formatted(processor));
            }
        }
        Starvation starvation = new Starvation(group, root, pids(agent.running()));
        for (String scheduling : classes) { // beside the host, whose /sys has no control groups
            starvation.loops.add(new ProcessBuilder("sh", "-c", BUSY, "sh", group.toString(), scheduling)
                    .inheritIO()
                    .start());
        }
        for (long pid : starvation.starved) {
            move(group, pid);
        }
        return starvation;
    }

    private static void limit(Path group, String what, int micros) throws IOException {
        Files.writeString(group.resolve(what), Integer.toString(micros));
    }

    private static List<Long> pids(HostProcess process) {
        ProcessHandle main = ProcessHandle.of(process.pid()).orElseThrow();
        return Stream.concat(Stream.of(main), main.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void move(Path to, long pid) throws IOException {
        Files.writeString(to.resolve("cgroup.procs"), Long.toString(pid));
    }

    @Override
    public void close() throws IOException {
        for (long pid : starved) {
            if (ProcessHandle.of(pid).isPresent()) {
                move(outside, pid);
            }
        }
        for (Process loop : loops) {
            loop.destroyForcibly().onExit().join();
        }
        Files.delete(group);
    }
}
