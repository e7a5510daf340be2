package holdfast.conf.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How keepalived's processes are scheduled and called. In Holdfast, which is one process, the threads that do their work are.
 *
 * @param vrrp {@code vrrp_*}
 * @param checker {@code checker_*}
 * @param bfd {@code bfd_*}
 * @param maxAutoPriority {@code max_auto_priority}, -1 to 99; 0: the priority is not raised by itself
 * @param minAutoPriorityDelay {@code min_auto_priority_delay}: how late a timer must be for that, 1 us to 10 s
 * @param name {@code process_name} of the parent
 * @param supplementaryGroups {@code set_supplementary_groups}: scripts run with all groups of their user
 * @param randomSeed {@code random_seed}; empty: another one each time
 */
public record ProcessSettings(
        Scheduling vrrp,
        Scheduling checker,
        Scheduling bfd,
        int maxAutoPriority,
        Duration minAutoPriorityDelay,
        Optional<String> name,
        boolean supplementaryGroups,
        OptionalInt randomSeed) {

    /**
     * Scheduling of one process.
     *
     * @param niceness {@code …_priority}, -20 to 19
     * @param realtimePriority {@code …_rt_priority}, 1 to 99
     * @param realtimeLimit {@code …_rlimit_rttime}: longest time without a blocking call under real-time scheduling
     * @param noSwap {@code …_no_swap}: its memory stays in memory
     * @param cpuAffinity {@code …_cpu_affinity}: numbers of processors; empty: all
     * @param name {@code …_process_name}
     */
    public record Scheduling(
            OptionalInt niceness,
            OptionalInt realtimePriority,
            Duration realtimeLimit,
            boolean noSwap,
            List<Integer> cpuAffinity,
            Optional<String> name) {
        /** Copies the list. */
        public Scheduling {
            cpuAffinity = List.copyOf(cpuAffinity);
        }
    }
}
