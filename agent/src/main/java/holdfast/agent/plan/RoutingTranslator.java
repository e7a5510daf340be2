package holdfast.agent.plan;

import holdfast.agent.plan.NameTables.Kind;
import holdfast.conf.model.IpPrefix;
import holdfast.conf.model.NamedNumber;
import holdfast.conf.model.Route;
import holdfast.conf.model.RoutingRule;
import holdfast.linux.AddressFamily;
import holdfast.linux.KernelRoute;
import holdfast.linux.KernelRoute.Hop;
import holdfast.linux.KernelRule;
import holdfast.linux.NetworkPrefix;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualRoute;
import holdfast.vip.VirtualRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the kernel is asked for so that there is a route or a rule of the file. One that needs a name nobody knows on this machine, or something that
 * cannot be asked for, is left out, and the log says which.
 */
final class RoutingTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingTranslator.class);

    private static final int MAIN_TABLE = 254;
    private static final int SCOPE_HOST = 254;
    private static final long LARGEST_REALM = 65_535;

    /** FR_ACT_ of linux/fib_rules.h. */
    private static final int TO_TABLE = 1;

    private static final int GO_TO = 2;

    private static final Map<String, Integer> IP_PROTOCOLS = Map.of(
            "icmp",
            1,
            "igmp",
            2,
            "tcp",
            6,
            "udp",
            17,
            "gre",
            47,
            "esp",
            50,
            "ah",
            51,
            "ipv6-icmp",
            58,
            "vrrp",
            112,
            "sctp",
            132);

    private final NameTables names;

    RoutingTranslator(NameTables names) {
        this.names = names;
    }

    /** What keeps an entry from being asked for. */
    static final class Untranslatable extends Exception {
        private static final long serialVersionUID = 1;

        Untranslatable(String why) {
            super(why);
        }
    }

    /** Routes, then rules: the order they are added in. */
    List<RoutingEntry> translate(String owner, List<Route> routes, List<RoutingRule> rules) {
        List<RoutingEntry> entries = new ArrayList<>();
        for (Route route : routes) {
            try {
                entries.add(route(route));
            } catch (Untranslatable e) {
                LOG.error("({}) the route to {} is left out: {}", owner, route.destination(), e.getMessage());
            }
        }
        for (RoutingRule rule : rules) {
            try {
                entries.add(rule(rule));
            } catch (Untranslatable e) {
                LOG.error("({}) the rule of preference {} is left out: {}", owner, rule.preference(), e.getMessage());
            }
        }
        return List.copyOf(entries);
    }

    private VirtualRoute route(Route route) throws Untranslatable {
        RouteMetrics options = RouteMetrics.of(route.options());
        List<Hop> hops = new ArrayList<>();
        List<Optional<String>> devices = new ArrayList<>();
        if (route.via().isPresent()
                || route.dev().isPresent()
                || !route.encapsulation().isEmpty()) {
            hops.add(new Hop(
                    route.via(), 0, 1, route.onLink(), OptionalLong.empty(), TunnelWords.read(route.encapsulation())));
            devices.add(route.dev());
        }
        for (Route.NextHop hop : route.nextHops()) {
            hops.add(new Hop(
                    hop.via(),
                    0,
                    hop.weight(),
                    hop.onLink(),
                    realms(hop.realms()),
                    TunnelWords.read(hop.encapsulation())));
            devices.add(hop.dev());
        }
        KernelRoute kernel = new KernelRoute(
                prefix(route.destination()),
                switch (route.order()) {
                    case PREPEND -> KernelRoute.Place.FIRST;
                    case APPEND -> KernelRoute.Place.LAST;
                    case ADD -> KernelRoute.Place.ONLY;
                },
                type(route.type()),
                number(Kind.TABLE, route.table(), MAIN_TABLE),
                (int) number(Kind.PROTOCOL, route.protocol(), RoutingEntry.OWN_PROTOCOL),
                (int) number(Kind.SCOPE, route.scope(), scope(route)),
                route.typeOfService().orElse(0),
                route.from().map(RoutingTranslator::prefix),
                route.source(),
                route.metric(),
                hops,
                realms(options.realms()),
                options.metrics(),
                options.expires(),
                options.preference(),
                options.propagateTtl());
        return new VirtualRoute(kernel, devices, options.vrf(), !route.noTrack(), RoutingWords.of(route));
    }

    /** rtm_type of linux/rtnetlink.h. */
    private static int type(Route.Type type) {
        return switch (type) {
            case UNICAST -> 1;
            case LOCAL -> 2;
            case BROADCAST -> 3;
            case ANYCAST -> 4;
            case MULTICAST -> 5;
            case BLACKHOLE -> 6;
            case UNREACHABLE -> 7;
            case PROHIBIT -> 8;
            case THROW -> 9;
            case NAT -> 10;
        };
    }

    /** The kernel refuses a route to this node itself with a wider one, as keepalived asks for. */
    private static int scope(Route route) {
        return switch (route.type()) {
            case LOCAL, NAT -> SCOPE_HOST;
            case UNICAST, BROADCAST, ANYCAST, MULTICAST, BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> 0;
        };
    }

    private VirtualRule rule(RoutingRule rule) throws Untranslatable {
        RoutingRule.Selector selector = rule.selector();
        long table = rule.action() instanceof RoutingRule.Lookup(NamedNumber named)
                ? number(Kind.TABLE, Optional.of(named), 0)
                : 0;
        KernelRule kernel = new KernelRule(
                family(rule.family()),
                new KernelRule.Selector(
                        selector.inverted(),
                        selector.from().map(RoutingTranslator::prefix),
                        selector.to().map(RoutingTranslator::prefix),
                        selector.incomingInterface(),
                        selector.outgoingInterface(),
                        selector.typeOfService().orElse(0),
                        selector.firewallMark().map(mark -> new KernelRule.Mark(mark.value(), mark.mask())),
                        selector.masterDevice(),
                        selector.tunnelId(),
                        selector.users().map(RoutingTranslator::range),
                        ipProtocol(selector.ipProtocol()),
                        selector.sourcePorts().map(RoutingTranslator::range),
                        selector.destinationPorts().map(RoutingTranslator::range)),
                rule.preference(),
                action(rule.action()),
                table,
                rule.action() instanceof RoutingRule.GoTo(long target) ? OptionalLong.of(target) : OptionalLong.empty(),
                rule.suppressPrefixLength(),
                group(rule.suppressInterfaceGroup()),
                realms(rule.realms()),
                (int) number(Kind.PROTOCOL, rule.protocol(), RoutingEntry.OWN_PROTOCOL));
        return new VirtualRule(kernel, !rule.noTrack(), RoutingWords.of(rule));
    }

    private static int action(RoutingRule.Action action) {
        return switch (action) {
            case RoutingRule.Lookup _ -> TO_TABLE;
            case RoutingRule.GoTo _ -> GO_TO;
            case RoutingRule.Verdict verdict ->
                switch (verdict) {
                    case NOP -> 3;
                    case BLACKHOLE -> 6;
                    case UNREACHABLE -> 7;
                    case PROHIBIT -> 8;
                };
        };
    }

    private OptionalLong group(Optional<NamedNumber> group) throws Untranslatable {
        return group.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(Kind.GROUP, group, 0));
    }

    private long number(Kind kind, Optional<NamedNumber> named, long standard) throws Untranslatable {
        if (named.isEmpty()) {
            return standard;
        }
        OptionalLong number = named.get().number().isPresent()
                ? named.get().number()
                : names.number(kind, named.get().text());
        return number.orElseThrow(() -> unknown(kind, named.get().text()));
    }

    private static Untranslatable unknown(Kind kind, String name) {
        return new Untranslatable("no file of iproute2 on this machine knows the "
                + kind.name().toLowerCase(Locale.ROOT) + " '" + name + "'; write its number, or add the name");
    }

    /** {@code [FROM/]TO}. */
    private OptionalLong realms(Optional<String> text) throws Untranslatable {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        long both = 0;
        for (String realm : text.get().split("/", 2)) {
            long number;
            try {
                number = Long.decode(realm);
            } catch (NumberFormatException e) {
                number = names.number(Kind.REALM, realm).orElseThrow(() -> unknown(Kind.REALM, realm));
            }
            if (number < 0 || number > LARGEST_REALM) {
                throw new Untranslatable("a realm is a number from 0 to 65535, not " + realm);
            }
            both = (both << 16) | number;
        }
        return OptionalLong.of(both);
    }

    private static OptionalInt ipProtocol(Optional<String> text) throws Untranslatable {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        Integer known = IP_PROTOCOLS.get(text.get().toLowerCase(Locale.ROOT));
        try {
            int number = known == null ? Integer.parseInt(text.get()) : known;
            if (number >= 0 && number <= 255) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            throw new Untranslatable("'ipproto " + text.get() + "' is not known here; write its number");
        }
        throw new Untranslatable("'ipproto' is a number from 0 to 255");
    }

    private static KernelRule.Range range(RoutingRule.Range range) {
        return new KernelRule.Range(range.first(), range.last());
    }

    private static NetworkPrefix prefix(IpPrefix prefix) {
        return new NetworkPrefix(prefix.address(), prefix.length());
    }

    private static AddressFamily family(holdfast.conf.model.AddressFamily family) {
        return switch (family) {
            case INET -> AddressFamily.IPV4;
            case INET6 -> AddressFamily.IPV6;
        };
    }
}
