package holdfast.conf.effective;

import holdfast.conf.effective.Node.Line;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.IpPrefix;
import holdfast.conf.model.NamedNumber;
import holdfast.conf.model.Route;
import holdfast.conf.model.RoutingRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lines of routes and rules, each as one text. */
final class RoutingRules {
    private static final int WHOLE_IPV4 = 32;

    static final Rules<Route> ROUTE = Rules.of(Route.class)
            .elsewhere("type", "order", "destination", "from", "source", "via", "dev", "onLink", "table", "protocol")
            .elsewhere("scope", "typeOfService", "metric", "options", "encapsulation", "nextHops", "noTrack")
            .elsewhere("trackGroup");

    static final Rules<Route.NextHop> NEXT_HOP =
            Rules.of(Route.NextHop.class).elsewhere("via", "dev", "weight", "onLink", "realms", "encapsulation");

    static final Rules<Route.Option> OPTION = Rules.of(Route.Option.class).elsewhere("name", "locked", "value");

    static final Rules<RoutingRule> RULE = Rules.of(RoutingRule.class)
            .elsewhere("family", "selector", "preference", "action", "suppressPrefixLength", "suppressInterfaceGroup")
            .elsewhere("realms", "protocol", "noTrack", "trackGroup");

    static final Rules<RoutingRule.Selector> SELECTOR = Rules.of(RoutingRule.Selector.class)
            .elsewhere("inverted", "from", "to", "incomingInterface", "outgoingInterface", "typeOfService")
            .elsewhere("firewallMark", "masterDevice", "tunnelId", "users", "ipProtocol", "sourcePorts")
            .elsewhere("destinationPorts");

    static final Rules<RoutingRule.Mark> MARK = Rules.of(RoutingRule.Mark.class).elsewhere("value", "mask");

    static final Rules<RoutingRule.Range> RANGE =
            Rules.of(RoutingRule.Range.class).elsewhere("first", "last");

    static final Rules<RoutingRule.Lookup> LOOKUP =
            Rules.of(RoutingRule.Lookup.class).elsewhere("table");

    static final Rules<RoutingRule.GoTo> GO_TO =
            Rules.of(RoutingRule.GoTo.class).elsewhere("preference");

    static final Rules<IpPrefix> PREFIX = Rules.of(IpPrefix.class).elsewhere("address", "length");

    static final Rules<NamedNumber> NAMED_NUMBER = Rules.of(NamedNumber.class).elsewhere("text", "number");

    private RoutingRules() {}

    /** A block of routes. */
    static void routes(Body out, String keyword, List<Route> routes) {
        out.lines(
                keyword,
                routes.stream().map(route -> line(out, keyword, text(route))).toList());
    }

    /** A block of rules. */
    static void rules(Body out, String keyword, List<RoutingRule> rules) {
        out.lines(
                keyword,
                rules.stream().map(rule -> line(out, keyword, text(rule))).toList());
    }

    /** A line that is printed as it is. */
    static Line line(Body out, String keyword, String text) {
        return out.line(keyword, text, List.of(Body.field("", new Datum.Text(text))));
    }

    private static String prefix(IpPrefix prefix) {
        int whole = prefix.family() == AddressFamily.INET ? WHOLE_IPV4 : 4 * WHOLE_IPV4;
        return ConfText.address(prefix.address()) + (prefix.length() == whole ? "" : "/" + prefix.length());
    }

