package holdfast.conf.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A line of {@code static_rules} or {@code virtual_rules} (keepalived.conf(5); the words are those of ip-rule(8)).
 *
 * @param family which packets it is about
 * @param selector which of them
 * @param preference {@code preference}: smaller ones are looked at first, 0 to 4294967295; without one keepalived counts
 *     down from 16384
 * @param action what happens to them
 * @param suppressPrefixLength {@code suppress_prefixlength}: routes of that length or less do not count
 * @param suppressInterfaceGroup {@code suppress_ifgroup}: routes by interfaces of that group do not count
 * @param realms {@code realms}: {@code [FROM/]TO}
 * @param protocol {@code protocol}; empty: keepalived's, 18
 * @param noTrack {@code no_track}: its disappearance does not matter
 * @param trackGroup {@code track_group}: whose instances go to fault when it disappears; static rules only
 */
public record RoutingRule(
        AddressFamily family,
        Selector selector,
        long preference,
        Action action,
        OptionalInt suppressPrefixLength,
        Optional<NamedNumber> suppressInterfaceGroup,
        Optional<String> realms,
        Optional<NamedNumber> protocol,
        boolean noTrack,
        Optional<String> trackGroup) {

    /**
     * Which packets a rule is about. Empty: all.
     *
     * @param inverted {@code not}: all others
     * @param from their source
     * @param to their destination
     * @param incomingInterface {@code iif}
     * @param outgoingInterface {@code oif}
     * @param typeOfService {@code tos}, 0 to 255
     * @param firewallMark {@code fwmark}
     * @param masterDevice {@code l3mdev}: of interfaces that belong to a VRF
     * @param tunnelId {@code tunnel-id}
     * @param users {@code uidrange}
     * @param ipProtocol {@code ipproto}: name or number
     * @param sourcePorts {@code sport}
     * @param destinationPorts {@code dport}
     */
    public record Selector(
            boolean inverted,
            Optional<IpPrefix> from,
            Optional<IpPrefix> to,
            Optional<String> incomingInterface,
            Optional<String> outgoingInterface,
            OptionalInt typeOfService,
            Optional<Mark> firewallMark,
            boolean masterDevice,
            OptionalLong tunnelId,
            Optional<Range> users,
            Optional<String> ipProtocol,
            Optional<Range> sourcePorts,
            Optional<Range> destinationPorts) {}

    /**
     * A mark of the firewall.
     *
     * @param value the mark, 0 to 4294967295
     * @param mask the bits that are compared, 0 to 4294967295
     */
    public record Mark(long value, long mask) {}

    /**
     * From a number to another, both included.
     *
     * @param first at least 0
     * @param last at most 4294967295
     */
    public record Range(long first, long last) {}

    /** What happens to packets. */
    public sealed interface Action {}

    /**
     * Their route is looked up.
     *
     * @param table where; with {@code l3mdev} and no table: 0, the table of the VRF
     */
    public record Lookup(NamedNumber table) implements Action {}

    /**
     * Another rule decides.
     *
     * @param preference whose
     */
    public record GoTo(long preference) implements Action {}

    /** They are dealt with as a route of that type would. */
    public enum Verdict implements Action {
        /** Nothing; the next rule decides. */
        NOP,
        /** Dropped in silence. */
        BLACKHOLE,
        /** Refused as unreachable. */
        UNREACHABLE,
        /** Refused as forbidden. */
        PROHIBIT
    }
}
