package holdfast.agent;

import holdfast.agent.cli.DaemonOptions;
import holdfast.agent.cli.VersionText;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.control.ControlServer;
import holdfast.agent.dump.KeepalivedDumps;
import holdfast.agent.events.Journal;
import holdfast.agent.health.HealthHandler;
import holdfast.agent.loop.ElectionOrder;
import holdfast.agent.loop.LoopMeasurements;
import holdfast.agent.loop.LoopMessage;
import holdfast.agent.loop.OrderResult;
import holdfast.agent.loop.VrrpLoop;
import holdfast.agent.lvs.operator.LvsControl;
import holdfast.agent.lvs.operator.LvsHandlers;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.operation.OperationHandlers;
import holdfast.agent.reload.ReloadHandlers;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.BfdSessionStatus;
import holdfast.agent.status.NotificationStatus;
import holdfast.agent.status.StatusDesk;
import holdfast.agent.status.TrackedScriptStatus;
import holdfast.agent.status.VrrpStatus;
import holdfast.agent.status.operator.LoopHandler;
import holdfast.agent.status.operator.StatusHandlers;
import holdfast.agent.web.Observer;
import holdfast.agent.web.Site;
import holdfast.agent.web.WebServer;
import holdfast.agent.web.WebSettings;
import holdfast.conf.model.Configuration;
import holdfast.linux.Signals;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators and their programs ask the running daemon: the desk that knows how it is doing, and the control socket. */
final class OperatorAccess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorAccess.class);

    private final DaemonOptions options;
    private final Reloader.Parts parts;
    private final Journal journal;
    private final Reloader reloader;
    private final VrrpLoop loop;
    private final Instant startedAt = Instant.now();
    private final StatusDesk desk = new StatusDesk(new Knowledge());
    private final KeepalivedDumps dumps;
    private final Doors doors;
    private final LoopMeasurements measurements;
    private final Restart restart;
    private StatusHandlers status; // guarded by this; null: nobody has asked yet

    /**
     * Answers nobody before {@link #open()}.
     *
     * @param options of the command line
     * @param parts of the daemon
     * @param reloader is asked for reloads and plans
     * @param loop that runs
     * @param measurements how punctual it is
     */
    OperatorAccess(
            DaemonOptions options,
            Reloader.Parts parts,
            Reloader reloader,
            VrrpLoop loop,
            LoopMeasurements measurements) {
        this.options = options;
        this.reloader = reloader;
        this.parts = parts;
        this.journal = parts.journal();
        this.loop = loop;
        this.measurements = measurements;
        this.dumps = new KeepalivedDumps(desk, parts.source()::inForce);
        this.doors = new Doors(
                () -> options.controlSocket().map(path -> new ControlServer(path, this::handlers)),
                () -> options.web().map(settings -> new WebServer(settings.addresses(), () -> site(settings))));
        this.restart = new Restart(parts, reloader, loop, doors);
    }

    /** Opens the control socket, unless {@code --no-control} was given, and the listener, if there is to be one; returns at once. */
    void open() {
        doors.open();
    }

    /** A signal that asks for one of keepalived's files. On the loop; returns at once. */
    void dump(int signal) {
        switch (signal) {
            case Signals.USR1 -> dumps.request(KeepalivedDumps.Kind.DATA);
            case Signals.USR2 -> dumps.request(KeepalivedDumps.Kind.STATS);
            case Signals.RTMIN + 2 -> dumps.request(KeepalivedDumps.Kind.JSON);
            case Signals.RTMAX - 1 -> dumps.request(KeepalivedDumps.Kind.STATS_CLEAR);
            default -> LOG.warn("Signal {} is not acted on", signal);
        }
    }

    private Map<String, ControlHandler> handlers() {
        Map<String, ControlHandler> handlers = new HashMap<>(LvsHandlers.of(parts.balancer()::control));
        handlers.putAll(statusHandlers().byCommand());
        handlers.putAll(new OperationHandlers(desk, journal, this::order).byCommand());
        handlers.put(
                "health",
                new HealthHandler(desk::status, () -> parts.balancer().control().map(LvsControl::list)));
        handlers.put("loop", new LoopHandler(measurements));
        handlers.putAll(new ReloadHandlers(reloader).byCommand());
        handlers.put("daemon.restart", restart);
        handlers.put("daemon.leave", new Departure(parts.balancer(), loop));
        return handlers;
    }

    private Site site(WebSettings settings) {
        return new Site(new Observer(new Observed()), journal, settings.peerPages());
    }

    private CompletableFuture<OrderResult> order(ElectionOrder order) {
        CompletableFuture<OrderResult> answer = new CompletableFuture<>();
        loop.post(new LoopMessage.Ordered(order, answer));
        return answer;
    }

    /** Made when the first client asks: a start has no time for JSON. */
    private synchronized StatusHandlers statusHandlers() {
        if (status == null) {
            status = new StatusHandlers(desk, journal);
        }
        return status;
    }

    /** Whether a new process goes on in the place of this one; asked when the loop has ended. */
    boolean isRelieved() {
        return restart.isRelieved();
    }

    /** Closes the control socket; what is asked for and not answered yet is not answered any more. */
    @Override
    public void close() {
        doors.close();
        synchronized (this) {
            if (status != null) {
                status.close();
            }
        }
        desk.close();
    }

    /** What the listener tells of. */
    private final class Observed implements Observer.Sources {
        @Override
        public CompletableFuture<AgentStatus> status() {
            return desk.status();
        }

        @Override
        public Configuration configuration() {
            return parts.source().inForce();
        }

        @Override
        public Optional<CompletionStage<LvsListing>> servers() {
            return parts.balancer().control().map(LvsControl::list);
        }

        @Override
        public LoopMeasurements measurements() {
            return measurements;
        }
    }

    /** What the parts of the daemon know. */
    private final class Knowledge implements StatusDesk.Sources {
        @Override
        public CompletableFuture<VrrpStatus> vrrp() {
            CompletableFuture<VrrpStatus> answer = new CompletableFuture<>();
            loop.post(new LoopMessage.StatusAsked(answer));
            return answer;
        }

        @Override
        public AgentStatus.Agent agent() {
            return new AgentStatus.Agent(
                    VersionText.version(),
                    ProcessHandle.current().pid(),
                    journal.startId(),
                    startedAt,
                    options.configurationFile(),
                    parts.source().inForce().globalDefs().routerId(),
                    parts.source().reloads(),
                    journal.last());
        }

        @Override
        public List<TrackedScriptStatus> scripts() {
            return parts.trackers().reports();
        }

        @Override
        public List<BfdSessionStatus> bfdSessions() {
            return parts.sessions().reports();
        }

        @Override
        public NotificationStatus notifications() {
            return parts.notifiers().status();
        }
    }
}
