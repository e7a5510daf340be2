package holdfast.linux;

import holdfast.linux.KernelRoute.Hop;
import holdfast.linux.KernelRoute.IpHeader;
import holdfast.linux.KernelRoute.Labels;
import holdfast.linux.KernelRoute.Locator;
import holdfast.linux.KernelRoute.Metric;
import holdfast.linux.KernelRoute.Tunnel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;

/**
 * Messages about routes and rules (rtnetlink(7), linux/rtnetlink.h, linux/fib_rules.h, linux/lwtunnel.h). The order of attributes is that of
 * keepalived, which makes captures of the two comparable.
 */
final class RoutingMessages {
    static final int RTM_NEWROUTE = 24;
    static final int RTM_DELROUTE = 25;
    static final int RTM_NEWRULE = 32;
    static final int RTM_DELRULE = 33;

    static final int RTA_DST = 1;
    static final int RTA_TABLE = 15;
    static final int FRA_PRIORITY = 6;
    static final int FRA_PROTOCOL = 21;

    private static final int NLM_F_REQUEST = 1;
    private static final int NLM_F_ACK = 4;
    private static final int NLM_F_EXCL = 0x200;
    private static final int NLM_F_CREATE = 0x400;
    private static final int NLM_F_APPEND = 0x800;
    private static final int RT_TABLE_UNSPEC = 0;
    private static final int RTNH_F_ONLINK = 4;
    private static final int LARGEST_OCTET = 255;
    private static final int FIB_RULE_INVERT = 2;
    private static final int RTAX_LOCK = 1;

    private static final int RTA_SRC = 2;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RTA_PREFSRC = 7;
    private static final int RTA_METRICS = 8;
    private static final int RTA_MULTIPATH = 9;
    private static final int RTA_FLOW = 11;
    private static final int RTA_PREF = 20;
    private static final int RTA_ENCAP_TYPE = 21;
    private static final int RTA_ENCAP = 22;
    private static final int RTA_EXPIRES = 23;
    private static final int RTA_TTL_PROPAGATE = 26;

    private static final int FRA_DST = 1;
    private static final int FRA_SRC = 2;
    private static final int FRA_IIFNAME = 3;
    private static final int FRA_GOTO = 4;
    private static final int FRA_FWMARK = 10;
    private static final int FRA_FLOW = 11;
    private static final int FRA_TUN_ID = 12;
    private static final int FRA_SUPPRESS_IFGROUP = 13;
    private static final int FRA_SUPPRESS_PREFIXLEN = 14;
    private static final int FRA_TABLE = 15;
    private static final int FRA_FWMASK = 16;
    private static final int FRA_OIFNAME = 17;
    private static final int FRA_L3MDEV = 19;
    private static final int FRA_UID_RANGE = 20;
    private static final int FRA_IP_PROTO = 22;
    private static final int FRA_SPORT_RANGE = 23;
    private static final int FRA_DPORT_RANGE = 24;

    private static final int LWTUNNEL_ENCAP_MPLS = 1;
    private static final int LWTUNNEL_ENCAP_IP = 2;
    private static final int LWTUNNEL_ENCAP_ILA = 3;
    private static final int LWTUNNEL_ENCAP_IP6 = 4;
    private static final int LWTUNNEL_ID = 1; // these are the same for both
    private static final int LWTUNNEL_DST = 2;
    private static final int LWTUNNEL_SRC = 3;
    private static final int LWTUNNEL_TTL = 4;
    private static final int LWTUNNEL_TOS = 5;
    private static final int LWTUNNEL_FLAGS = 6;
    private static final int MPLS_IPTUNNEL_DST = 1; // linux/mpls_iptunnel.h
    private static final int ILA_ATTR_LOCATOR = 1; // linux/ila.h

    /** Of a label stack entry (RFC 3032, section 2.1): where the label begins, and that it is the last. */
    private static final int LABEL_SHIFT = 12;

    private static final int BOTTOM_OF_STACK = 1 << 8;

    private RoutingMessages() {}

    static void putNewRoute(NetlinkWriter to, KernelRoute route, int sequence) {
        int flags = switch (route.place()) {
            case FIRST -> NLM_F_CREATE;
            case LAST -> NLM_F_CREATE | NLM_F_APPEND;
            case ONLY -> NLM_F_CREATE | NLM_F_EXCL;
        };
        beginRoute(to, RTM_NEWROUTE, flags, route, sequence);
        route.metric().ifPresent(metric -> to.attribute(RTA_PRIORITY, (int) metric));
        route.expires().ifPresent(seconds -> to.attribute(RTA_EXPIRES, (int) seconds));
        putMetrics(to, route.metrics());
        route.realms().ifPresent(realms -> to.attribute(RTA_FLOW, (int) realms));
        route.preference().ifPresent(preference -> to.octet(RTA_PREF, preference));
        route.propagateTtl().ifPresent(propagate -> to.octet(RTA_TTL_PROPAGATE, propagate));
        to.end();
    }

