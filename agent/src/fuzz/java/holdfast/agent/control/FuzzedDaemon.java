package holdfast.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.events.Journal;
import holdfast.agent.health.HealthHandler;
import holdfast.agent.loop.OrderResult;
import holdfast.agent.lvs.operator.FakeLvsControl;
import holdfast.agent.lvs.operator.LvsHandlers;
import holdfast.agent.operation.OperationHandlers;
import holdfast.agent.reload.ReloadHandlers;
import holdfast.agent.reload.ReloadReport;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.BfdSessionStatus;
import holdfast.agent.status.GivenStatus;
import holdfast.agent.status.NotificationStatus;
import holdfast.agent.status.StatusDesk;
import holdfast.agent.status.TrackedScriptStatus;
import holdfast.agent.status.VrrpStatus;
import holdfast.agent.status.operator.StatusHandlers;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The commands of a daemon that is a backup, has virtual servers, and does nothing of what it is told; and {@code echo}. */
final class FuzzedDaemon implements StatusDesk.Sources, ReloadHandlers.Reloading {
    private static final FakeLvsControl SERVERS = FakeLvsControl.ofManyKinds();

    /** By name. */
    static Map<String, ControlHandler> commands() {
        FuzzedDaemon daemon = new FuzzedDaemon();
        Journal journal = new Journal("start", () -> GivenStatus.NOW, () -> 42);
        StatusDesk desk = new StatusDesk(daemon);
        Map<String, ControlHandler> commands = new HashMap<>();
        commands.putAll(new StatusHandlers(desk, journal).byCommand());
        commands.putAll(LvsHandlers.of(() -> Optional.of(SERVERS)));
        commands.putAll(new OperationHandlers(
                        desk,
                        journal,
                        _ -> CompletableFuture.completedFuture(
                                new OrderResult(Optional.of("not now"), List.of(), Duration.ZERO)))
                .byCommand());
        commands.putAll(new ReloadHandlers(daemon).byCommand());
        commands.put("health", new HealthHandler(desk::status, Optional::empty));
        commands.put("echo", FuzzedDaemon::echo);
        return Map.copyOf(commands);
    }

    private static CompletableFuture<ObjectNode> echo(JsonNode request) {
        return CompletableFuture.completedFuture(
                JsonNodeFactory.instance.objectNode().set("echo", request));
    }

    /** Forgets what was wanted of it. */
    static void forget() {
        SERVERS.wishes.clear();
    }

    @Override
    public CompletableFuture<VrrpStatus> vrrp() {
        return CompletableFuture.completedFuture(GivenStatus.vrrp(GivenStatus.backup()));
    }

    @Override
    public AgentStatus.Agent agent() {
        return GivenStatus.agent().agent();
    }

    @Override
    public List<TrackedScriptStatus> scripts() {
        return List.of();
    }

    @Override
    public List<BfdSessionStatus> bfdSessions() {
        return List.of();
    }

    @Override
    public NotificationStatus notifications() {
        return new NotificationStatus(0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public CompletableFuture<ReloadReport> reload() {
        return CompletableFuture.completedFuture(ReloadReport.of("/etc/a.conf", List.of(), List.of(), "", 0));
    }

    @Override
    public ReloadReport plan(String file, SourceLoader sources) {
        ConfigurationReader.read(sources, file, ParseEnvironment.ofHost("node1"));
        return ReloadReport.of(file, List.of(), List.of(), "", 0);
    }

    @Override
    public Executor thread() {
        return Runnable::run;
    }
}
