package holdfast.linux;

import holdfast.linux.RouteRequest.AddAddress;
import holdfast.linux.RouteRequest.AddMacvlan;
import holdfast.linux.RouteRequest.AddTunnel;
import holdfast.linux.RouteRequest.DeleteAddress;
import holdfast.linux.RouteRequest.DeleteLink;
import holdfast.linux.RouteRequest.DeleteNeighbour;
import holdfast.linux.RouteRequest.DisableAddressGeneration;
import holdfast.linux.RouteRequest.ReplaceAddress;
import holdfast.linux.RouteRequest.SetLinkDown;
import holdfast.linux.RouteRequest.SetLinkUp;
import java.nio.charset.StandardCharsets;

/** Route netlink messages for requests and dumps (rtnetlink(7), linux/if_link.h, linux/if_addr.h, linux/neighbour.h). */
final class RouteMessages {
    static final int RTM_NEWLINK = 16;
    static final int RTM_DELLINK = 17;
    static final int RTM_GETLINK = 18;
    static final int RTM_NEWADDR = 20;
    static final int RTM_DELADDR = 21;
    static final int RTM_GETADDR = 22;

    static final int IFLA_ADDRESS = 1;
    static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    static final int IFLA_LINK = 5;
    static final int IFLA_LINKINFO = 18;
    static final int IFLA_INFO_KIND = 1;
    static final int IFA_ADDRESS = 1;
    static final int IFA_LOCAL = 2;
    static final int IFA_LABEL = 3;
    static final int IFA_BROADCAST = 4;
    static final int IFA_CACHEINFO = 6;
    static final int IFA_FLAGS = 8;
    static final int IFA_PROTO = 11;

    private static final int RTM_DELNEIGH = 29;
    private static final int NDA_DST = 1;
    private static final int NUD_PERMANENT = 0x80; // of no account in a removal; iproute2 says so
    private static final int NLM_F_REQUEST = 1;
    private static final int NLM_F_ACK = 4;
    private static final int NLM_F_REPLACE = 0x100;
    private static final int NLM_F_EXCL = 0x200;
    private static final int NLM_F_CREATE = 0x400;
    private static final int NLM_F_DUMP = 0x300;
    private static final int IFF_UP = 1;
    private static final int IFLA_AF_SPEC = 26;
    static final int IFLA_INFO_DATA = 2;
    static final int IFLA_VRF_TABLE = 1;
    private static final int IFLA_MACVLAN_MODE = 1;
    private static final int MACVLAN_MODE_PRIVATE = 1;
    private static final int IFLA_INET6_ADDR_GEN_MODE = 8;
    private static final int IN6_ADDR_GEN_MODE_NONE = 1;

    private RouteMessages() {}

    /** Appends the message for a request, to be acknowledged under {@code sequence}. */
    static void put(NetlinkWriter to, RouteRequest request, int sequence) {
        switch (request) {
            case AddAddress(KernelAddress address) -> putNewAddress(to, address, NLM_F_CREATE | NLM_F_EXCL, sequence);
            case ReplaceAddress(KernelAddress address) ->
                putNewAddress(to, address, NLM_F_CREATE | NLM_F_REPLACE, sequence);
            case DeleteAddress(KernelAddress address) -> putDeleteAddress(to, address, sequence);
            case DeleteNeighbour neighbour ->
                begin(to, RTM_DELNEIGH, 0, sequence)
                        .neighbourHeader(
                                AddressFamily.of(neighbour.address()), NUD_PERMANENT, neighbour.interfaceIndex())
                        .attribute(NDA_DST, neighbour.address())
                        .end();
            case AddMacvlan macvlan -> putMacvlan(to, macvlan, sequence);
            case AddTunnel tunnel -> putTunnel(to, tunnel, sequence);
            case DeleteLink(int index) ->
                begin(to, RTM_DELLINK, 0, sequence).linkHeader(index, 0, 0).end();
            case SetLinkUp(int index) ->
                begin(to, RTM_NEWLINK, 0, sequence)
                        .linkHeader(index, IFF_UP, IFF_UP)
                        .end();
            case SetLinkDown(int index) ->
                begin(to, RTM_NEWLINK, 0, sequence).linkHeader(index, 0, IFF_UP).end();
            case DisableAddressGeneration(int index) -> putAddressGeneration(to, index, sequence);
            case RouteRequest.AddRoute(KernelRoute route) -> RoutingMessages.putNewRoute(to, route, sequence);
            case RouteRequest.DeleteRoute(KernelRoute route) -> RoutingMessages.putDeleteRoute(to, route, sequence);
            case RouteRequest.AddRule(KernelRule rule) -> RoutingMessages.putNewRule(to, rule, sequence);
            case RouteRequest.DeleteRule(KernelRule rule) -> RoutingMessages.putDeleteRule(to, rule, sequence);
            case RouteRequest.Removal(RoutingRemoval removal) -> to.message(removal.bytes(), sequence);
        }
    }

