package holdfast.agent.dump;

import holdfast.conf.model.IpPrefix;
import holdfast.conf.model.NamedNumber;
import holdfast.conf.model.Route;
import holdfast.linux.AddressText;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A configured route as a line of the dumps; the words stand in keepalived's order, not in that of the file. */
final class RouteLine {
    /** The protocol of keepalived's own routes and rules (rtnetlink.h: RTPROT_KEEPALIVED). */
    static final String OWN_PROTOCOL = "18";

    /** Words with one value, in the order of the line. */
    private static final List<String> OPTIONS = List.of(
            "realms",
            "congctl",
            "rtt",
            "rttvar",
            "rto_min",
            "features",
            "mtu",
            "window",
            "ssthresh",
            "cwnd",
            "advmss",
            "reordering",
            "hoplimit",
            "initcwnd",
            "initrwnd",
            "quickack",
            "fastopen_no_cookie",
            "expires",
            "pref",
            "ttl-propagate");

    private static final String MAIN_TABLE = "254";

    private RouteLine() {}

    static String of(Route route) {
        StringBuilder line = new StringBuilder(route.order().name().toLowerCase(Locale.ROOT));
        if (route.type() != Route.Type.UNICAST) {
            line.append(' ').append(route.type().word());
        }
        line.append(' ').append(prefix(route.destination()));
        route.from().ifPresent(from -> line.append(" from ").append(prefix(from)));
        route.source().ifPresent(source -> line.append(" src ").append(AddressText.of(source)));
        route.typeOfService().ifPresent(tos -> line.append(" tos ").append(tos));
        encapsulation(line, route.encapsulation());
        via(line, route.via());
        word(line, "dev", route.dev());
        word(line, "table", route.table().map(RouteLine::number).filter(table -> !table.equals(MAIN_TABLE)));
        word(line, "proto", protocol(route));
        word(line, "scope", route.scope().map(RouteLine::number));
        route.metric().ifPresent(metric -> line.append(" metric ").append(metric));
        if (route.onLink()) {
            line.append(" onlink");
        }
        options(line, route.options());
        route.nextHops().forEach(hop -> nextHop(line, hop));
        if (route.noTrack()) {
            line.append(" no_track");
        }
        return line.toString();
    }

    /** {@code ADDRESS/LENGTH}, in the short form of IPv6. */
    static String prefix(IpPrefix prefix) {
        return AddressText.of(prefix.address()) + "/" + prefix.length();
    }

    /** Names that only this machine knows stay names. */
    static String number(NamedNumber value) {
        return value.number().isPresent() ? Long.toString(value.number().getAsLong()) : value.text();
    }

    /** Keepalived tracks routes of its own protocol only; where it does not track on demand it leaves the protocol alone. */
    private static Optional<String> protocol(Route route) {
        boolean onDemand = route.noTrack() && route.dev().isPresent();
        return onDemand ? route.protocol().map(RouteLine::number) : Optional.of(OWN_PROTOCOL);
    }

    private static void via(StringBuilder line, Optional<InetAddress> router) {
        router.ifPresent(address -> line.append(" via ")
                .append(address.getAddress().length == 16 ? "inet6 " : "inet ")
                .append(AddressText.of(address)));
    }

    private static void word(StringBuilder line, String name, Optional<String> value) {
        value.ifPresent(known -> line.append(' ').append(name).append(' ').append(known));
    }

    private static void encapsulation(StringBuilder line, List<String> words) {
        if (!words.isEmpty()) {
            line.append(" encap ").append(String.join(" ", words));
        }
    }

    private static void options(StringBuilder line, List<Route.Option> options) {
        for (String name : OPTIONS) {
            for (Route.Option option : options) {
                if (option.name().equals(name)) {
                    line.append(' ').append(name).append(option.locked() ? " lock " : " ");
                    line.append(option.value()).append(unit(option));
                }
            }
        }
    }

    /** Times are in milliseconds unless they say otherwise. */
    private static String unit(Route.Option option) {
        return switch (option.name()) {
            case "rtt", "rttvar", "rto_min" -> option.value().endsWith("s") ? "" : "ms";
            case "expires" -> "sec";
            default -> "";
        };
    }

    private static void nextHop(StringBuilder line, Route.NextHop hop) {
        line.append(" nexthop");
        via(line, hop.via());
        word(line, "dev", hop.dev());
        if (hop.weight() != 1) {
            line.append(" weight ").append(hop.weight());
        }
        if (hop.onLink()) {
            line.append(" onlink");
        }
        word(line, "realm", hop.realms());
        encapsulation(line, hop.encapsulation());
    }
}
