package holdfast.conf;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.BfdInstance;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.DroppedBfd;
import holdfast.conf.model.VrrpInstance;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What keepalived printed about BFD instances and who tracks them, and what we have. */
final class CorpusBfd {
    private CorpusBfd() {}

    /** The instances a dump has, by name; of a file whose BFD process did not run there are none. */
    static Map<String, Map<String, String>> dumped(JsonNode sections) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (JsonNode node : sections.path("BFD Topology")) {
            Map<String, String> values = new TreeMap<>();
            node.fieldNames().forEachRemaining(key -> values.put(key, CorpusMeaning.canonical(text(node, key))));
            all.put(name(values.remove("_")), values);
        }
        return all;
    }

    private static String text(JsonNode node, String key) {
        return key.equals("_") ? name(node.get(key).asText()) : node.get(key).asText();
    }

    private static String name(String header) {
        return header.replaceFirst("^[^=]*= ", "");
    }

    /** Ours. */
    static Map<String, Map<String, String>> ours(List<BfdInstance> instances) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        instances.forEach(instance -> all.put(instance.name(), values(instance)));
        return all;
    }

    private static Map<String, String> values(BfdInstance instance) {
        Map<String, String> values = new TreeMap<>();
        values.put("Neighbor IP", instance.neighborAddress().getHostAddress());
        instance.sourceAddress().map(InetAddress::getHostAddress).ifPresent(own -> values.put("Source IP", own));
        values.put("Required min RX interval", micros(instance.minRx()));
        values.put("Desired min TX interval", micros(instance.minTx()));
        values.put("Desired idle TX interval", micros(instance.idleTx()));
        values.put("Detection multiplier", Integer.toString(instance.multiplier()));
        boolean v4 = AddressFamily.of(instance.neighborAddress()) == AddressFamily.INET;
        values.put(v4 ? "TTL" : "hoplimit", Integer.toString(instance.ttl()));
        values.put("max_hops", Integer.toString(instance.maxHops()));
        values.put("passive", Boolean.toString(instance.passive()));
        values.put("send event to VRRP process", instance.forVrrp() ? "Yes" : "No");
        values.put("send event to checker process", instance.forCheckers() ? "Yes" : "No");
        return values;
    }

    private static String micros(Duration time) {
        return time.toNanos() / 1_000 + " us";
    }

    /** Who tracks what, by BFD instance: the weight of the instance, then the virtual routers. */
    static Map<String, List<String>> trackedDumped(JsonNode sections) {
        Map<String, List<String>> all = new TreeMap<>();
        for (JsonNode node : sections.path("VRRP Track BFDs")) {
            List<String> lines = new ArrayList<>(List.of(node.get("Weight").asText()));
            node.path("Tracking instances").forEach(line -> lines.add(line.asText()));
            all.put(name(node.get("_").asText()), lines);
        }
        return all;
    }

    /** Ours. */
    static Map<String, List<String>> trackedOurs(Configuration ours) {
        Map<String, List<String>> all = new TreeMap<>();
        ours.bfdInstances().stream()
                .filter(BfdInstance::forVrrp)
                .forEach(bfd -> all.put(bfd.name(), tracking(ours, bfd.name(), bfd.weight())));
        ours.droppedBfds().stream()
                .filter(DroppedBfd::forVrrp)
                .forEach(bfd -> all.put(bfd.name(), tracking(ours, bfd.name(), bfd.weight())));
        return all;
    }

    private static List<String> tracking(Configuration ours, String name, int weight) {
        List<String> lines = new ArrayList<>(List.of(Integer.toString(weight)));
        ours.vrrpInstances().forEach(instance -> lines.addAll(tracking(instance, name)));
        return lines;
    }

    private static List<String> tracking(VrrpInstance instance, String name) {
        return instance.tracking().bfds().stream()
                .filter(reference -> reference.name().equals(name))
                .map(reference -> instance.name() + ", weight " + reference.weight())
                .toList();
    }
}
