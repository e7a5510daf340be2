package holdfast.agent.lvs.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.ipvs.OperatorCommand;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of the control socket that are about virtual servers.
 *
 * <table>
 * <caption>Requests; members in brackets may be left out</caption>
 * <tr><th>{@code command}</th><th>members</th><th>answer</th></tr>
 * <tr><td>{@code lvs.list}</td><td>[{@code from}: how many real servers to pass over],
 *     [{@code listing}: number from the part before, so that this one is of the same moment]</td>
 *     <td>{@link ListingJson}; {@code listing}: number for the next part, or null</td></tr>
 * <tr><td>{@code lvs.drain}, {@code lvs.disable}, {@code lvs.enable}</td>
 *     <td>{@code real}, [{@code virtual}], [{@code seconds}: how long it holds]</td>
 *     <td>{@code virtualServer}, {@code realServer}: which one was meant, as lists have it</td></tr>
 * <tr><td>{@code lvs.weight}</td><td>the same and {@code weight}</td><td>the same</td></tr>
 * <tr><td>{@code lvs.reset}</td><td>{@code real}, [{@code virtual}]; or nothing: everything is taken back</td>
 *     <td>the same; or {@code realServers}: how many</td></tr>
 * </table>
 */
public final class LvsHandlers {
    /** Real servers in one answer, about 300 kB. */
    static final int PART = 500;

    private static final Logger LOG = LoggerFactory.getLogger(LvsHandlers.class);
    private static final long LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();

    private final Supplier<Optional<LvsControl>> loop;
    private final OpenListings listings = new OpenListings();

    private LvsHandlers(Supplier<Optional<LvsControl>> loop) {
        this.loop = loop;
    }

    /**
     * The handlers by command.
     *
     * @param loop the loop that drives IPVS, asked at each request; empty when the configuration has nothing for it
     */
    public static Map<String, ControlHandler> of(Supplier<Optional<LvsControl>> loop) {
        LvsHandlers handlers = new LvsHandlers(loop);
        return Map.of(
                "lvs.list", handlers::list,
                "lvs.drain", request -> handlers.override(request, new OperatorCommand.Drain()),
                "lvs.disable", request -> handlers.override(request, new OperatorCommand.Disable()),
                "lvs.enable", request -> handlers.override(request, new OperatorCommand.Enable()),
                "lvs.weight", request -> handlers.override(request, new OperatorCommand.SetWeight(weight(request))),
                "lvs.reset", handlers::reset);
    }

    private LvsControl control() throws ControlRefusal {
        return loop.get()
                .orElseThrow(() -> new ControlRefusal("the configuration of this daemon has no virtual servers"));
    }

    private CompletionStage<JsonNode> list(JsonNode request) throws ControlRefusal {
        int from = (int) Numbers.in(request, "from", 0, Integer.MAX_VALUE).orElse(0);
        long number = Numbers.in(request, "listing", 1, Long.MAX_VALUE).orElse(0);
        Optional<LvsListing> open = listings.find(number);
        return open.isPresent()
                ? CompletableFuture.completedFuture(part(open.get(), from, OptionalLong.of(number)))
                : control().list().thenApply(listing -> part(listing, from, OptionalLong.empty()));
    }

    /** @param number of a listing that is open already */
    private JsonNode part(LvsListing listing, int from, OptionalLong number) {
        ObjectNode part = ListingJson.of(listing, from, PART);
        if (part.path("next").isNull()) {
            number.ifPresent(listings::close);
            return part.putNull("listing");
        }
        return part.put("listing", number.orElseGet(() -> listings.keep(listing)));
    }

    private CompletionStage<JsonNode> override(JsonNode request, OperatorCommand command) throws ControlRefusal {
        Optional<String> virtual = text(request, "virtual");
        String real = text(request, "real")
                .orElseThrow(() -> new ControlRefusal(ErrorCode.BAD_REQUEST, "which real server? 'real' is missing"));
        Optional<Duration> lasting = Numbers.in(request, "seconds", 1, LONGEST_SECONDS).stream()
                .mapToObj(Duration::ofSeconds)
                .findFirst();
        LvsControl control = control();
        return control.list().thenCompose(listing -> {
            try {
                ServerChoice choice = ServerChoice.of(listing.virtualServers(), virtual, real);
                ObjectNode answer = JsonNodeFactory.instance.objectNode();
                answer.put("virtualServer", VirtualServerWords.name(choice.virtualServer()));
                answer.put("realServer", ServerChoice.address(choice.realServer()));
                LOG.info(
                        "User {} {} {} of {}{}",
                        request.path("user").asText(),
                        verb(command),
                        ServerChoice.address(choice.realServer()),
                        VirtualServerWords.name(choice.virtualServer()),
                        lasting.map(time -> " for " + time.toSeconds() + " s").orElse(""));
                return control.override(choice.realServer().id(), command, lasting)
                        .thenApply(_ -> answer);
            } catch (ControlRefusal refusal) {
                return CompletableFuture.failedFuture(refusal);
            }
        });
    }

    private CompletionStage<JsonNode> reset(JsonNode request) throws ControlRefusal {
        if (text(request, "real").isPresent()) {
            return override(request, new OperatorCommand.Reset());
        }
        LOG.info(
                "User {} takes back what operators have set on real servers",
                request.path("user").asText());
        return control()
                .resetAll()
                .thenApply(count -> JsonNodeFactory.instance.objectNode().put("realServers", count));
    }

    private static String verb(OperatorCommand command) {
        return switch (command) {
            case OperatorCommand.Drain _ -> "drains";
            case OperatorCommand.Disable _ -> "disables";
            case OperatorCommand.Enable _ -> "enables";
            case OperatorCommand.SetWeight(int weight) -> "sets weight " + weight + " of";
            case OperatorCommand.ConfiguredWeight _ -> "gives back its weight to";
            case OperatorCommand.Reset _ -> "resets";
        };
    }

    private static int weight(JsonNode request) throws ControlRefusal {
        return (int) Numbers.in(request, "weight", 0, Integer.MAX_VALUE)
                .orElseThrow(() -> new ControlRefusal(ErrorCode.BAD_REQUEST, "which weight? 'weight' is missing"));
    }

    private static Optional<String> text(JsonNode request, String member) throws ControlRefusal {
        JsonNode value = request.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new ControlRefusal(ErrorCode.BAD_REQUEST, "'" + member + "' is not a text");
        }
        return Optional.of(value.textValue().strip());
    }
}
