package holdfast.agent.lvs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlPath;
import holdfast.agent.json.JsonMapping;
import holdfast.agent.process.BootId;
import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.RealServerId;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders in a file below /run, which hold for the boot they were given in. A file that says something else than expected is not believed at
 * all: half of the orders could be worse than none.
 */
public final class OrderFile implements OrderBook {
    private static final Logger LOG = LoggerFactory.getLogger(OrderFile.class);
    private static final long MOST_BYTES = 64L << 20;

    private final Path file;
    private final String boot;
    private final InstantSource clock;

    OrderFile(Path file, String boot, InstantSource clock) {
        this.file = file;
        this.boot = boot;
        this.clock = clock;
    }

    /** The file that belongs to a control socket: {@code control-lvs.json} beside {@code control.sock}. */
    public static OrderBook beside(Path socket) {
        try {
            return new OrderFile(ControlPath.beside(socket, "-lvs.json"), BootId.read(), InstantSource.system());
        } catch (IOException e) {
            LOG.warn("What operators set on real servers will not outlive the daemon: {}", e.toString());
            return OrderBook.none();
        }
    }

    @Override
    public Map<RealServerId, Orders> read(long now) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException("it is too large");
            }
            JsonNode document = JsonMapping.MAPPER.readTree(file.toFile());
            if (!document.path("boot").asText().equals(boot)) {
                return Map.of();
            }
            Map<RealServerId, Orders> orders = new HashMap<>();
            for (JsonNode one : document.required("orders")) {
                read(one, orders, now);
            }
            orders.replaceAll((_, all) -> all.at(now));
            orders.values().removeIf(Orders::isEmpty);
            return orders;
        } catch (IOException | IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            LOG.warn("What operators had set on real servers is lost, {} cannot be read: {}", file, e.toString());
            return Map.of();
        }
    }

    private void read(JsonNode one, Map<RealServerId, Orders> orders, long now) {
        RealServerId server = new RealServerId(
                one.required("virtualServer").asText(),
                InetAddress.ofLiteral(one.required("address").asText()),
                one.required("port").intValue());
        OptionalLong end = OptionalLong.empty();
        if (one.has("until")) {
            long left = Instant.parse(one.get("until").asText()).toEpochMilli() - clock.millis();
            end = OptionalLong.of(now + Math.multiplyExact(left, 1_000_000L));
        }
        Orders before = orders.getOrDefault(server, Orders.NONE);
        orders.put(server, before.and(command(one), end)); // lasting ones come first
    }

    private static OperatorCommand command(JsonNode one) {
        String word = one.required("command").asText();
        return switch (word) {
            case "drain" -> new OperatorCommand.Drain();
            case "disable" -> new OperatorCommand.Disable();
            case "enable" -> new OperatorCommand.Enable();
            case "weight" ->
                new OperatorCommand.SetWeight(one.required("weight").intValue());
            default -> throw new IllegalArgumentException("unknown command '" + word + "'");
        };
    }

    @Override
    public void write(Map<RealServerId, Orders> orders, long now) {
        try {
            if (orders.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            ObjectNode document = JsonMapping.MAPPER.createObjectNode().put("boot", boot);
            ArrayNode list = document.putArray("orders");
            orders.forEach((server, all) -> {
                all.lasting().values().forEach(command -> write(list.addObject(), server, command));
                all.passing().values().forEach(some -> {
                    ObjectNode one = list.addObject();
                    write(one, server, some.command());
                    one.put("until", clock.instant().plusNanos(some.end() - now).toString());
                });
            });
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.write(next, JsonMapping.MAPPER.writeValueAsBytes(document));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("What operators set on real servers will not outlive the daemon: {}", e.toString());
        }
    }

    private static void write(ObjectNode one, RealServerId server, OperatorCommand command) {
        one.put("virtualServer", server.virtualServer());
        one.put("address", server.address().getHostAddress());
        one.put("port", server.port());
        switch (command) {
            case OperatorCommand.Drain _ -> one.put("command", "drain");
            case OperatorCommand.Disable _ -> one.put("command", "disable");
            case OperatorCommand.Enable _ -> one.put("command", "enable");
            case OperatorCommand.SetWeight(int weight) ->
                one.put("command", "weight").put("weight", weight);
            case OperatorCommand.ConfiguredWeight _, OperatorCommand.Reset _ ->
                throw new IllegalArgumentException("not kept: " + command);
        }
    }
}
