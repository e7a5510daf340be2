package holdfast.agent.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import holdfast.agent.json.JsonMapping;
import holdfast.agent.lvs.operator.ListingJson;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.status.operator.StatusJson;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code /status.json}: what {@code holdfast status --json} says, and virtual servers as {@code holdfast lvs list --json} has them. Browsers
 * that show the page of a known peer may read it, too.
 */
final class StatusDocument {
    private static final int OK = 200;
    private static final int NO_ANSWER = 503;
    private static final int MOST_REAL_SERVERS = 1_000;

    private final Observer observer;
    private final Set<String> friends;
    private final Latest<Document> latest = new Latest<>(StatusDocument::document);

    StatusDocument(Observer observer, List<URI> peerPages) {
        this.observer = observer;
        this.friends = peerPages.stream().map(WebSettings::origin).collect(Collectors.toSet());
    }

    Document make(HttpExchange exchange) throws InterruptedException {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        exchange.getResponseHeaders().set("Vary", "Origin");
        if (origin != null && friends.contains(origin)) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
        }
        return latest.of(observer.observe());
    }

    private static Document document(Optional<Observation> observation) {
        if (observation.isEmpty()) {
            return Document.words(NO_ANSWER, "The VRRP loop does not answer");
        }
        try {
            return new Document(OK, "application/json", JsonMapping.MAPPER.writeValueAsBytes(json(observation.get())));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // trees can always be written
        }
    }

    private static ObjectNode json(Observation observation) {
        ObjectNode object = StatusJson.of(observation.status());
        LvsListing none = new LvsListing(List.of(), Map.of(), Map.of(), Map.of(), Map.of(), 0);
        ObjectNode listing = ListingJson.of(observation.servers().orElse(none), 0, MOST_REAL_SERVERS);
        object.set("virtualServers", listing.path("virtualServers"));
        object.put("virtualServersTrouble", observation.serverTrouble().orElse(null));
        return object;
    }
}