    /** Appends the question for everything of a kind: RTM_GETLINK or RTM_GETADDR, all families. */
    static void putDump(NetlinkWriter to, int type, int sequence) {
        to.begin(type, NLM_F_REQUEST | NLM_F_DUMP, sequence);
        to.linkHeader(0, 0, 0).end(); // 16 zero bytes, of which an address dump reads the first 8
    }

    private static NetlinkWriter begin(NetlinkWriter to, int type, int flags, int sequence) {
        return to.begin(type, NLM_F_REQUEST | NLM_F_ACK | flags, sequence);
    }

    /** The order of attributes is that of iproute2, which makes captures of the two comparable. */
    private static void putNewAddress(NetlinkWriter to, KernelAddress address, int flags, int sequence) {
        boolean manyFlags = address.flags() > 0xFF; // the header has eight bits for them
        begin(to, RTM_NEWADDR, flags, sequence)
                .addressHeader(
                        address.family(),
                        address.prefixLength(),
                        manyFlags ? 0 : address.flags(),
                        address.scope(),
                        address.interfaceIndex());
        to.attribute(IFA_LOCAL, address.address());
        if (address.peer().isPresent()) {
            to.attribute(IFA_ADDRESS, address.peer().get());
        }
        if (address.broadcast().isPresent()) {
            to.attribute(IFA_BROADCAST, address.broadcast().get());
        }
        if (address.label().isPresent()) {
            to.attribute(IFA_LABEL, address.label().get());
        }
        if (manyFlags) {
            to.attribute(IFA_FLAGS, address.flags());
        }
        if (address.peer().isEmpty()) {
            to.attribute(IFA_ADDRESS, address.address());
        }
        if (!address.lifetime().isForever()) {
            to.attribute(IFA_CACHEINFO, address.lifetime());
        }
        if (address.protocol() != 0) {
            to.octet(IFA_PROTO, address.protocol());
        }
        to.end();
    }

    private static void putDeleteAddress(NetlinkWriter to, KernelAddress address, int sequence) {
        begin(to, RTM_DELADDR, 0, sequence)
                .addressHeader(address.family(), address.prefixLength(), 0, address.scope(), address.interfaceIndex())
                .attribute(IFA_LOCAL, address.address())
                .attribute(IFA_ADDRESS, address.peer().orElse(address.address()))
                .end();
    }

    private static void putMacvlan(NetlinkWriter to, AddMacvlan macvlan, int sequence) {
        begin(to, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sequence)
                .linkHeader(0, 0, 0)
                .attribute(IFLA_ADDRESS, macvlan.mac().octets())
                .attribute(IFLA_LINK, macvlan.baseIndex())
                .attribute(IFLA_IFNAME, macvlan.name());
        int info = to.beginNest(IFLA_LINKINFO);
        to.attribute(IFLA_INFO_KIND, new byte[] {'m', 'a', 'c', 'v', 'l', 'a', 'n'});
        int data = to.beginNest(IFLA_INFO_DATA);
        to.attribute(IFLA_MACVLAN_MODE, MACVLAN_MODE_PRIVATE);
        to.endNest(data).endNest(info).end();
    }

    private static void putTunnel(NetlinkWriter to, AddTunnel tunnel, int sequence) {
        begin(to, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sequence)
                .linkHeader(0, 0, 0)
                .attribute(IFLA_IFNAME, tunnel.name());
        int info = to.beginNest(IFLA_LINKINFO);
        to.attribute(IFLA_INFO_KIND, tunnel.kind().getBytes(StandardCharsets.US_ASCII));
        to.endNest(info).end();
    }

    private static void putAddressGeneration(NetlinkWriter to, int index, int sequence) {
        begin(to, RTM_NEWLINK, 0, sequence).linkHeader(index, 0, 0);
        int families = to.beginNest(IFLA_AF_SPEC);
        int inet6 = to.beginNest(AddressFamily.IPV6.number());
        to.octet(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE);
        to.endNest(inet6).endNest(families).end();
    }
}
