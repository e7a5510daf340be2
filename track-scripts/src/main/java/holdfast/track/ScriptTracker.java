package holdfast.track;

import holdfast.track.run.ScriptRunner;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs the tracked scripts on their schedules and reports changes of their health.
 *
 * <p>Each script starts every {@code interval}, measured from start to start on the monotonic clock, without drift. It
 * never runs twice at a time: a run that is still active when the next is due makes that one be skipped. After a long
 * pause of the machine the missed runs are skipped as well.
 *
 * <p>Methods may be called from any thread and return at once; all state belongs to the runner's timer thread, on which
 * the listener is called.
 */
public final class ScriptTracker implements AutoCloseable {
    private final ScriptRunner runner;
    private final ScriptListener listener;
    private final Map<String, ScheduledScript> scripts = new HashMap<>(); // timer thread only
    private final Map<String, ScriptStatus> inherited = new HashMap<>(); // timer thread only
    private volatile List<ScheduledScript> listed = List.of();

    /**
     * Tracks nothing until {@link #update}.
     *
     * @param runner runs the programs; stays open when this is closed
     * @param listener hears of changes
     */
    public ScriptTracker(ScriptRunner runner, ScriptListener listener) {
        this.runner = runner;
        this.listener = listener;
    }

    /**
     * Sets the scripts to track: at start, and after each reload.
     *
     * <p>A script whose name, command and user are as before keeps its health, its counts and, if the interval is the
     * same, its schedule; it is not reported again. Any other begins anew, with a run at once; its first result is
     * always reported. Scripts no longer listed are ended.
     *
     * @param wanted names must differ; of equal names the last counts
     */
    public void update(List<TrackedScript> wanted) {
        List<TrackedScript> copy = List.copyOf(wanted);
        onTimer(() -> apply(copy));
    }

    /**
     * Goes on for another process, before the first {@link #update}: {@code init_fail} is for a first start, and {@code rise} and
     * {@code fall} count from these on.
     *
     * @param statuses by name, as the listener knows them
     */
    public void goOnFrom(Map<String, ScriptStatus> statuses) {
        Map<String, ScriptStatus> copy = Map.copyOf(statuses);
        onTimer(() -> inherited.putAll(copy));
    }

    /** How the scripts are doing, in no order. Any thread. */
    public List<ScriptReport> reports() {
        return listed.stream().map(ScheduledScript::report).toList();
    }

    /** Stops all schedules and ends running scripts (TERM, KILL two seconds later); nothing is reported afterwards. */
    @Override
    public void close() {
        onTimer(() -> apply(List.of()));
    }

    private void apply(List<TrackedScript> wanted) {
        var next = new LinkedHashMap<String, TrackedScript>();
        wanted.forEach(script -> next.put(script.name(), script));
        scripts.entrySet().removeIf(entry -> {
            TrackedScript replacement = next.get(entry.getKey());
            boolean stays = replacement != null && entry.getValue().script().runsTheSameAs(replacement);
            if (!stays) {
                entry.getValue().end();
            }
            return !stays;
        });
        for (TrackedScript script : next.values()) {
            ScheduledScript kept = scripts.get(script.name());
            if (kept == null) {
                var started = new ScheduledScript(
                        script, runner, listener, Optional.ofNullable(inherited.get(script.name())));
                scripts.put(script.name(), started);
                started.begin();
            } else {
                kept.reload(script);
            }
        }
        inherited.clear();
        listed = List.copyOf(scripts.values());
    }

    private void onTimer(Runnable job) {
        try {
            runner.timer().execute(job);
        } catch (RejectedExecutionException e) {
            // The runner is closed already, and every script with it: there is nothing left to update or end.
            scripts.clear();
        }
    }
}
