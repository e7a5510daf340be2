package holdfast.conf;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.StaticAddress;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpScript;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compares effective values with what the running keepalived printed. */
final class CorpusMeaning {
    private final String file;
    private final Configuration ours;
    private final List<String> differences = new ArrayList<>();
    private final Set<String> scriptNames = new HashSet<>();
    private int values;

    CorpusMeaning(String file, Configuration ours, JsonNode sections) {
        this.file = file;
        this.ours = ours;
        sections.path("VRRP Scripts").forEach(node -> scriptNames.add(name(node)));
        instances(sections.path("VRRP Topology"));
        scripts(sections.path("VRRP Scripts"));
        groups(sections.path("VRRP Sync groups"));
        maps(
                "servers",
                CorpusLoadBalancing.expectedServers(CorpusServerGroups.servers(sections)),
                CorpusLoadBalancing.actualServers(ours));
        CorpusServerGroups.dumped(sections)
                .forEach((name, members) -> compare(
                        "virtual_server_group " + name,
                        members,
                        CorpusServerGroups.ours(ours.virtualServerGroups()).get(name)));
        bfd(sections);
        maps(
                "checkers",
                CorpusLoadBalancing.expectedCheckers(sections.path("Health checkers")),
                CorpusLoadBalancing.actualCheckers(ours));
        routing(sections);
        globals(sections.path("Global definitions"));
    }

    private void bfd(JsonNode sections) {
        Map<String, Map<String, String>> own = CorpusBfd.ours(ours.bfdInstances());
        CorpusBfd.dumped(sections).forEach((name, values) -> {
            compare("bfd_instance", true, own.containsKey(name));
            values.forEach((key, value) -> compare(
                    "bfd_instance " + name + " " + key,
                    value,
                    own.getOrDefault(name, Map.of()).get(key)));
        });
        compare("track_bfd", CorpusBfd.trackedDumped(sections), CorpusBfd.trackedOurs(ours));
    }

    private void globals(JsonNode section) {
        Map<String, String> own = CorpusGlobals.ours(ours.globalDefs());
        CorpusGlobals.dumped(section, own).forEach((name, value) -> compare("global " + name, value, own.get(name)));
    }

    private void routing(JsonNode sections) {
        compare(
                "static_rules",
                CorpusRouting.dumped(sections.path("Static Rules")),
                CorpusRouting.rules(ours.staticEntries().rules()));
        compare(
                "static_routes",
                CorpusRouting.dumped(sections.path("Static Routes")),
                CorpusRouting.routes(ours.staticEntries().routes()));
        compare(
                "static_ipaddress",
                addresses(sections.path("Static Addresses")),
                staticAddresses(ours.staticEntries().addresses()));
        compare(
                "garp_group",
                CorpusRouting.garpGroups(sections),
                CorpusRouting.garpGroups(ours.linkSettings().garpGroups()));
    }

    /** With {@code set}, as the dump has it for addresses that were put on the interface. */
    private static List<String> staticAddresses(List<StaticAddress> addresses) {
        return addresses(addresses.stream().map(StaticAddress::address).toList()).stream()
                .map(address -> address + " set")
                .toList();
    }

    /** One line for each value that differs. */
    List<String> differences() {
        return differences;
    }

    /** Number of values compared. */
    int values() {
        return values;
    }

    private void compare(String what, Object expected, Object actual) {
        values++;
        if (!Objects.equals(expected, actual)) {
            differences.add(file + ": " + what + ": keepalived " + expected + ", ours " + actual);
        }
    }

