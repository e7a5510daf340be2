package holdfast.agent.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.PeerView;
import holdfast.ipvs.RealServerStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The command {@code health} of the control socket: no members; the answer has {@code severity} ({@code ok}, {@code warning}, {@code
 * critical}), {@code findings}, {@code instances} and {@code counts}, as docs/monitoring.md tells.
 */
public final class HealthHandler implements ControlHandler {
    private static final int MOST_FINDINGS = 500;

    private final Supplier<CompletableFuture<AgentStatus>> status;
    private final Supplier<Optional<CompletionStage<LvsListing>>> servers;

    /**
     * Asks these.
     *
     * @param status VRRP, scripts, BFD
     * @param servers virtual servers, where there are any
     */
    public HealthHandler(
            Supplier<CompletableFuture<AgentStatus>> status, Supplier<Optional<CompletionStage<LvsListing>>> servers) {
        this.status = status;
        this.servers = servers;
    }

    /** Virtual servers, or why they could not be asked. */
    private record Servers(Optional<LvsListing> listing, Optional<String> trouble) {}

    @Override
    public CompletionStage<? extends JsonNode> handle(JsonNode request) {
        CompletionStage<Servers> asked = servers.get()
                .map(stage -> stage.handle(HealthHandler::servers))
                .orElseGet(() -> CompletableFuture.completedFuture(new Servers(Optional.empty(), Optional.empty())));
        return status.get().handle(HealthHandler::answered).thenCombine(asked, HealthHandler::document);
    }

    private static Servers servers(LvsListing listing, Throwable trouble) {
        return new Servers(
                Optional.ofNullable(listing), Optional.ofNullable(trouble).map(cause -> {
                    Throwable root =
                            cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
                    return Optional.ofNullable(root.getMessage()).orElse(root.toString());
                }));
    }

    private static AgentStatus answered(AgentStatus status, Throwable trouble) {
        if (trouble instanceof TimeoutException) {
            throw new CompletionException(
                    new ControlRefusal(ErrorCode.NO_ANSWER, "the daemon's VRRP loop does not answer"));
        }
        if (trouble != null) {
            throw new CompletionException(trouble);
        }
        return status;
    }

    private static ObjectNode document(AgentStatus status, Servers servers) {
        List<HealthFinding> findings = Findings.of(status, servers.listing(), servers.trouble());
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put(
                "severity", findings.isEmpty() ? "ok" : word(findings.getFirst().severity()));
        object.put("routerId", status.agent().routerId());
        ArrayNode list = object.putArray("findings");
        findings.stream()
                .limit(MOST_FINDINGS)
                .forEach(finding -> list.addObject()
                        .put("severity", word(finding.severity()))
                        .put("code", finding.code().word())
                        .put("subject", finding.subject())
                        .put("text", finding.words()));
        ArrayNode instances = object.putArray("instances");
        status.vrrp().instances().forEach(instance -> instance(instances.addObject(), instance));
        counts(object.putObject("counts"), status, servers.listing());
        return object;
    }

    private static void instance(ObjectNode object, InstanceStatus instance) {
        object.put("instance", instance.name());
        object.put("state", instance.state().name());
        object.put("priority", instance.priority().effective());
        object.put("sinceSeconds", instance.entry().ago().toSeconds());
        object.put("reason", instance.entry().reason());
        object.put("peers", instance.peers().stream().filter(PeerView::speaking).count());
        object.put("advertsSent", instance.counters().advertisementsSent());
        object.put("advertsReceived", instance.counters().advertisementsReceived());
        object.put("becameMaster", instance.counters().becameActive());
    }

    private static void counts(ObjectNode object, AgentStatus status, Optional<LvsListing> servers) {
        object.put("scripts", status.scripts().size());
        object.put(
                "scriptsFailing",
                status.scripts().stream()
                        .filter(script -> script.health().equals("bad"))
                        .count());
        List<RealServerStatus> reals = servers.map(listing -> listing.virtualServers().stream()
                        .flatMap(server -> server.realServers().stream())
                        .toList())
                .orElse(List.of());
        object.put(
                "virtualServers",
                servers.map(listing -> listing.virtualServers().size()).orElse(0));
        object.put("realServers", reals.size());
        object.put("realServersUp", reals.stream().filter(RealServerStatus::up).count());
    }

    private static String word(HealthFinding.Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
