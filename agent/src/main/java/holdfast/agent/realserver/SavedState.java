package holdfast.agent.realserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.json.JsonMapping;
import holdfast.agent.realserver.ServedAddress.Way;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code up} has done and {@code down} is to undo, in a file below /run: a reboot undoes everything, the file too. It is written before the
 * changes, so that those of an {@code up} that was interrupted can be undone as well.
 */
public final class SavedState {
    /** Where it is unless told otherwise. */
    public static final Path DEFAULT = Path.of("/run/holdfast/real-server.json");

    /** The addresses that {@code up} put here. */
    final Map<InetAddress, ServedAddress> addresses = new LinkedHashMap<>();

    /** The values of settings before {@code up} changed them. */
    final Map<String, String> settings = new LinkedHashMap<>();

    /** The interfaces that {@code up} switched on. */
    final Set<String> switchedOn = new LinkedHashSet<>();

    private final Path file;

    private SavedState(Path file) {
        this.file = file;
    }

    /** Reads the file; nothing is done when there is none. */
    public static SavedState read(Path file) throws IOException {
        SavedState state = new SavedState(file);
        JsonNode document;
        try {
            document = JsonMapping.MAPPER.readTree(file.toFile());
        } catch (NoSuchFileException | FileNotFoundException e) {
            return state;
        }
        for (JsonNode one : document.path("addresses")) {
            InetAddress address = InetAddress.ofLiteral(one.path("address").asText());
            Set<Integer> ports = new TreeSet<>();
            one.path("ports").forEach(port -> ports.add(port.asInt()));
            state.addresses.put(
                    address,
                    new ServedAddress(address, one.path("tunnel").asBoolean() ? Way.TUNNEL : Way.DIRECT, ports));
        }
        document.path("settings")
                .properties()
                .forEach(entry ->
                        state.settings.put(entry.getKey(), entry.getValue().asText()));
        document.path("switchedOn").forEach(name -> state.switchedOn.add(name.asText()));
        return state;
    }

    /** Writes the file, in one go; removes it when there is nothing to undo. */
    void write() throws IOException {
        if (addresses.isEmpty() && settings.isEmpty() && switchedOn.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        ObjectNode document = JsonMapping.MAPPER.createObjectNode();
        ArrayNode list = document.putArray("addresses");
        for (ServedAddress served : addresses.values()) {
            ObjectNode one = list.addObject();
            one.put("address", served.address().getHostAddress());
            one.put("tunnel", served.way() == Way.TUNNEL);
            ArrayNode ports = one.putArray("ports");
            served.ports().forEach(ports::add);
        }
        ObjectNode before = document.putObject("settings");
        settings.forEach(before::put);
        ArrayNode on = document.putArray("switchedOn");
        switchedOn.forEach(on::add);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.write(next, JsonMapping.INDENTED.writeValueAsBytes(document));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The addresses that {@code up} put here. */
    public List<ServedAddress> addresses() {
        return new ArrayList<>(addresses.values());
    }
}