    /**
     * What tells it from others to the same destination. What connections are told does not: the kernel need not have taken it as it was said.
     */
    static void putDeleteRoute(NetlinkWriter to, KernelRoute route, int sequence) {
        beginRoute(to, RTM_DELROUTE, 0, route, sequence);
        OptionalLong metric = route.metric().isEmpty() && route.family() == AddressFamily.IPV6
                ? OptionalLong.of(KernelRoute.IPV6_METRIC) // else one of any metric would go
                : route.metric();
        metric.ifPresent(known -> to.attribute(RTA_PRIORITY, (int) known));
        to.end();
    }

    /** The header, where packets go, and by way of whom. */
    private static void beginRoute(NetlinkWriter to, int type, int flags, KernelRoute route, int sequence) {
        List<Hop> hops = route.hops();
        int hopFlags = hops.size() == 1 && hops.getFirst().onLink() ? RTNH_F_ONLINK : 0;
        to.begin(type, NLM_F_REQUEST | NLM_F_ACK | flags, sequence)
                .octets(
                        route.family().number(),
                        route.destination().length(),
                        route.from().map(NetworkPrefix::length).orElse(0),
                        route.typeOfService(),
                        route.table() <= LARGEST_OCTET ? (int) route.table() : RT_TABLE_UNSPEC,
                        route.protocol(),
                        route.scope(),
                        route.type())
                .number(hopFlags);
        to.attribute(RTA_DST, route.destination().address());
        if (route.table() > LARGEST_OCTET) {
            to.attribute(RTA_TABLE, (int) route.table());
        }
        route.from().ifPresent(from -> to.attribute(RTA_SRC, from.address()));
        route.preferredSource().ifPresent(source -> to.attribute(RTA_PREFSRC, source));
        if (hops.size() == 1) {
            putOnlyHop(to, hops.getFirst());
        } else if (!hops.isEmpty()) {
            int all = to.beginNest(RTA_MULTIPATH);
            hops.forEach(hop -> putHop(to, hop));
            to.endNest(all);
        }
    }

    private static void putOnlyHop(NetlinkWriter to, Hop hop) {
        hop.via().ifPresent(router -> to.attribute(RTA_GATEWAY, router));
        hop.tunnel().ifPresent(tunnel -> putTunnel(to, tunnel));
        if (hop.interfaceIndex() != 0) {
            to.attribute(RTA_OIF, hop.interfaceIndex());
        }
        hop.realms().ifPresent(realms -> to.attribute(RTA_FLOW, (int) realms));
    }

    /** struct rtnexthop, which begins like an attribute: its length, then two octets of its own. */
    private static void putHop(NetlinkWriter to, Hop hop) {
        int start = to.beginNest((hop.onLink() ? RTNH_F_ONLINK : 0) | ((hop.weight() - 1) << Byte.SIZE));
        to.number(hop.interfaceIndex());
        hop.via().ifPresent(router -> to.attribute(RTA_GATEWAY, router));
        hop.realms().ifPresent(realms -> to.attribute(RTA_FLOW, (int) realms));
        hop.tunnel().ifPresent(tunnel -> putTunnel(to, tunnel));
        to.endNest(start);
    }

    private static void putTunnel(NetlinkWriter to, Tunnel tunnel) {
        int all = to.beginNest(RTA_ENCAP);
        int kind = switch (tunnel) {
            case Labels(List<Integer> labels) -> {
                to.attribute(MPLS_IPTUNNEL_DST, stack(labels));
                yield LWTUNNEL_ENCAP_MPLS;
            }
            case Locator(long bits) -> {
                to.attribute(ILA_ATTR_LOCATOR, networkOrder(bits));
                yield LWTUNNEL_ENCAP_ILA;
            }
            case IpHeader header -> {
                putHeader(to, header);
                yield switch (header.family()) {
                    case IPV4 -> LWTUNNEL_ENCAP_IP;
                    case IPV6 -> LWTUNNEL_ENCAP_IP6;
                };
            }
        };
        to.endNest(all);
        to.shortAttribute(RTA_ENCAP_TYPE, kind);
    }

    private static byte[] stack(List<Integer> labels) {
        ByteBuffer entries = ByteBuffer.allocate(labels.size() * Integer.BYTES).order(ByteOrder.BIG_ENDIAN);
        for (int label : labels) {
            entries.putInt((label << LABEL_SHIFT) | (entries.remaining() == Integer.BYTES ? BOTTOM_OF_STACK : 0));
        }
        return entries.array();
    }

