package holdfast.agent.timing;

import holdfast.conf.model.ProcessSettings;
import holdfast.linux.LinuxException;
import holdfast.linux.OwnThread;
import holdfast.linux.ThisProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the kernel schedule the threads as the configuration says. Where that is not allowed, life goes on without. Any thread. */
public final class ThreadScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadScheduler.class);
    private static final long NO_LIMIT = -1;

    private final Map<OwnThread, ThreadRule> applied = new HashMap<>(); // guarded by this
    private long limit = NO_LIMIT; // guarded by this
    private boolean locked; // guarded by this

    /** Nothing is changed yet. */
    public ThreadScheduler() {}

    /** Schedules the threads there are, and keeps memory in place; what has been done already costs next to nothing. */
    public synchronized void apply(ProcessSettings settings) {
        for (ThreadRule rule : ThreadRule.of(settings)) {
            try {
                OwnThread.named(rule.thread()).ifPresent(thread -> apply(rule, thread));
            } catch (IOException e) {
                LOG.debug("thread {} is not found: {}", rule.thread(), e.getMessage());
            }
        }
        limitRealTime(settings);
        if (!locked) {
            lockMemory(settings);
        }
    }

    /** Whether checks or BFD are to be scheduled in some way: their threads begin when there is something to do for them. */
    public static boolean concernsLaterThreads(ProcessSettings settings) {
        return ThreadRule.of(settings).stream()
                .anyMatch(rule -> rule.wished() && !rule.keywords().equals("vrrp"));
    }

    private void apply(ThreadRule rule, OwnThread thread) {
        ThreadRule before = applied.getOrDefault(
                thread, new ThreadRule(rule.thread(), rule.keywords(), OptionalInt.empty(), 0, List.of(), false));
        applied.put(thread, rule);
        if (!rule.realtime().equals(before.realtime())) {
            attempt(rule, "_rt_priority", () -> {
                if (rule.realtime().isPresent()) {
                    thread.scheduleRealTime(rule.realtime().getAsInt());
                } else {
                    thread.scheduleOrdinarily();
                }
            });
        }
        if (rule.niceness() != before.niceness()) {
            attempt(rule, "_priority", () -> thread.beNice(rule.niceness()));
        }
        if (!rule.processors().equals(before.processors())) {
            attempt(rule, "_cpu_affinity", () -> {
                if (rule.processors().isEmpty()) {
                    thread.runAnywhere();
                } else {
                    thread.runOn(rule.processors());
                }
            });
        }
    }

    @FunctionalInterface
    private interface Change {
        void make() throws LinuxException;
    }

    private static void attempt(ThreadRule rule, String keyword, Change change) {
        try {
            change.make();
        } catch (LinuxException e) {
            if (rule.wished()) {
                LOG.warn("{}{} is without effect on {}: {}", rule.keywords(), keyword, rule.thread(), e.getMessage());
            } else {
                LOG.debug("{} has no real-time priority: {}", rule.thread(), e.getMessage());
            }
        }
    }

    /** The limit is the process's: the shortest one counts. */
    private void limitRealTime(ProcessSettings settings) {
        OptionalLong shortest = Stream.of(settings.vrrp(), settings.checker(), settings.bfd())
                .filter(process -> process.realtimePriority().isPresent())
                .mapToLong(process -> process.realtimeLimit().toNanos() / 1000)
                .min();
        long wanted = shortest.orElse(NO_LIMIT);
        if (wanted != limit) {
            limit = wanted;
            try {
                ThisProcess.limitRealTime(wanted);
            } catch (LinuxException e) {
                LOG.warn("vrrp_rlimit_rttime is without effect: {}", e.getMessage());
            }
        }
    }

    private void lockMemory(ProcessSettings settings) {
        try {
            ThisProcess.lockMemory();
            locked = true;
        } catch (LinuxException e) {
            boolean wished = Stream.of(settings.vrrp(), settings.checker(), settings.bfd())
                    .anyMatch(ProcessSettings.Scheduling::noSwap);
            if (wished) {
                LOG.warn("vrrp_no_swap is without effect: {}", e.getMessage());
            } else {
                LOG.debug("memory is not locked: {}", e.getMessage());
            }
        }
    }

    /** A real-time thread ran longer than it was to; the kernel says so with a signal, at most once a second. */
    public synchronized void overran() {
        LOG.warn("A real-time thread ran for more than {} us (vrrp_rlimit_rttime) without waiting for anything", limit);
    }
}
