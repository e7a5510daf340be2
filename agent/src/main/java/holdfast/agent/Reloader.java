package holdfast.agent;

import holdfast.agent.cli.StartupFailure;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.loop.LoopMessage;
import holdfast.agent.loop.VrrpLoop;
import holdfast.agent.mail.MailRoute;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.Planner;
import holdfast.agent.process.ServiceManager;
import holdfast.conf.model.Configuration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again, on a thread of its own, and hands the loop a new plan. A file with errors changes nothing. Requests that
 * come while one is waiting are one request.
 */
final class Reloader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
    private static final long IDLE_SECONDS = 5;
    private static final long PATIENCE_MILLIS = 200;

    private final Parts parts;
    private final Supplier<VrrpLoop> loop;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final ExecutorService thread;

    /**
     * What a reload deals with.
     *
     * @param source of the configuration
     * @param planner makes the plan for the loop
     * @param trackers watch what is tracked
     * @param balancer drives virtual servers
     * @param sessions are watched with BFD
     * @param manager is told when it begins and ends
     * @param notifiers tell the world
     * @param journal where events go
     */
    record Parts(
            ConfigurationSource source,
            Planner planner,
            Trackers trackers,
            LoadBalancer balancer,
            BfdSessions sessions,
            ServiceManager manager,
            Notifiers notifiers,
            Journal journal) {}

    /** @param loop where plans go; asked only after a request */
    Reloader(Parts parts, Supplier<VrrpLoop> loop) {
        this.parts = parts;
        this.loop = loop;
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread worker = new Thread(work, "reload");
                    worker.setDaemon(true);
                    return worker;
                });
        executor.allowCoreThreadTimeOut(true);
        this.thread = executor;
    }

    /** Starts what may take its time with thousands of servers: the VRRP loop does not wait for it. */
    void begin(Configuration configuration) {
        if (parts.balancer().concerns(configuration)) {
            thread.execute(() -> {
                try {
                    parts.balancer().update(configuration);
                } catch (RuntimeException | Error e) { // nobody else would say that this thread died
                    LOG.error("Virtual servers were not started; please report this", e);
                }
            });
        }
    }

    /** Asks for a reload; returns at once. */
    void request() {
        if (waiting.compareAndSet(false, true)) {
            LOG.info("Reloading ...");
            parts.manager().reloading(System.nanoTime());
            thread.execute(this::reload);
        }
    }

    private void reload() {
        waiting.set(false); // from here on the file may change again unseen
        try {
            Configuration configuration = parts.source().again();
            AgentPlan plan = parts.planner().plan(configuration);
            if (thread.isShutdown()) {
                return; // the agent stops: scripts must not be started again
            }
            parts.notifiers().mails().update(MailRoute.of(configuration.globalDefs()));
            loop.get().post(new LoopMessage.NewPlan(plan));
            parts.trackers().update(plan);
            parts.balancer().update(configuration);
            parts.sessions().update(configuration);
        } catch (StartupFailure e) {
            LOG.error("Reload refused, the configuration in force stays: {}", e.getMessage());
            parts.journal().append(new Happening.Reloaded(false, e.getMessage()));
        } catch (RuntimeException | Error e) { // nobody else would say that this thread died
            LOG.error("Reload failed, the configuration in force stays; please report this", e);
        } finally {
            parts.manager().ready();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("A reload under way does not end; the agent stops without waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