    private static byte[] networkOrder(long bits) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(bits)
                .array();
    }

    private static void putHeader(NetlinkWriter to, IpHeader header) {
        header.id().ifPresent(id -> to.attribute(LWTUNNEL_ID, networkOrder(id)));
        header.destination().ifPresent(address -> to.attribute(LWTUNNEL_DST, address));
        header.source().ifPresent(address -> to.attribute(LWTUNNEL_SRC, address));
        header.hopLimit().ifPresent(limit -> to.octet(LWTUNNEL_TTL, limit));
        header.typeOfService().ifPresent(tos -> to.octet(LWTUNNEL_TOS, tos));
        header.flags()
                .ifPresent(flags -> to.attribute(
                        LWTUNNEL_FLAGS,
                        ByteBuffer.allocate(Short.BYTES)
                                .order(ByteOrder.BIG_ENDIAN)
                                .putShort((short) flags)
                                .array()));
    }

    private static void putMetrics(NetlinkWriter to, List<Metric> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        int all = to.beginNest(RTA_METRICS);
        int locked = 0;
        for (Metric metric : metrics) {
            if (metric.text().isPresent()) {
                to.attribute(metric.number(), metric.text().get());
            } else {
                to.attribute(metric.number(), (int) metric.value());
            }
            locked |= metric.locked() ? 1 << metric.number() : 0;
        }
        if (locked != 0) {
            to.attribute(RTAX_LOCK, locked);
        }
        to.endNest(all);
    }

    static void putNewRule(NetlinkWriter to, KernelRule rule, int sequence) {
        putRule(to, RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL, rule, sequence);
    }

    static void putDeleteRule(NetlinkWriter to, KernelRule rule, int sequence) {
        putRule(to, RTM_DELRULE, 0, rule, sequence);
    }

    private static void putRule(NetlinkWriter to, int type, int flags, KernelRule rule, int sequence) {
        KernelRule.Selector selector = rule.selector();
        to.begin(type, NLM_F_REQUEST | NLM_F_ACK | flags, sequence)
                .octets(
                        rule.family().number(),
                        selector.to().map(NetworkPrefix::length).orElse(0),
                        selector.from().map(NetworkPrefix::length).orElse(0),
                        selector.typeOfService(),
                        rule.table() <= LARGEST_OCTET ? (int) rule.table() : RT_TABLE_UNSPEC,
                        0,
                        0,
                        rule.action())
                .number(selector.inverted() ? FIB_RULE_INVERT : 0);
        if (rule.table() > LARGEST_OCTET) {
            to.attribute(FRA_TABLE, (int) rule.table());
        }
        selector.to().ifPresent(prefix -> to.attribute(FRA_DST, prefix.address()));
        selector.from().ifPresent(prefix -> to.attribute(FRA_SRC, prefix.address()));
        to.attribute(FRA_PRIORITY, (int) rule.priority());
        selector.mark().ifPresent(mark -> {
            to.attribute(FRA_FWMARK, (int) mark.value());
            to.attribute(FRA_FWMASK, (int) mark.mask());
        });
        selector.incomingInterface().ifPresent(name -> to.attribute(FRA_IIFNAME, name));
        selector.outgoingInterface().ifPresent(name -> to.attribute(FRA_OIFNAME, name));
        rule.suppressPrefixLength().ifPresent(length -> to.attribute(FRA_SUPPRESS_PREFIXLEN, length));
        rule.suppressInterfaceGroup().ifPresent(group -> to.attribute(FRA_SUPPRESS_IFGROUP, (int) group));
        rule.realms().ifPresent(realms -> to.attribute(FRA_FLOW, (int) realms));
        selector.tunnelId().ifPresent(id -> to.attribute(FRA_TUN_ID, networkOrder(id)));
        selector.users()
                .ifPresent(users -> to.attribute(
                        FRA_UID_RANGE,
                        ByteBuffer.allocate(2 * Integer.BYTES)
                                .order(ByteOrder.nativeOrder())
                                .putInt((int) users.first())
                                .putInt((int) users.last())
                                .array()));
        if (selector.masterDevice()) {
            to.octet(FRA_L3MDEV, 1);
        }
        to.octet(FRA_PROTOCOL, rule.protocol());
        selector.ipProtocol().ifPresent(number -> to.octet(FRA_IP_PROTO, number));
        selector.sourcePorts().ifPresent(ports -> to.attribute(FRA_SPORT_RANGE, ports(ports)));
        selector.destinationPorts().ifPresent(ports -> to.attribute(FRA_DPORT_RANGE, ports(ports)));
        rule.target().ifPresent(target -> to.attribute(FRA_GOTO, (int) target));
        to.end();
    }

    private static byte[] ports(KernelRule.Range ports) {
        return ByteBuffer.allocate(2 * Short.BYTES)
                .order(ByteOrder.nativeOrder())
                .putShort((short) ports.first())
                .putShort((short) ports.last())
                .array();
    }
}
