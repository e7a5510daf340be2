package holdfast.conf.effective;

import holdfast.conf.effective.Node.Line;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.IpPrefix;
import holdfast.conf.model.NamedNumber;
import holdfast.conf.model.Route;
import holdfast.conf.model.RoutingRule;
import holdfast.conf.model.RoutingRule.Range;
import holdfast.conf.model.RoutingRule.Selector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lines of routes and rules. */
final class RouteRules {
    /** Every component is a word of the line. */
    static final List<Rules<?>> WORDS = List.of(
            Rules.of(Route.class)
                    .elsewhere("type", "order", "destination", "from", "source", "via", "dev", "onLink", "table")
                    .elsewhere("protocol", "scope", "typeOfService", "metric", "options", "encapsulation", "nextHops")
                    .elsewhere("noTrack", "trackGroup"),
            Rules.of(Route.NextHop.class).elsewhere("via", "dev", "weight", "onLink", "realms", "encapsulation"),
            Rules.of(Route.Option.class).elsewhere("name", "locked", "value"),
            Rules.of(RoutingRule.class)
                    .elsewhere("family", "selector", "preference", "action", "suppressPrefixLength")
                    .elsewhere("suppressInterfaceGroup", "realms", "protocol", "noTrack", "trackGroup"),
            Rules.of(Selector.class)
                    .elsewhere("inverted", "from", "to", "incomingInterface", "outgoingInterface", "typeOfService")
                    .elsewhere("firewallMark", "masterDevice", "tunnelId", "users", "ipProtocol", "sourcePorts")
                    .elsewhere("destinationPorts"),
            Rules.of(RoutingRule.Mark.class).elsewhere("value", "mask"),
            Rules.of(Range.class).elsewhere("first", "last"),
            Rules.of(RoutingRule.Lookup.class).elsewhere("table"),
            Rules.of(RoutingRule.GoTo.class).elsewhere("preference"),
            Rules.of(IpPrefix.class).elsewhere("address", "length"),
            Rules.of(NamedNumber.class).elsewhere("text", "number"));

    private RouteRules() {}

    private static String prefix(IpPrefix prefix) {
        return ConfText.address(prefix.address()) + "/" + prefix.length();
    }

    /** A block of routes. */
    static void routes(Body out, String keyword, List<Route> routes) {
        out.lines(
                keyword, routes.stream().map(route -> line(out, keyword, route)).toList());
    }

    private static Line line(Body out, String keyword, Route route) {
        var words = new LineWords().first("to", prefix(route.destination()));
        words.fact("type", new Datum.Text(route.type().word()));
        words.words(route.type() == Route.Type.UNICAST ? "" : route.type().word());
        words.option("from", route.from().map(RouteRules::prefix))
                .option("src", route.source().map(ConfText::address))
                .option("via", route.via().map(ConfText::address))
                .option("dev", route.dev())
                .flag("onlink", route.onLink())
                .option("table", route.table().map(NamedNumber::text))
                .option("protocol", route.protocol().map(NamedNumber::text))
                .option("scope", route.scope().map(NamedNumber::text))
                .number("tos", route.typeOfService())
                .number("metric", route.metric());
        for (Route.Option option : route.options()) {
            words.fact(option.name(), new Datum.Text(option.locked() ? "lock " + option.value() : option.value()));
            words.words(option.name() + (option.locked() ? " lock " : " ") + ConfText.word(option.value()));
        }
        encapsulation(words, route.encapsulation());
        Route.Order standard = route.type() == Route.Type.UNICAST ? Route.Order.PREPEND : Route.Order.ADD;
        String order = route.order().name().toLowerCase(Locale.ROOT);
        words.fact("order", new Datum.Text(order)).words(route.order() == standard ? "" : order);
        words.flag("no_track", route.noTrack()).option("track_group", route.trackGroup());
        nextHops(words, route.nextHops());
        return out.line(keyword, words.text(), words.fields());
    }

    private static void encapsulation(LineWords words, List<String> encapsulation) {
        if (!encapsulation.isEmpty()) {
            String text =
                    String.join(" ", encapsulation.stream().map(ConfText::word).toList());
            words.fact("encap", new Datum.Text(text)).words("encap " + text);
        }
    }

    private static void nextHops(LineWords words, List<Route.NextHop> hops) {
        List<String> texts = hops.stream().map(RouteRules::nextHop).toList();
        if (!texts.isEmpty()) {
            words.fact("nexthop", new Datum.Text(String.join("; ", texts)));
            texts.forEach(text -> words.words("nexthop " + text));
        }
    }

    private static String nextHop(Route.NextHop hop) {
        var words = new LineWords()
                .option("via", hop.via().map(ConfText::address))
                .option("dev", hop.dev())
                .words("weight " + hop.weight())
                .flag("onlink", hop.onLink())
                .option("realms", hop.realms());
        encapsulation(words, hop.encapsulation());
        return words.text();
    }

    /** A block of rules. */
    static void rules(Body out, String keyword, List<RoutingRule> rules) {
        out.lines(keyword, rules.stream().map(rule -> line(out, keyword, rule)).toList());
    }

    private static Line line(Body out, String keyword, RoutingRule rule) {
        var words = new LineWords();
        Selector selector = rule.selector();
        words.fact("family", new Datum.Text(rule.family().word()));
        boolean told = selector.from().isPresent() || selector.to().isPresent();
        words.words(told || rule.family() == AddressFamily.INET ? "" : "inet6");
        words.flag("not", selector.inverted())
                .option("from", selector.from().map(RouteRules::prefix))
                .option("to", selector.to().map(RouteRules::prefix))
                .option("iif", selector.incomingInterface())
                .option("oif", selector.outgoingInterface())
                .number("tos", selector.typeOfService())
                .option("fwmark", selector.firewallMark().map(mark -> mark.value() + "/" + mark.mask()))
                .flag("l3mdev", selector.masterDevice())
                .number("tunnel-id", selector.tunnelId())
                .option("uidrange", selector.users().map(RouteRules::range))
                .option("ipproto", selector.ipProtocol())
                .option("sport", selector.sourcePorts().map(RouteRules::range))
                .option("dport", selector.destinationPorts().map(RouteRules::range))
                .number("suppress_prefixlength", rule.suppressPrefixLength())
                .option("suppress_ifgroup", rule.suppressInterfaceGroup().map(NamedNumber::text))
                .option("realms", rule.realms())
                .option("protocol", rule.protocol().map(NamedNumber::text));
        words.fact("preference", Body.number(rule.preference())).words("preference " + rule.preference());
        if (!selector.masterDevice()) { // which says itself where to look
            action(words, rule.action());
        }
        words.flag("no_track", rule.noTrack()).option("track_group", rule.trackGroup());
        return out.line(keyword, words.text(), words.fields());
    }

    private static void action(LineWords words, RoutingRule.Action action) {
        switch (action) {
            case RoutingRule.Lookup(NamedNumber table) -> words.option("table", Optional.of(table.text()));
            case RoutingRule.GoTo(long preference) ->
                words.fact("goto", Body.number(preference)).words("goto " + preference);
            case RoutingRule.Verdict verdict -> words.flag(verdict.name().toLowerCase(Locale.ROOT), true);
        }
    }

    private static String range(Range range) {
        return range.first() + "-" + range.last();
    }
}
