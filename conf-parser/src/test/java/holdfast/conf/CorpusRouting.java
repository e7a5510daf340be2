package holdfast.conf;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.conf.model.IpPrefix;
import holdfast.conf.model.LinkSettings;
import holdfast.conf.model.Route;
import holdfast.conf.model.RoutingRule;
import java.util.ArrayList;
import java.util.List;

/** Routes, rules and groups in the words of keepalived's dump. */
final class CorpusRouting {
    private CorpusRouting() {}

    /** Lines of a dump, without what every line has. */
    static List<String> dumped(JsonNode lines) {
        List<String> texts = new ArrayList<>();
        lines.forEach(line -> texts.add(line.asText()
                .replace(" proto 18", "")
                .replace(" protocol 18", "")
                .strip()));
        return texts;
    }

    static List<String> routes(List<Route> routes) {
        return routes.stream().map(CorpusRouting::route).toList();
    }

    private static String route(Route route) {
        return route.order().toString().toLowerCase(java.util.Locale.ROOT)
                + (route.type() == Route.Type.UNICAST ? "" : " " + route.type().word())
                + " " + prefix(route.destination())
                + route.source()
                        .map(source -> " src " + shortened(source.getHostAddress()))
                        .orElse("")
                + route.via()
                        .map(via -> " via " + (via instanceof java.net.Inet4Address ? "inet " : "inet6 ")
                                + shortened(via.getHostAddress()))
                        .orElse("")
                + route.dev().map(dev -> " dev " + dev).orElse("")
                + route.table()
                        .map(table -> " table " + table.number().orElse(-1))
                        .orElse("")
                + route.scope()
                        .map(scope -> " scope " + scope.number().orElse(-1))
                        .orElse("")
                + (route.metric().isPresent() ? " metric " + route.metric().getAsLong() : "")
                + (route.noTrack() ? " no_track" : "");
    }

    static List<String> rules(List<RoutingRule> rules) {
        return rules.stream().map(CorpusRouting::rule).toList();
    }

    private static String rule(RoutingRule rule) {
        RoutingRule.Selector selector = rule.selector();
        return "from " + selector.from().map(CorpusRouting::prefix).orElse("all")
                + selector.to().map(to -> " to " + prefix(to)).orElse("")
                + " priority " + rule.preference()
                + " tos 0x" + Integer.toHexString(selector.typeOfService().orElse(0))
                + selector.firewallMark()
                        .map(mark ->
                                " fwmark 0x" + Long.toHexString(mark.value()) + "/0x" + Long.toHexString(mark.mask()))
                        .orElse("")
                + selector.incomingInterface().map(name -> " iif " + name).orElse("")
                + selector.outgoingInterface().map(name -> " oif " + name).orElse("")
                + (rule.suppressPrefixLength().isPresent()
                        ? " suppress_prefixlen " + rule.suppressPrefixLength().getAsInt()
                        : "")
                + (selector.tunnelId().isPresent()
                        ? " tunnel-id " + selector.tunnelId().getAsLong()
                        : "")
                + selector.users()
                        .map(users -> " uidrange " + users.first() + "-" + users.last())
                        .orElse("")
                + (selector.masterDevice() ? " l3mdev" : "")
                + rule.realms().map(realms -> " realms " + realms).orElse("")
                + action(rule.action())
                + (rule.noTrack() ? " no_track" : "");
    }

    private static String action(RoutingRule.Action action) {
        return switch (action) {
            case RoutingRule.Lookup lookup ->
                " lookup " + lookup.table().number().orElse(-1);
            case RoutingRule.GoTo target -> " goto " + target.preference();
            case RoutingRule.Verdict verdict -> " type " + verdict.toString().toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** {@code GARP delay group} sections, one after another; number 0 is made of the global intervals. */
    static List<String> garpGroups(JsonNode sections) {
        List<String> texts = new ArrayList<>();
        sections.fieldNames().forEachRemaining(section -> {
            if (section.startsWith("GARP delay group") && !section.endsWith(" 0")) {
                sections.get(section).forEach(line -> garpLine(line, texts));
            }
        });
        return texts;
    }

    private static void garpLine(JsonNode line, List<String> texts) {
        JsonNode interfaces = line.path("flags");
        if (interfaces.isArray()) {
            interfaces.forEach(name -> texts.add(name.asText()));
        } else if (!interfaces.isMissingNode()) {
            texts.add(interfaces.asText());
        } else if (line.asText().contains(" interval = ")) {
            String[] words = line.asText().split(" ", -1);
            texts.add(words[0] + " " + digits(Double.parseDouble(words[words.length - 1])));
        }
    }

    static List<String> garpGroups(List<LinkSettings.GarpGroup> groups) {
        List<String> texts = new ArrayList<>();
        for (LinkSettings.GarpGroup group : groups) {
            group.garpInterval().ifPresent(time -> texts.add("GARP " + digits(time.toNanos() / 1e9)));
            group.gnaInterval().ifPresent(time -> texts.add("GNA " + digits(time.toNanos() / 1e9)));
            texts.addAll(group.interfaces());
        }
        return texts;
    }

    /** The dump has six digits that count. */
    private static String digits(double seconds) {
        return new java.math.BigDecimal(seconds)
                .round(new java.math.MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String prefix(IpPrefix prefix) {
        int full = prefix.address().getAddress().length * 8;
        return shortened(prefix.address().getHostAddress()) + (prefix.length() == full ? "" : "/" + prefix.length());
    }

    /** The longest run of zeros left out, as inet_ntop(3) does. */
    private static String shortened(String address) {
        return address.indexOf(':') < 0
                ? address
                : java.util.regex.Pattern.compile("(^|:)0(:0)+(:|$)")
                        .matcher(address)
                        .replaceFirst("::");
    }
}
