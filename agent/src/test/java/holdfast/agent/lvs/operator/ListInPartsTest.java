package holdfast.agent.lvs.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.control.ControlRefusal;
import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.RealServerId;
import holdfast.linux.IpvsProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListInPartsTest {
    private static final int SERVERS = 2 * LvsHandlers.PART + 1;

    private final AtomicInteger listings = new AtomicInteger();
    private final ControlHandler list =
            LvsHandlers.of(() -> Optional.of(new Counting(large(), listings))).get("lvs.list");

    /** Counts how often everything is listed. */
    private record Counting(FakeLvsControl loop, AtomicInteger count) implements LvsControl {
        @Override
        public CompletionStage<LvsListing> list() {
            count.incrementAndGet();
            return loop.list();
        }

        @Override
        public CompletionStage<Void> override(
                RealServerId server, OperatorCommand command, Optional<Duration> lasting) {
            return loop.override(server, command, lasting);
        }

        @Override
        public CompletionStage<Integer> resetAll() {
            return loop.resetAll();
        }
    }

    private static FakeLvsControl large() {
        String[] reals = IntStream.range(0, SERVERS)
                .mapToObj(i -> "10.1." + (i >> 8) + "." + (i & 255) + ":80")
                .toArray(String[]::new);
        return new FakeLvsControl(FakeLvsControl.virtual(
                "[10.0.0.1]:tcp:80", List.of(FakeLvsControl.service(IpvsProtocol.TCP, "10.0.0.1", 80)), reals));
    }

    private JsonNode ask(JsonNode part) throws ControlRefusal {
        ObjectNode request = new ObjectMapper().createObjectNode();
        if (part != null) {
            request.set("from", part.path("next"));
            request.set("listing", part.path("listing"));
        }
        return list.handle(request).toCompletableFuture().join();
    }

    private static int servers(JsonNode part) {
        return part.path("virtualServers").path(0).path("realServers").size();
    }

    @Test
    void allPartsAreOfOneListing() throws ControlRefusal {
        JsonNode first = ask(null);
        JsonNode second = ask(first);
        JsonNode third = ask(second);
        assertEquals(LvsHandlers.PART, servers(first));
        assertEquals(LvsHandlers.PART, servers(second));
        assertEquals(1, servers(third));
        assertTrue(third.path("next").isNull() && third.path("listing").isNull(), third::toString);
        assertEquals(1, listings.get());
    }

    @Test
    void aListingThatIsGoneIsReplacedByANewOne() throws ControlRefusal {
        JsonNode first = ask(null);
        for (int others = 0; others < 4; others++) {
            ask(null);
        }
        JsonNode second = ask(first);
        assertEquals(LvsHandlers.PART, servers(second));
        assertEquals(1, servers(ask(second)));
        assertEquals(6, listings.get());
    }

    @Test
    void clientsThatReadAtTheSameTimeHaveAListingEach() throws ControlRefusal {
        JsonNode one = ask(null);
        JsonNode other = ask(null);
        ask(ask(one));
        ask(ask(other));
        assertEquals(2, listings.get());
    }
}
