package holdfast.agent.timing;

import holdfast.conf.model.ProcessSettings;
import holdfast.linux.OwnThread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a thread is to be scheduled. Keepalived schedules processes; where it has one, Holdfast has the threads that do the same work. The others,
 * such as those of scripts, the control socket and the compiler, are left alone.
 *
 * @param thread its name
 * @param keywords what the configuration's words for it begin with: {@code vrrp}, {@code checker} or {@code bfd}
 * @param realtime SCHED_RR with this priority, 1 to 99; empty: like any other thread
 * @param niceness -20 to 19
 * @param processors where it runs, by number; empty: anywhere
 * @param wished whether the configuration asks for any of it
 */
public record ThreadRule(
        String thread, String keywords, OptionalInt realtime, int niceness, List<Integer> processors, boolean wished) {
    /** The thread of VRRP. */
    public static final String VRRP_LOOP = "vrrp-loop";

    /** Before all ordinary threads. */
    private static final int BFD = 1;

    /** Before BFD, too: what a flood of packets for that costs must not cost an advert. */
    private static final int VRRP = 2;

    private static final List<String> CHECKER_THREADS = List.of("lvs-loop", "check-loop", "check-sockets");
    private static final List<String> BFD_THREADS = List.of("bfd-loop");

    /** Copies the list. */
    public ThreadRule {
        processors = List.copyOf(processors);
    }

    /**
     * The rules of a configuration. The loops of VRRP and BFD, which others believe to be dead when they are not punctual, are in real time unless
     * {@code vrrp_priority} or {@code bfd_priority} says how nice they are to be instead.
     */
    public static List<ThreadRule> of(ProcessSettings settings) {
        OptionalInt vrrp = priorityUnlessNice(settings.vrrp(), VRRP);
        OptionalInt highest = highest(
                vrrp, settings.checker().realtimePriority(), settings.bfd().realtimePriority());
        List<ThreadRule> rules = new ArrayList<>();
        rules.add(rule(VRRP_LOOP, "vrrp", settings.vrrp(), vrrp));
        // All real-time threads wait for it when it collects garbage.
        rules.add(new ThreadRule(
                OwnThread.COLLECTOR,
                "vrrp",
                highest,
                0,
                List.of(),
                highest(
                                settings.vrrp().realtimePriority(),
                                settings.checker().realtimePriority(),
                                settings.bfd().realtimePriority())
                        .isPresent()));
        CHECKER_THREADS.forEach(thread -> rules.add(
                rule(thread, "checker", settings.checker(), settings.checker().realtimePriority())));
        BFD_THREADS.forEach(
                thread -> rules.add(rule(thread, "bfd", settings.bfd(), priorityUnlessNice(settings.bfd(), BFD))));
        return List.copyOf(rules);
    }

    private static ThreadRule rule(
            String thread, String keywords, ProcessSettings.Scheduling settings, OptionalInt realtime) {
        return new ThreadRule(
                thread,
                keywords,
                realtime,
                settings.niceness().orElse(0),
                settings.cpuAffinity(),
                settings.realtimePriority().isPresent()
                        || settings.niceness().isPresent()
                        || !settings.cpuAffinity().isEmpty());
    }

    private static OptionalInt priorityUnlessNice(ProcessSettings.Scheduling settings, int priority) {
        if (settings.realtimePriority().isPresent()) {
            return settings.realtimePriority();
        }
        return settings.niceness().isPresent() ? OptionalInt.empty() : OptionalInt.of(priority);
    }

    private static OptionalInt highest(OptionalInt... priorities) {
        return Arrays.stream(priorities)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .max();
    }
}