    private static String text(Route route) {
        var line = new StringBuilder(
                route.type() == Route.Type.UNICAST ? "" : route.type().word() + " ");
        line.append(prefix(route.destination()));
        Route.Order usual = route.type() == Route.Type.UNICAST ? Route.Order.PREPEND : Route.Order.ADD;
        flag(line, route.order().name().toLowerCase(Locale.ROOT), route.order() != usual);
        word(line, "from", route.from().map(RoutingRules::prefix));
        word(line, "src", route.source().map(ConfText::address));
        word(line, "via", route.via().map(ConfText::address));
        word(line, "dev", route.dev());
        flag(line, "onlink", route.onLink());
        word(line, "table", route.table().map(NamedNumber::text));
        word(line, "protocol", route.protocol().map(NamedNumber::text));
        word(line, "scope", route.scope().map(NamedNumber::text));
        route.typeOfService().ifPresent(tos -> line.append(" tos ").append(tos));
        route.metric().ifPresent(metric -> line.append(" metric ").append(metric));
        for (Route.Option option : route.options()) {
            word(line, option.locked() ? option.name() + " lock" : option.name(), Optional.of(option.value()));
        }
        words(line, "encap", route.encapsulation());
        flag(line, "no_track", route.noTrack());
        word(line, "track_group", route.trackGroup());
        for (Route.NextHop hop : route.nextHops()) {
            line.append(" nexthop");
            word(line, "via", hop.via().map(ConfText::address));
            word(line, "dev", hop.dev());
            line.append(" weight ").append(hop.weight());
            flag(line, "onlink", hop.onLink());
            word(line, "realms", hop.realms());
            words(line, "encap", hop.encapsulation());
        }
        return line.toString();
    }

    private static String text(RoutingRule rule) {
        RoutingRule.Selector selector = rule.selector();
        var line = new StringBuilder();
        boolean told = selector.from().isPresent() || selector.to().isPresent();
        flag(line, "inet6", !told && rule.family() == AddressFamily.INET6);
        flag(line, "not", selector.inverted());
        word(line, "from", selector.from().map(RoutingRules::prefix));
        word(line, "to", selector.to().map(RoutingRules::prefix));
        word(line, "dev", selector.incomingInterface());
        word(line, "oif", selector.outgoingInterface());
        selector.typeOfService().ifPresent(tos -> line.append(" tos ").append(tos));
        word(line, "fwmark", selector.firewallMark().map(mark -> mark.value() + "/" + mark.mask()));
        flag(line, "l3mdev", selector.masterDevice());
        selector.tunnelId().ifPresent(id -> line.append(" tunnel-id ").append(id));
        word(line, "uidrange", selector.users().map(RoutingRules::range));
        word(line, "ipproto", selector.ipProtocol());
        word(line, "sport", selector.sourcePorts().map(RoutingRules::range));
        word(line, "dport", selector.destinationPorts().map(RoutingRules::range));
        rule.suppressPrefixLength()
                .ifPresent(length -> line.append(" suppress_prefixlength ").append(length));
        word(line, "suppress_ifgroup", rule.suppressInterfaceGroup().map(NamedNumber::text));
        word(line, "realms", rule.realms());
        word(line, "protocol", rule.protocol().map(NamedNumber::text));
        line.append(" preference ").append(rule.preference());
        if (!selector.masterDevice()) {
            line.append(action(rule.action()));
        }
        flag(line, "no_track", rule.noTrack());
        word(line, "track_group", rule.trackGroup());
        return line.toString().strip();
    }

    private static String action(RoutingRule.Action action) {
        return switch (action) {
            case RoutingRule.Lookup(NamedNumber table) -> " table " + ConfText.word(table.text());
            case RoutingRule.GoTo(long preference) -> " goto " + preference;
            case RoutingRule.Verdict verdict -> " " + verdict.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String range(RoutingRule.Range range) {
        return range.first() + "-" + range.last();
    }

    private static void flag(StringBuilder line, String word, boolean on) {
        line.append(on ? " " + word : "");
    }

    private static void word(StringBuilder line, String word, Optional<String> value) {
        value.ifPresent(text -> line.append(' ').append(word).append(' ').append(ConfText.word(text)));
    }

    private static void words(StringBuilder line, String word, List<String> values) {
        if (!values.isEmpty()) {
            line.append(' ').append(word);
            values.forEach(value -> line.append(' ').append(ConfText.word(value)));
        }
    }
}