    /** What keepalived printed must be what we have; of what it did not print nothing can be said. */
    private void maps(String what, List<Map<String, String>> expected, List<Map<String, String>> actual) {
        compare(what, expected.size(), actual.size());
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            Map<String, String> own = actual.get(i);
            String number = what + " " + (i + 1) + " ";
            expected.get(i).forEach((key, value) -> compare(number + key, value, own.get(key)));
        }
    }

    private void instances(JsonNode topology) {
        List<String> names = new ArrayList<>();
        topology.forEach(node -> names.add(name(node)));
        compare(
                "instances",
                names,
                ours.vrrpInstances().stream().map(VrrpInstance::name).toList());
        for (JsonNode node : topology) {
            ours.vrrpInstance(name(node)).ifPresent(instance -> {
                Map<String, Object> actual = actual(instance);
                expected(node).forEach((key, value) -> {
                    Object own = key.equals("track_script") ? usable(actual.get(key)) : actual.get(key);
                    compare(instance.name() + " " + key, value, own);
                });
            });
        }
    }

    /** keepalived drops scripts whose user or program does not exist; the corpus was made without most users. */
    private List<String> usable(Object references) {
        return ((List<?>) references)
                .stream()
                        .map(Object::toString)
                        .filter(reference -> scriptNames.contains(reference.split(" ", -1)[0]))
                        .toList();
    }

    private static Map<String, Object> expected(JsonNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", node.get("VRRP Version").asText());
        values.put("state", node.get("Wantstate").asText());
        String[] interfaceWords = node.get("Interface").asText().split(", vmac on |, xmit base", -1);
        boolean baseUnknown = node.get("_").asText().endsWith(interfaceWords[0]); // a virtual MAC not made yet
        if (!baseUnknown) {
            boolean onVirtualMac = node.get("Interface").asText().contains(", vmac on ");
            values.put("interface", interfaceWords[onVirtualMac ? 1 : 0]);
        }
        values.put("virtual_router_id", node.get("Virtual Router ID").asText());
        values.put("priority", node.get("Priority").asText());
        String[] interval = node.get("Advert interval").asText().split(" ", -1);
        values.put("advert_int", Long.parseLong(interval[0]) * (interval[1].equals("sec") ? 1000 : 1));
        values.put("preempt", node.get("Preempt").asText());
        values.put("preempt_delay", node.path("Preempt delay").asText("0 secs"));
        values.put("accept", node.get("Accept").asText());
        values.put("password", node.path("Password").asText(""));
        values.put("source", source(node));
        values.put(
                "unicast_ttl",
                node.path("Unicast TTL").asText("").equals("255")
                        ? ""
                        : node.path("Unicast TTL").asText(""));
        values.put("down_timer_adverts", node.get("Down timer adverts").asText());
        values.put("sync group", node.path("Sync group").asText(""));
        values.put(
                "garp",
                String.join(
                        " ",
                        node.get("Gratuitous ARP delay").asText(),
                        node.get("Gratuitous ARP repeat").asText(),
                        node.get("Gratuitous ARP refresh").asText(),
                        node.get("Gratuitous ARP refresh repeat").asText(),
                        node.get("Gratuitous ARP lower priority delay").asText(),
                        node.get("Gratuitous ARP lower priority repeat").asText()));
        values.put(
                "answers lower priority",
                node.get("Send advert after receive lower priority advert").asText());
        values.put(
                "answers higher priority",
                node.get("Send advert after receive higher priority advert").asText());
        node.fieldNames().forEachRemaining(key -> {
            if (key.startsWith("Virtual IP (")) {
                values.put("virtual_ipaddress", addresses(node.get(key)));
            }
        });
        values.putIfAbsent("virtual_ipaddress", List.of());
        values.put("virtual_ipaddress_excluded", addresses(node.path("Virtual IP Excluded")));
        values.put("virtual_routes", CorpusRouting.dumped(node.path("Virtual Routes")));
        values.put("virtual_rules", CorpusRouting.dumped(node.path("Virtual Rules")));
        values.put("unicast_peer", texts(node.path("Unicast Peer")));
        values.put("track_interface", texts(node.path("Tracked interfaces")));
        values.put("track_script", texts(node.path("Tracked scripts")));
        values.put("track_file", texts(node.path("Tracked files")));
        values.put("track_process", texts(node.path("Tracked processes")));
        return values;
    }

    private static String source(JsonNode node) {
        String text = node.get("Using src_ip").asText();
        return text.endsWith(" (from configuration)") ? canonical(text.substring(0, text.indexOf(' '))) : "";
    }

    private static Map<String, Object> actual(VrrpInstance instance) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", Integer.toString(instance.version()));
        values.put("state", instance.state().toString());
        values.put("interface", instance.interfaceName());
        values.put("virtual_router_id", Integer.toString(instance.virtualRouterId()));
        values.put("priority", Integer.toString(instance.priority()));
        values.put("advert_int", instance.advertInterval().toMillis());
        values.put("preempt", instance.preemption().preempt() ? "enabled" : "disabled");
        values.put("preempt_delay", instance.preemption().preemptDelay().toSeconds() + " secs");
        values.put("accept", instance.accept() ? "enabled" : "disabled");
        values.put(
                "password",
                instance.authentication().map(password -> password.password()).orElse(""));
        values.put(
                "source",
                instance.transport()
                        .sourceAddress()
                        .map(InetAddress::getHostAddress)
                        .orElse(""));
        values.put(
                "unicast_ttl",
                instance.transport().unicastTtl().stream()
                        .mapToObj(Integer::toString)
                        .filter(ttl -> !ttl.equals("255"))
                        .findFirst()
                        .orElse(""));
        values.put("down_timer_adverts", Integer.toString(instance.downTimerAdverts()));
        values.put("sync group", instance.syncGroup().orElse(""));
        var garp = instance.garp();
        values.put(
                "garp",
                garp.masterDelay().toSeconds() + " " + garp.masterRepeat() + " "
                        + garp.masterRefresh().toSeconds() + " " + garp.masterRefreshRepeat() + " "
                        + garp.lowerPrioDelay().toSeconds() + " " + garp.lowerPrioRepeat());
        values.put("answers lower priority", Boolean.toString(!instance.lowerPrioNoAdvert()));
        values.put("answers higher priority", Boolean.toString(instance.higherPrioSendAdvert()));
        values.put("virtual_ipaddress", addresses(instance.virtualIpAddresses()));
        values.put("virtual_ipaddress_excluded", addresses(instance.virtualIpAddressesExcluded()));
        values.put("virtual_routes", CorpusRouting.routes(instance.virtualRoutes()));
        values.put("virtual_rules", CorpusRouting.rules(instance.virtualRules()));
        values.put(
                "unicast_peer",
                instance.transport().unicastPeers().stream()
                        .map(peer -> canonical(peer.address().getHostAddress()) + " min_ttl " + peer.minTtl()
                                + " max_ttl " + peer.maxTtl())
                        .toList());
        values.put("track_interface", references(instance.tracking().interfaces()));
        values.put("track_script", references(instance.tracking().scripts()));
        values.put("track_file", references(instance.tracking().files()));
        values.put("track_process", references(instance.tracking().processes()));
        return values;
    }

    private static List<String> references(List<TrackReference> references) {
        return references.stream()
                .map(reference -> reference.name() + " weight " + reference.weight())
                .toList();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(text -> {
            String[] words = text.asText().replace(",", "").split(" ", -1);
            words[0] = words[0].indexOf(':') >= 0 ? canonical(words[0]) : words[0];
            texts.add(String.join(" ", words));
        });
        return texts;
    }

    /** Address, length, interface and the words both sides can have. */
    private static List<String> addresses(JsonNode node) {
        List<String> addresses = new ArrayList<>();
        for (JsonNode text : node) {
            List<String> words = new ArrayList<>(List.of(text.asText().split(" ", -1)));
            String[] parts = words.getFirst().split("/", -1);
            words.set(0, canonical(parts[0]) + (parts.length > 1 ? "/" + parts[1] : ""));
            int dev = words.indexOf("dev");
            String[] on = words.get(dev + 1).split("@", -1);
            words.set(dev + 1, on[on.length - 1]);
            int preferred = words.indexOf("preferred_lft");
            if (preferred >= 0) {
                words.subList(preferred, preferred + 2).clear();
            }
            addresses.add(String.join(" ", words));
        }
        return addresses;
    }

    private static List<String> addresses(List<VirtualIpAddress> addresses) {
        return addresses.stream()
                .map(address -> {
                    int full = address.family() == AddressFamily.INET ? 32 : 128;
                    String length = address.prefixLength() == full ? "" : "/" + address.prefixLength();
                    String scope = address.scope() == 254
                            ? "host"
                            : address.scope() == 253 ? "link" : address.scope() == 0 ? "global" : "" + address.scope();
                    return canonical(address.address().getHostAddress()) + length
                            + address.broadcast()
                                    .map(brd -> " brd " + brd.getHostAddress())
                                    .orElse("")
                            + " dev " + address.dev() + " scope " + scope
                            + address.label().map(label -> " label " + label).orElse("")
                            + (address.flags().noTrack() ? " no_track" : "")
                            + (address.flags().noPrefixRoute() ? " noprefixroute" : "")
                            + address.preferredLifetime()
                                    .map(_ -> " deprecated")
                                    .orElse("");
                })
                .toList();
    }

    /** One spelling for each IPv6 address. */
    static String canonical(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private void scripts(JsonNode scripts) {
        for (JsonNode node : scripts) {
            String name = name(node);
            VrrpScript script = ours.vrrpScript(name).orElse(null);
            compare("vrrp_script " + name, true, script != null);
            if (script == null) {
                continue;
            }
            compare(
                    name + " interval",
                    node.get("Interval").asText(),
                    script.interval().toSeconds() + " sec");
            String timeout = node.get("Timeout").asText();
            compare(
                    name + " timeout",
                    timeout.equals("0 sec") ? node.get("Interval").asText() : timeout,
                    script.timeout().toSeconds() + " sec");
            compare(name + " weight", node.get("Weight").asText(), Integer.toString(script.weight()));
            compare(name + " rise", node.get("Rise").asText(), Integer.toString(script.rise()));
            compare(name + " fall", node.get("Fall").asText(), Integer.toString(script.fall()));
            compare(name + " command", withoutPath(node.get("Command").asText()), withoutPath(quoted(script)));
        }
    }

    private static String quoted(VrrpScript script) {
        return "'" + String.join("' '", script.script().argv()) + "'";
    }

    /** keepalived replaces the program by where it found it. */
    private static String withoutPath(String command) {
        int end = command.indexOf('\'', 1);
        return "'" + command.substring(command.lastIndexOf('/', end) < 0 ? 1 : command.lastIndexOf('/', end) + 1);
    }

    private void groups(JsonNode groups) {
        for (JsonNode node : groups) {
            String name = name(node).replaceFirst(",.*", "");
            compare(
                    "vrrp_sync_group " + name,
                    texts(node.path("VRRP member instances")),
                    ours.vrrpSyncGroups().stream()
                            .filter(group -> group.name().equals(name))
                            .findFirst()
                            .map(group -> group.group())
                            .orElse(List.of()));
        }
    }

    private static String name(JsonNode node) {
        return node.get("_").asText().replaceFirst("^[^=]*= ", "");
    }
}
