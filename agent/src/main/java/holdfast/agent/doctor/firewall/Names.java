package holdfast.agent.doctor.firewall;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Words that stand for numbers in rules (/etc/protocols, nft(8), iptables-extensions(8)). */
final class Names {
    private static final Map<String, Integer> PROTOCOLS = Map.ofEntries(
            Map.entry("icmp", 1),
            Map.entry("igmp", 2),
            Map.entry("ipencap", 4),
            Map.entry("tcp", 6),
            Map.entry("udp", 17),
            Map.entry("ipv6", 41),
            Map.entry("ipv6-frag", 44),
            Map.entry("gre", 47),
            Map.entry("esp", 50),
            Map.entry("ah", 51),
            Map.entry("icmpv6", 58),
            Map.entry("ipv6-icmp", 58),
            Map.entry("ospf", 89),
            Map.entry("ipip", 94),
            Map.entry("pim", 103),
            Map.entry("ipcomp", 108),
            Map.entry("vrrp", 112),
            Map.entry("carp", 112),
            Map.entry("sctp", 132),
            Map.entry("dccp", 33),
            Map.entry("udplite", 136));

    private static final Map<String, Integer> ICMP_6_TYPES = Map.ofEntries(
            Map.entry("destination-unreachable", 1),
            Map.entry("packet-too-big", 2),
            Map.entry("time-exceeded", 3),
            Map.entry("parameter-problem", 4),
            Map.entry("echo-request", 128),
            Map.entry("echo-reply", 129),
            Map.entry("mld-listener-query", 130),
            Map.entry("mld-listener-report", 131),
            Map.entry("mld-listener-done", 132),
            Map.entry("nd-router-solicit", 133),
            Map.entry("router-solicitation", 133),
            Map.entry("nd-router-advert", 134),
            Map.entry("router-advertisement", 134),
            Map.entry("nd-neighbor-solicit", 135),
            Map.entry("neighbor-solicitation", 135),
            Map.entry("neighbour-solicitation", 135),
            Map.entry("nd-neighbor-advert", 136),
            Map.entry("neighbor-advertisement", 136),
            Map.entry("neighbour-advertisement", 136),
            Map.entry("nd-redirect", 137),
            Map.entry("mld2-listener-report", 143));

    private Names() {}

    /** The number of a protocol; empty for a word that is not known. */
    static OptionalInt protocol(String word) {
        return number(PROTOCOLS, word);
    }

    /** The number of a type of ICMPv6; empty for a word that is not known. */
    static OptionalInt icmp6Type(String word) {
        return number(ICMP_6_TYPES, word);
    }

    /** A number in digits, decimal or with 0x; empty for anything else. */
    static OptionalInt digits(String word) {
        try {
            return OptionalInt.of(Integer.decode(word));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt number(Map<String, Integer> table, String word) {
        Integer known = table.get(word.toLowerCase(Locale.ROOT));
        return known != null ? OptionalInt.of(known) : digits(word);
    }
}
