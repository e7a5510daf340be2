package holdfast.agent.hook;

import holdfast.agent.events.AgentEvent;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.status.operator.EventJson;
import holdfast.track.notify.NotifyRunner;
import holdfast.track.notify.NotifyScript;
import holdfast.track.run.RunAs;
import holdfast.track.run.ScriptRunner;
import holdfast.track.security.PathFinding;
import holdfast.track.security.ScriptSecurity;
import holdfast.track.security.ScriptVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a program for every event of the journal, with the event as JSON in its last argument. The calls about one instance, group, server or other
 * thing are made one after the other, in the order of the events; a call that takes longer than {@link #PATIENCE} is no longer waited for. The
 * {@code event-hook} thread follows the journal, so nobody whose event it is waits.
 */
public final class EventHook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventHook.class);

    /** How long the next call about the same thing waits. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LAST_CALLS = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofHours(1);
    private static final int MOST_AT_ONCE = 256;

    private final Journal journal;
    private final NotifyRunner calls;
    private final List<String> argv;
    private final Thread thread;
    private volatile boolean closing;

    /**
     * Follows a journal from its beginning.
     *
     * @param argv the program, found to be safe
     * @param patience how long the next call about the same thing waits
     */
    EventHook(List<String> argv, Journal journal, ScriptRunner scripts, Duration patience) {
        this.argv = List.copyOf(argv);
        this.journal = journal;
        this.calls = new NotifyRunner(scripts, patience);
        this.thread = Thread.ofPlatform().name("event-hook").daemon().start(this::run);
    }

    /**
     * Starts to call a program; empty, and the log says why, when others than root could have written it.
     *
     * @param program an absolute path, or a name to be found on PATH
     * @param journal whose events
     * @param scripts runs it, as the user of the daemon
     */
    public static Optional<EventHook> start(Path program, Journal journal, ScriptRunner scripts) {
        List<String> argv = List.of(program.toString());
        return switch (new ScriptSecurity(true, false).check(argv, RunAs.thisProcess())) {
            case ScriptVerdict.Usable usable -> Optional.of(new EventHook(usable.argv(), journal, scripts, PATIENCE));
            case ScriptVerdict.Unusable(String _, PathFinding reason) -> {
                LOG.warn("Event hook {}: {}; it is called all the same", program, reason.describe());
                yield Optional.of(new EventHook(argv, journal, scripts, PATIENCE));
            }
            case ScriptVerdict.Insecure(String _, List<PathFinding> unsafe) -> {
                LOG.error(
                        "SECURITY VIOLATION - event hook {} is not called: {}",
                        program,
                        unsafe.stream().map(PathFinding::describe).collect(Collectors.joining("; ")));
                yield Optional.empty();
            }
        };
    }

    private void run() {
        try {
            long known = 0;
            while (true) {
                boolean last = closing; // looked at before the journal: what came before the end is still seen
                known = pass(known);
                if (journal.last() <= known) {
                    if (last) {
                        return;
                    }
                    await(known);
                }
            }
        } catch (RuntimeException | Error e) { // nobody else would say that this thread died
            LOG.error("The event hook is not called any more; please report this", e);
        }
    }

    private void await(long known) {
        try {
            journal.await(known, LOOK);
        } catch (InterruptedException e) {
            closing = true; // and one more look
        }
    }

    private long pass(long known) {
        Journal.Part part = journal.after(known, MOST_AT_ONCE, _ -> true);
        if (part.missed() > 0) {
            LOG.warn("Event hook: {} events came too fast and are left out", part.missed());
        }
        part.events().forEach(this::call);
        return part.last();
    }

    private void call(AgentEvent event) {
        List<String> words = new ArrayList<>(argv);
        words.add(EventJson.of(event).toString());
        calls.call(object(event.what()), event.what().kind(), new NotifyScript(words, RunAs.thisProcess()));
    }

    /** What an event is about: the order of events is kept for that. */
    static String object(Happening what) {
        return switch (what) {
            case Happening.StateChanged state -> state.scope() + " " + state.subject();
            case Happening.PriorityChanged _,
                    Happening.AddressesChanged _,
                    Happening.RoutingChanged _,
                    Happening.PeerChanged _,
                    Happening.PacketRejected _,
                    Happening.HandOverEnded _ -> Happening.Scope.INSTANCE + " " + what.subject();
            case Happening.TrackedChanged tracked -> tracked.type() + " " + tracked.name();
            case Happening.LinkChanged link -> "interface " + link.interfaceName();
            case Happening.RealServerChanged server -> "VS " + server.virtualServer();
            case Happening.VirtualServerChanged server -> "VS " + server.virtualServer();
            case Happening.Reloaded _, Happening.Ordered _, Happening.Restarted _, Happening.DaemonChanged _ ->
                "daemon";
        };
    }

    /** Events whose calls were dropped because too many waited. */
    public long dropped() {
        return calls.droppedEvents();
    }

    /** Calls the program for what has happened until now, and waits for it a moment. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            if (!thread.join(LAST_CALLS)) {
                LOG.warn("Event hook: not all events were seen before the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        calls.close(LAST_CALLS);
    }
}
