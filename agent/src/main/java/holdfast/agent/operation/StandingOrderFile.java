package holdfast.agent.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlPath;
import holdfast.agent.json.JsonMapping;
import holdfast.agent.loop.StandingOrders;
import holdfast.agent.process.BootId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Standing orders in a file below /run, which hold for the boot they were given in: {@code control-node.json} beside {@code control.sock}. A
 * node that was rebooted is out of maintenance, for that is what the maintenance was for.
 */
final class StandingOrderFile {
    private static final Logger LOG = LoggerFactory.getLogger(StandingOrderFile.class);
    private static final long MOST_BYTES = 16L << 20;

    private final Path file;
    private final String boot;

    StandingOrderFile(Path file, String boot) {
        this.file = file;
        this.boot = boot;
    }

    /** The file that belongs to a control socket. */
    static StandingOrderFile beside(Path socket) {
        return new StandingOrderFile(ControlPath.beside(socket, "-node.json"), bootId());
    }

    private static String bootId() {
        try {
            return BootId.read();
        } catch (IOException e) {
            LOG.debug("this boot has no name: {}", e.toString());
            return "";
        }
    }

    /** What was written last in this boot. */
    StandingOrders read() {
        if (!Files.exists(file)) {
            return StandingOrders.NONE;
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException("it is too large");
            }
            JsonNode document = JsonMapping.MAPPER.readTree(file.toFile());
            if (!document.path("boot").asText().equals(boot)) {
                return StandingOrders.NONE;
            }
            Set<String> handedOver = new HashSet<>();
            document.required("handedOver").forEach(name -> handedOver.add(name.asText()));
            return new StandingOrders(document.required("maintenance").booleanValue(), handedOver);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("What operators had ordered is lost, {} cannot be read: {}", file, e.toString());
            return StandingOrders.NONE;
        }
    }

    /** Writes them, instead of what was there. */
    void write(StandingOrders orders) {
        try {
            if (orders.equals(StandingOrders.NONE)) {
                Files.deleteIfExists(file);
                return;
            }
            ObjectNode document =
                    JsonMapping.MAPPER.createObjectNode().put("boot", boot).put("maintenance", orders.maintenance());
            ArrayNode list = document.putArray("handedOver");
            orders.handedOver().stream().sorted().forEach(list::add);
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.write(next, JsonMapping.MAPPER.writeValueAsBytes(document));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("What operators ordered will not outlive the daemon: {}", e.toString());
        }
    }
}
