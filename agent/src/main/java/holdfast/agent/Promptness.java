package holdfast.agent;

import holdfast.agent.loop.LoopMeasurements;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.timing.LatenessWatch;
import holdfast.agent.timing.ThreadRule;
import holdfast.agent.timing.ThreadScheduler;
import holdfast.conf.model.Configuration;
import holdfast.linux.LinuxException;
import holdfast.linux.ThisThread;
import holdfast.vrrp.VirtualRouter;
import java.time.Duration;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That adverts leave on time: an advert must not wait for other threads, nor for a page from disk; and when it did, somebody should know why.
 *
 * @param scheduler of threads
 * @param measurements of the loop
 */
record Promptness(ThreadScheduler scheduler, LoopMeasurements measurements) {
    private static final Logger LOG = LoggerFactory.getLogger(Promptness.class);

    /** For a loop that will run on the calling thread. */
    static Promptness ofCallingThread() {
        try {
            ThisThread.name(ThreadRule.VRRP_LOOP);
        } catch (LinuxException e) {
            LOG.debug("the VRRP thread has no name: {}", e.getMessage());
        }
        return new Promptness(new ThreadScheduler(), new LoopMeasurements(LatenessWatch.ofCallingThread(LOG::warn)));
    }

    /** Schedules the threads there are as the configuration says. Any thread. */
    void schedule(Configuration configuration) {
        scheduler.apply(configuration.globalDefs().processes());
    }

    /** Says what is late. Any thread. */
    void expect(AgentPlan plan) {
        plan.engine().routers().stream()
                .map(VirtualRouter::advertisementInterval)
                .min(Comparator.<Duration>naturalOrder())
                .ifPresent(measurements.watch()::expect);
    }

    /** The kernel says that a real-time thread ran for too long. */
    void overran() {
        scheduler.overran();
    }
}
