package holdfast.conf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.lvs.VirtualServerGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Groups of virtual servers. Where a file has some, model.jsonl has its virtual servers in the same section, each as a list
 * of lines under its own name.
 */
final class CorpusServerGroups {
    private static final String SECTION = "Virtual server group";

    private CorpusServerGroups() {}

    /** The virtual servers of a dump, in one form for all files. */
    static JsonNode servers(JsonNode sections) {
        ArrayNode servers = JsonNodeFactory.instance.arrayNode();
        sections.path("LVS Topology").forEach(servers::add);
        for (JsonNode node : sections.path(SECTION)) {
            if (isServer(node)) {
                node.properties().stream()
                        .filter(field -> field.getValue().isArray())
                        .forEach(field -> servers.add(server(field.getKey(), field.getValue())));
            }
        }
        return servers;
    }

    private static boolean isServer(JsonNode node) {
        return node.get("_").asText().equals("#Virtual server");
    }

    private static ObjectNode server(String name, JsonNode lines) {
        ObjectNode server = JsonNodeFactory.instance.objectNode().put("_", name);
        ArrayNode flags = server.putArray("flags");
        ArrayNode realServers = server.putArray("real_servers");
        for (JsonNode line : lines) {
            if (line.isObject()) {
                realServers.add(((ObjectNode) line.deepCopy())
                        .put("_", "RIP = " + line.get("RIP").asText()));
            } else if (line.asText().contains(" = ")) {
                String[] parts = line.asText().split(" = ", 2);
                server.put(parts[0], parts[1]);
            } else {
                flags.add(line);
            }
        }
        return server;
    }

    /** keepalived's groups: by name their families and members; it prints ranges, addresses and marks in this order. */
    static Map<String, List<String>> dumped(JsonNode sections) {
        Map<String, List<String>> groups = new TreeMap<>();
        for (JsonNode node : sections.path(SECTION)) {
            if (!isServer(node)) {
                String[] header =
                        node.get("_").asText().replaceFirst("^[^=]*= ", "").split(", ", 2);
                List<String> lines = new ArrayList<>(List.of(header[1]));
                node.fieldNames().forEachRemaining(key -> {
                    if (!key.equals("_")) {
                        lines.add(member(key));
                    }
                });
                lines.sort(null);
                groups.put(header[0], lines);
            }
        }
        return groups;
    }

    private static String member(String key) {
        String text = key.replaceFirst("^[^=]*= ", "").replace(", VPORT = ", " ");
        if (key.startsWith("FWMARK")) {
            return "fwmark " + text;
        }
        String[] parts = text.split(" ", 2);
        String[] ends = parts[0].split("-", 2);
        return CorpusMeaning.canonical(ends[0]) + "-" + CorpusMeaning.canonical(ends[ends.length - 1]) + " " + parts[1];
    }

    /** Ours. */
    static Map<String, List<String>> ours(List<VirtualServerGroup> own) {
        Map<String, List<String>> groups = new TreeMap<>();
        for (VirtualServerGroup group : own) {
            List<String> lines = new ArrayList<>();
            lines.add("IPv4 = " + word(group, AddressFamily.INET) + ", IPv6 = " + word(group, AddressFamily.INET6));
            group.members().forEach(member -> lines.add(text(member)));
            lines.sort(null);
            groups.put(group.name(), lines);
        }
        return groups;
    }

    private static String word(VirtualServerGroup group, AddressFamily family) {
        boolean some = group.members().stream()
                .anyMatch(member -> member instanceof VirtualServerGroup.Addresses addresses
                        && AddressFamily.of(addresses.first()) == family);
        return some ? "yes" : "no";
    }

    private static String text(VirtualServerGroup.Member member) {
        return switch (member) {
            case VirtualServerGroup.Addresses addresses ->
                addresses.first().getHostAddress() + "-" + addresses.last().getHostAddress() + " " + addresses.port();
            case VirtualServerGroup.Mark mark -> "fwmark " + mark.mark();
        };
    }
}
