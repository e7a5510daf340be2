package holdfast.agent;

import holdfast.agent.cli.StartupFailure;
import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.loop.LoopMessage;
import holdfast.agent.loop.Reconfiguration;
import holdfast.agent.loop.Rehearsal;
import holdfast.agent.lvs.BalancingRehearsal;
import holdfast.agent.lvs.Rebalancing;
import holdfast.agent.mail.MailRoute;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.Planner;
import holdfast.agent.process.OccasionalThread;
import holdfast.agent.process.ServiceManager;
import holdfast.agent.reload.ReloadFacts;
import holdfast.agent.reload.ReloadHandlers;
import holdfast.agent.reload.ReloadReport;
import holdfast.agent.reload.SourceBundle;
import holdfast.agent.timing.ThreadScheduler;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.model.Configuration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again, on a thread of its own, and hands the loop a new plan. A file with errors changes nothing. Requests that
 * come while one is waiting are one request.
 */
final class Reloader implements ReloadHandlers.Reloading, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
    private static final long PATIENCE_MILLIS = 200;
    private static final long ANSWER_SECONDS = 60;
    private static final int STEPS_LOGGED = 100;

    private final Parts parts;
    private final Consumer<LoopMessage> loop;
    private final Promptness promptness;
    private final ExecutorService thread;
    private CompletableFuture<ReloadReport> next; // guarded by this; null: no reload waits
    private long asked; // guarded by this

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

    /**
     * A reloader that waits for requests.
     *
     * @param promptness schedules the threads
     * @param loop where plans go; told only after a request
     */
    Reloader(Parts parts, Promptness promptness, Consumer<LoopMessage> loop) {
        this.parts = parts;
        this.promptness = promptness;
        this.loop = loop;
        this.thread = OccasionalThread.named("reload");
    }

    /** Starts what may take its time with thousands of servers: the VRRP loop does not wait for it. */
    void begin(Configuration configuration) {
        if (parts.balancer().concerns(configuration)) {
            thread.execute(() -> {
                try {
                    parts.balancer().update(configuration);
                    scheduleLaterThreads(configuration);
                } catch (RuntimeException | Error e) { // nobody else would say that this thread died
                    LOG.error("Virtual servers were not started; please report this", e);
                }
            });
        }
    }

    /** Threads of checks begin with the first check: they are there when the virtual servers can be listed. */
    private void scheduleLaterThreads(Configuration configuration) {
        if (ThreadScheduler.concernsLaterThreads(configuration.globalDefs().processes())) {
            parts.balancer()
                    .control()
                    .ifPresent(control -> control.list().whenComplete((_, _) -> promptness.schedule(configuration)));
        }
    }

    /** Asks for a reload; returns at once. */
    void request() {
        var _ = reload(); // whoever asks by signal reads the log
    }

    @Override
    public CompletableFuture<ReloadReport> reload() {
        synchronized (this) {
            asked++;
            if (next == null) {
                LOG.info("Reloading ...");
                parts.manager().reloading(System.nanoTime());
                next = new CompletableFuture<>();
                thread.execute(this::answerReload);
            }
            return next;
        }
    }

    /** How many reloads were asked for so far. Any thread. */
    synchronized long asked() {
        return asked;
    }

    @Override
    public Executor thread() {
        return thread;
    }

    private void answerReload() {
        CompletableFuture<ReloadReport> asked;
        synchronized (this) {
            asked = next; // from here on the file may change again unseen
            next = null;
        }
        Configuration before = parts.source().inForce();
        ReloadReport report = ReloadReport.failed(
                parts.source().file(),
                "The reload was not finished; the log has the reason, 'holdfast status' what is in force");
        try {
            report = carryOut();
        } catch (InterruptedException e) { // the agent stops
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) { // nobody else would say that this thread died
            boolean applied = !parts.source().inForce().equals(before);
            LOG.error(
                    applied
                            ? "Reload failed when a part of the new configuration was in force; please report this"
                            : "Reload failed, the configuration in force stays; please report this",
                    e);
            parts.journal().append(new Happening.Reloaded(applied, report.message()));
        } finally {
            parts.manager().ready();
            asked.complete(report);
        }
    }

    private ReloadReport carryOut() throws InterruptedException {
        CheckedConfiguration checked = parts.source().again();
        Configuration before = parts.source().inForce();
        Configuration after;
        try {
            after = checked.orRefuse();
        } catch (StartupFailure e) {
            LOG.error("Reload refused, the configuration in force stays: {}", e.getMessage());
            parts.journal().append(new Happening.Reloaded(false, e.getMessage()));
            return refusal(checked, e);
        }
        AgentPlan plan = parts.planner().plan(after);
        if (thread.isShutdown()) {
            throw new InterruptedException("scripts must not be started again");
        }
        parts.source().accept(after);
        parts.notifiers().mails().update(MailRoute.of(after.globalDefs()));
        CompletableFuture<Reconfiguration> routers = new CompletableFuture<>();
        loop.accept(new LoopMessage.NewPlan(plan, routers));
        parts.trackers().update(plan);
        Optional<CompletableFuture<Rebalancing>> balancing = parts.balancer().update(after);
        parts.sessions().update(after);
        promptness.expect(plan);
        ReloadReport report = told(
                checked,
                () -> new ReloadFacts(
                        before,
                        after,
                        answer(routers),
                        balancing.isEmpty() ? Optional.empty() : Optional.of(answer(balancing.get()))));
        if (report.outcome() != ReloadReport.Outcome.FAILED) {
            promptness.schedule(after);
        }
        tell(report);
        return report;
    }

    @Override
    public ReloadReport plan(String file, SourceLoader sources) {
        CheckedConfiguration checked = parts.source().examined(file, sources);
        if (sources instanceof SourceBundle bundle && !bundle.wasComplete()) {
            return ReloadReport.refused(
                    checked.file(), "files it includes are not here", checked.render(), mistakes(checked));
        }
        Configuration after;
        try {
            after = checked.orRefuse();
        } catch (StartupFailure e) {
            return refusal(checked, e);
        }
        CompletableFuture<Rehearsal> routers = new CompletableFuture<>();
        loop.accept(new LoopMessage.RehearsalAsked(parts.planner().plan(after), routers));
        Optional<CompletableFuture<BalancingRehearsal>> balancing =
                parts.balancer().rehearse(after);
        Configuration before = parts.source().inForce();
        // Played on this thread, not on those of the loops.
        return told(
                checked,
                () -> new ReloadFacts(
                        before,
                        after,
                        answer(routers).play(),
                        balancing.isEmpty()
                                ? Optional.empty()
                                : Optional.of(answer(balancing.get()).play())));
    }

    private static ReloadReport refusal(CheckedConfiguration checked, StartupFailure why) {
        return ReloadReport.refused(checked.file(), why.getMessage(), checked.render(), mistakes(checked));
    }

    private static int mistakes(CheckedConfiguration checked) {
        return checked.count(Severity.ERROR) + checked.count(Severity.WARNING);
    }

    /** What a reload has done, or would do. */
    @FunctionalInterface
    private interface Facts {
        ReloadFacts get() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static <T> T answer(CompletableFuture<T> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        return asked.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private static ReloadReport told(CheckedConfiguration checked, Facts asked) {
        try {
            ReloadFacts facts = asked.get();
            return ReloadReport.of(
                    checked.file(), facts.steps(), facts.routers().problems(), checked.render(), mistakes(checked));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ReloadReport.failed(checked.file(), "The daemon stops");
        } catch (TimeoutException e) {
            return ReloadReport.failed(
                    checked.file(),
                    "The daemon was asked and does not say within " + ANSWER_SECONDS
                            + " s what it did; its log may tell why");
        } catch (ExecutionException | RuntimeException e) { // what was done stays done
            LOG.error("What a reload does cannot be told; please report this", e);
            return ReloadReport.failed(checked.file(), "What the reload does cannot be told, the log has the reason");
        }
    }

    /** The same that the command tells, as far as a log is the place for it. */
    private void tell(ReloadReport report) {
        if (report.outcome() == ReloadReport.Outcome.FAILED) {
            LOG.warn("Reload: {}", report.message());
        }
        report.steps().stream().limit(STEPS_LOGGED).forEach(step -> LOG.info("Reload: {}", step.line()));
        if (report.steps().size() > STEPS_LOGGED) {
            LOG.info("Reload: and {} more", report.steps().size() - STEPS_LOGGED);
        }
        report.problems().forEach(problem -> LOG.warn("Reload: {}", problem));
        LOG.info("Reloaded: {}", report.summary());
        parts.journal().append(new Happening.Reloaded(true, report.summary()));
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
