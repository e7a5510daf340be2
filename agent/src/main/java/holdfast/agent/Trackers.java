package holdfast.agent;

import holdfast.agent.loop.Inheritance;
import holdfast.agent.loop.LoopMessage;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.status.TrackedScriptStatus;
import holdfast.track.ScriptReport;
import holdfast.track.ScriptStatus;
import holdfast.track.ScriptTracker;
import holdfast.track.TrackedFiles;
import holdfast.track.TrackedProcesses;
import holdfast.track.notify.NotifyRunner;
import holdfast.track.run.ScriptRunner;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is watched besides the network: scripts, files and processes; and the FIFOs that are written to. */
final class Trackers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trackers.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final ScriptTracker scripts;
    private final TrackedFiles files;
    private final TrackedProcesses processes;
    private final NotifyRunner notify;

    private volatile Consumer<LoopMessage> reader = _ -> {};

    Trackers(ScriptRunner runner, NotifyRunner notify) {
        this.notify = notify;
        this.scripts = new ScriptTracker(runner, this::scriptChanged);
        this.files = new TrackedFiles(this::fileChanged);
        this.processes = new TrackedProcesses(this::processChanged);
    }

    /** Sets who hears of changes; before the first {@link #update}. */
    void report(Consumer<LoopMessage> to) {
        reader = to;
    }

    /** Goes on for a former process, with what it knows; notifications have their FIFOs from here on. */
    void goOnFrom(Inheritance former, AgentPlan plan) {
        Map<String, ScriptStatus> known = new HashMap<>();
        former.tracked(TrackedObject.Kind.SCRIPT).forEach((name, status) -> {
            switch (status) {
                case TrackStatus.Good _ -> known.put(name, ScriptStatus.GOOD);
                case TrackStatus.Bad _ -> known.put(name, ScriptStatus.BAD);
                case TrackStatus.Unknown _, TrackStatus.Value _ -> {
                    // no result so far
                }
            }
        });
        scripts.goOnFrom(known);
        notify.goOnFrom(former.fifos(), () -> awaitEnd(former.pid()));
        notify.updateFifos(plan.fifos());
    }

    private static void awaitEnd(long pid) {
        ProcessHandle.of(pid).map(ProcessHandle::onExit).ifPresent(end -> {
            try {
                end.get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("Process {} does not end; its FIFO scripts may read besides those of this one", pid);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Watches what a plan wants watched; what stays the same goes on undisturbed. */
    void update(AgentPlan plan) {
        notify.updateFifos(plan.fifos());
        files.update(plan.files());
        processes.update(plan.processes());
        scripts.update(plan.scripts());
    }

    /** How tracked scripts are doing, by name. Any thread. */
    List<TrackedScriptStatus> reports() {
        Instant at = Instant.now();
        long now = System.nanoTime();
        return scripts.reports().stream()
                .map(report -> report(report, at, now))
                .sorted(Comparator.comparing(TrackedScriptStatus::name))
                .toList();
    }

    private static TrackedScriptStatus report(ScriptReport report, Instant at, long now) {
        return new TrackedScriptStatus(
                report.name(),
                report.status()
                        .map(status -> status.name().toLowerCase(Locale.ROOT))
                        .orElse("unknown"),
                report.interval(),
                report.runningSince().isPresent()
                        ? Optional.of(at.minusNanos(now - report.runningSince().getAsLong()))
                        : Optional.empty(),
                report.last()
                        .map(run -> new TrackedScriptStatus.Run(
                                at.minusNanos(now - run.endedAt()), run.took(), run.succeeded(), run.words())),
                report.runs(),
                report.failures(),
                report.spent());
    }

    private void scriptChanged(String name, ScriptStatus status, String detail) {
        tell(
                TrackedObject.Kind.SCRIPT,
                name,
                switch (status) {
                    case GOOD -> new TrackStatus.Good();
                    case BAD -> new TrackStatus.Bad(detail);
                });
    }

    private void fileChanged(String name, int value) {
        tell(TrackedObject.Kind.FILE, name, new TrackStatus.Value(value));
    }

    private void processChanged(String name, boolean quorate, int running) {
        tell(
                TrackedObject.Kind.PROCESS,
                name,
                quorate ? new TrackStatus.Good() : new TrackStatus.Bad(running + " running"));
    }

    private void tell(TrackedObject.Kind kind, String name, TrackStatus status) {
        reader.accept(new LoopMessage.Tracked(new TrackedObject(kind, name), status));
    }

    @Override
    public void close() {
        scripts.close();
        files.close();
        processes.close();
    }
}
