package holdfast.agent.dump;

import holdfast.conf.model.RoutingRule;
import java.util.Locale;
import java.util.Optional;

/** A configured rule as a line of the dumps, the words in keepalived's order. */
final class RuleLine {
    private static final long WHOLE_MARK = 0xffff_ffffL;

    private RuleLine() {}

    static String of(RoutingRule rule) {
        RoutingRule.Selector selector = rule.selector();
        StringBuilder line = new StringBuilder(selector.inverted() ? "not from " : "from ");
        line.append(selector.from().map(RouteLine::prefix).orElse("all"));
        word(line, "to", selector.to().map(RouteLine::prefix));
        line.append(" priority ").append(rule.preference());
        line.append(" tos 0x")
                .append(Integer.toHexString(selector.typeOfService().orElse(0)));
        word(line, "fwmark", selector.firewallMark().map(RuleLine::mark));
        word(line, "iif", selector.incomingInterface());
        word(line, "oif", selector.outgoingInterface());
        rule.suppressPrefixLength()
                .ifPresent(length -> line.append(" suppress_prefixlen ").append(length));
        word(line, "suppress_ifgroup", rule.suppressInterfaceGroup().map(RouteLine::number));
        selector.tunnelId().ifPresent(id -> line.append(" tunnel-id ").append(id));
        word(line, "uidrange", selector.users().map(RuleLine::range));
        if (selector.masterDevice()) {
            line.append(" l3mdev");
        }
        word(line, "protocol", protocol(rule));
        word(line, "ipproto", selector.ipProtocol().map(RuleLine::protocolNumber));
        word(line, "sport", selector.sourcePorts().map(RuleLine::range));
        word(line, "dport", selector.destinationPorts().map(RuleLine::range));
        word(line, "realms", rule.realms());
        line.append(action(rule.action()));
        if (rule.noTrack()) {
            line.append(" no_track");
        }
        return line.toString();
    }

    private static void word(StringBuilder line, String name, Optional<String> value) {
        value.ifPresent(known -> line.append(' ').append(name).append(' ').append(known));
    }

    private static String mark(RoutingRule.Mark mark) {
        String value = "0x" + Long.toHexString(mark.value());
        return mark.mask() == WHOLE_MARK ? value : value + "/0x" + Long.toHexString(mark.mask());
    }

    private static String range(RoutingRule.Range range) {
        return range.first() + "-" + range.last();
    }

    private static Optional<String> protocol(RoutingRule rule) {
        return rule.noTrack() ? rule.protocol().map(RouteLine::number) : Optional.of(RouteLine.OWN_PROTOCOL);
    }

    /** The usual names by their numbers (RFC 5237's registry), as keepalived writes them. */
    private static String protocolNumber(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "icmp" -> "1";
            case "tcp" -> "6";
            case "udp" -> "17";
            case "ipv6-icmp" -> "58";
            case "vrrp" -> "112";
            case "sctp" -> "132";
            default -> text;
        };
    }

    private static String action(RoutingRule.Action action) {
        return switch (action) {
            case RoutingRule.Lookup(var table) -> " lookup " + RouteLine.number(table);
            case RoutingRule.GoTo(long preference) -> " goto " + preference;
            case RoutingRule.Verdict verdict ->
                switch (verdict) {
                    case NOP -> " nop";
                    case BLACKHOLE -> " type blackhole";
                    case UNREACHABLE -> " type unreachable";
                    case PROHIBIT -> " type prohibit";
                };
        };
    }
}
