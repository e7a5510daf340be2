package holdfast.agent.plan;

import holdfast.conf.model.IpPrefix;
import holdfast.conf.model.NamedNumber;
import holdfast.conf.model.Route;
import holdfast.conf.model.RoutingRule;
import holdfast.linux.AddressText;
import java.util.Locale;
import java.util.Optional;

/** Routes and rules as {@code ip route} and {@code ip rule} list them, as far as it takes to tell them apart. */
final class RoutingWords {
    private RoutingWords() {}

    static String of(Route route) {
        StringBuilder words = new StringBuilder();
        if (route.type() != Route.Type.UNICAST) {
            words.append(route.type().word()).append(' ');
        }
        words.append(prefix(route.destination()));
        word(words, "from", route.from().map(RoutingWords::prefix));
        route.typeOfService().ifPresent(tos -> words.append(" tos ").append(tos));
        word(words, "via", route.via().map(AddressText::of));
        word(words, "dev", route.dev());
        word(words, "table", route.table().map(NamedNumber::text));
        word(words, "vrf", vrf(route));
        word(words, "src", route.source().map(AddressText::of));
        route.metric().ifPresent(metric -> words.append(" metric ").append(metric));
        for (Route.NextHop hop : route.nextHops()) {
            words.append(" nexthop");
            word(words, "via", hop.via().map(AddressText::of));
            word(words, "dev", hop.dev());
        }
        return words.toString();
    }

    private static Optional<String> vrf(Route route) {
        return route.options().stream()
                .filter(option -> option.name().equals("vrf"))
                .map(Route.Option::value)
                .reduce((_, last) -> last);
    }

    static String of(RoutingRule rule) {
        RoutingRule.Selector selector = rule.selector();
        StringBuilder words =
                new StringBuilder("rule ").append(rule.preference()).append(':');
        words.append(selector.inverted() ? " not from " : " from ");
        words.append(selector.from().map(RoutingWords::prefix).orElse("all"));
        word(words, "to", selector.to().map(RoutingWords::prefix));
        word(words, "iif", selector.incomingInterface());
        word(words, "oif", selector.outgoingInterface());
        selector.firewallMark().ifPresent(mark -> words.append(" fwmark ").append(mark.value()));
        switch (rule.action()) {
            case RoutingRule.Lookup(NamedNumber table) ->
                words.append(" lookup ").append(selector.masterDevice() ? "l3mdev" : table.text());
            case RoutingRule.GoTo(long target) -> words.append(" goto ").append(target);
            case RoutingRule.Verdict verdict ->
                words.append(' ').append(verdict.name().toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }

    private static String prefix(IpPrefix prefix) {
        if (prefix.length() == 0) {
            return "default";
        }
        boolean single = prefix.length() == prefix.address().getAddress().length * Byte.SIZE;
        return AddressText.of(prefix.address()) + (single ? "" : "/" + prefix.length());
    }

    private static void word(StringBuilder words, String name, Optional<String> value) {
        value.ifPresent(known -> words.append(' ').append(name).append(' ').append(known));
    }
}
