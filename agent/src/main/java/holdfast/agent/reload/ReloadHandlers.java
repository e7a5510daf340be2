package holdfast.agent.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.conf.SourceLoader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The commands of the control socket about the configuration.
 *
 * <table>
 * <caption>Requests</caption>
 * <tr><th>{@code command}</th><th>members</th><th>answer</th></tr>
 * <tr><td>{@code reload}</td><td></td><td>{@link ReloadJson}</td></tr>
 * <tr><td>{@code plan}</td><td>{@code file}, {@code sources}: a {@link SourceBundle}</td>
 *     <td>{@link ReloadJson}, or {@code wanted}: what else is needed of the bundle</td></tr>
 * </table>
 */
public final class ReloadHandlers {
    /** A configuration of tens of thousands of servers on a small machine. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Reloading reloading;

    /** Who does it. */
    public interface Reloading {
        /** Reloads; what it did comes with the future. */
        CompletableFuture<ReloadReport> reload();

        /**
         * What would a reload do? On the thread of reloads.
         *
         * @param file the configuration file
         * @param sources where it comes from
         */
        ReloadReport plan(String file, SourceLoader sources);

        /** The thread of reloads. */
        Executor thread();
    }

    /** Handlers that ask this one. */
    public ReloadHandlers(Reloading reloading) {
        this.reloading = reloading;
    }

    /** The handlers by command. */
    public Map<String, ControlHandler> byCommand() {
        ControlHandler reload = this::reload;
        ControlHandler plan = this::plan;
        return Map.of("reload", reload.within(PATIENCE), "plan", plan.within(PATIENCE));
    }

    private CompletionStage<JsonNode> reload(JsonNode request) {
        return reloading.reload().thenApply(ReloadJson::of);
    }

    /** The daemon looks up scripts and certificates of the file with its own rights: not for everybody. */
    private CompletionStage<JsonNode> plan(JsonNode request) throws ControlRefusal {
        if (!request.path("user").asText().equals("root")) {
            throw new ControlRefusal(
                    ErrorCode.NOT_ALLOWED,
                    "only root may hold a file against the running daemon; --from OLD.conf needs none");
        }
        String file = request.path("file").asText();
        return CompletableFuture.supplyAsync(() -> planned(file, request.path("sources")), reloading.thread());
    }

    private JsonNode planned(String file, JsonNode sources) {
        try {
            byte[] bytes = sources.binaryValue();
            SourceBundle bundle = SourceBundle.of(bytes == null ? new byte[0] : bytes);
            ReloadReport report = reloading.plan(file, bundle);
            return bundle.wasComplete()
                    ? ReloadJson.of(report)
                    : JsonNodeFactory.instance.objectNode().set("wanted", bundle.wanted());
        } catch (IOException e) {
            throw new CompletionException(
                    new ControlRefusal(ErrorCode.BAD_REQUEST, "'sources' is no bundle of files: " + e.getMessage()));
        }
    }
}
