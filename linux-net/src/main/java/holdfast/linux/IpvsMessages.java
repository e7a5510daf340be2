package holdfast.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Lays out requests of the generic netlink family {@code IPVS}, version 1 (linux/ip_vs.h), attribute by attribute as ipvsadm does. */
final class IpvsMessages {
    static final int NEW_SERVICE = 1;
    static final int NEW_DESTINATION = 5;
    static final int NEW_DAEMON = 9;
    static final int SET_CONFIG = 12;
    static final int SET_INFO = 14;

    static final int GET_SERVICE = 4;
    static final int GET_DESTINATION = 8;
    static final int GET_DAEMON = 11;
    static final int GET_CONFIG = 13;
    static final int GET_INFO = 15;

    static final int ATTR_SERVICE = 1;
    static final int ATTR_DESTINATION = 2;
    static final int ATTR_DAEMON = 3;
    static final int ATTR_TIMEOUT_TCP = 4;
    static final int ATTR_TIMEOUT_TCP_FIN = 5;
    static final int ATTR_TIMEOUT_UDP = 6;

    /** A string attribute of the kernel is limited to this, with its final NUL. */
    static final int NAME_BYTES = 16;

    private static final int SET_SERVICE = 2;
    private static final int DEL_SERVICE = 3;
    private static final int SET_DESTINATION = 6;
    private static final int DEL_DESTINATION = 7;
    private static final int DEL_DAEMON = 10;
    private static final int ZERO = 16;
    private static final int FLUSH = 17;

    private static final int VERSION = 1;
    private static final int NLM_F_REQUEST = 0x1;
    private static final int NLM_F_ACK = 0x4;
    private static final int NLM_F_DUMP = 0x300;
    private static final int NLA_F_NESTED = 0x8000;
    private static final int ADDRESS_BYTES = 16;
    private static final int ALL_FLAGS = 0xFFFF_FFFF;

    private IpvsMessages() {}

    /** A request for a change, to be acknowledged. */
    static void put(NetlinkWriter to, int family, IpvsRequest request, int sequence) {
        int command = command(request);
        to.begin(family, NLM_F_REQUEST | NLM_F_ACK, sequence).genericHeader(command, VERSION);
        switch (request) {
            case IpvsRequest.AddService(IpvsService service) -> service(to, service);
            case IpvsRequest.EditService(IpvsService service) -> service(to, service);
            case IpvsRequest.DeleteService(IpvsServiceKey key) -> service(to, bare(key));
            case IpvsRequest.AddDestination(IpvsServiceKey key, IpvsDestination one) -> destination(to, key, one);
            case IpvsRequest.EditDestination(IpvsServiceKey key, IpvsDestination one) -> destination(to, key, one);
            case IpvsRequest.DeleteDestination(IpvsServiceKey key, IpvsDestination one) -> destination(to, key, one);
            case IpvsRequest.StartSyncDaemon(IpvsSyncDaemon daemon) -> daemon(to, daemon);
            case IpvsRequest.StopSyncDaemon(IpvsSyncDaemon.Role role) -> daemon(to, IpvsSyncDaemon.of(role, "", 0));
            case IpvsRequest.SetTimeouts(IpvsTimeouts timeouts) ->
                to.attribute(ATTR_TIMEOUT_TCP, (int) timeouts.tcp())
                        .attribute(ATTR_TIMEOUT_TCP_FIN, (int) timeouts.tcpFin())
                        .attribute(ATTR_TIMEOUT_UDP, (int) timeouts.udp());
            case IpvsRequest.ZeroStatistics _, IpvsRequest.Flush _ -> {
                // the command says it all
            }
        }
        to.end();
    }

    private static int command(IpvsRequest request) {
        return switch (request) {
            case IpvsRequest.AddService _ -> NEW_SERVICE;
            case IpvsRequest.EditService _ -> SET_SERVICE;
            case IpvsRequest.DeleteService _ -> DEL_SERVICE;
            case IpvsRequest.AddDestination _ -> NEW_DESTINATION;
            case IpvsRequest.EditDestination _ -> SET_DESTINATION;
            case IpvsRequest.DeleteDestination _ -> DEL_DESTINATION;
            case IpvsRequest.StartSyncDaemon _ -> NEW_DAEMON;
            case IpvsRequest.StopSyncDaemon _ -> DEL_DAEMON;
            case IpvsRequest.SetTimeouts _ -> SET_CONFIG;
            case IpvsRequest.ZeroStatistics _ -> ZERO;
            case IpvsRequest.Flush _ -> FLUSH;
        };
    }

    /** Asks for every service, every sync daemon, or a single reply ({@code GET_CONFIG}, {@code GET_INFO}). */
    static void putQuestion(NetlinkWriter to, int family, int command, int sequence) {
        boolean single = command == GET_CONFIG || command == GET_INFO;
        to.begin(family, NLM_F_REQUEST | (single ? NLM_F_ACK : NLM_F_DUMP), sequence)
                .genericHeader(command, VERSION)
                .end();
    }

    /** Asks for every real server of a service. */
    static void putDestinationsQuestion(NetlinkWriter to, int family, IpvsServiceKey key, int sequence) {
        to.begin(family, NLM_F_REQUEST | NLM_F_DUMP, sequence).genericHeader(GET_DESTINATION, VERSION);
        service(to, bare(key));
        to.end();
    }

    /** What stands for a service where only its key counts. */
    private static IpvsService bare(IpvsServiceKey key) {
        return IpvsService.of(key, "");
    }

    private static void service(NetlinkWriter to, IpvsService service) {
        int nest = to.beginNest(ATTR_SERVICE | NLA_F_NESTED);
        to.shortAttribute(1, service.key().family().number());
        switch (service.key()) {
            case IpvsServiceKey.Address(IpvsProtocol protocol, var address, int port) ->
                to.shortAttribute(2, protocol.number())
                        .attribute(3, Arrays.copyOf(address.getAddress(), ADDRESS_BYTES))
                        .attribute(4, networkOrder(port));
            case IpvsServiceKey.FirewallMark(long mark, AddressFamily _) -> to.attribute(5, (int) mark);
        }
        to.attribute(6, service.scheduler());
        service.persistenceEngine().ifPresent(name -> to.attribute(11, name));
        to.attribute(7, flags(service.flags()));
        to.attribute(8, (int) service.persistenceSeconds());
        to.attribute(9, netmask(service));
        to.endNest(nest);
    }

    private static byte[] flags(int flags) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(flags)
                .putInt(ALL_FLAGS)
                .array();
    }

    /** For IPv4 a mask in network order, for IPv6 a prefix length in host order. */
    private static byte[] netmask(IpvsService service) {
        int prefix = service.persistencePrefix();
        return switch (service.key().family()) {
            case IPV4 ->
                ByteBuffer.allocate(4)
                        .putInt(prefix == 0 ? 0 : -1 << (32 - prefix))
                        .array();
            case IPV6 ->
                ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(prefix)
                        .array();
        };
    }

    private static byte[] networkOrder(int port) {
        return new byte[] {(byte) (port >> 8), (byte) port};
    }

    private static void destination(NetlinkWriter to, IpvsServiceKey key, IpvsDestination destination) {
        service(to, bare(key));
        int nest = to.beginNest(ATTR_DESTINATION | NLA_F_NESTED);
        to.shortAttribute(11, AddressFamily.of(destination.address()).number())
                .attribute(1, Arrays.copyOf(destination.address().getAddress(), ADDRESS_BYTES))
                .attribute(2, networkOrder(destination.port()))
                .attribute(3, forwarding(destination.forwarding()))
                .attribute(4, destination.weight());
        Optional<IpvsForwarding.Tunnel> tunnel =
                destination.forwarding() instanceof IpvsForwarding.Tunnel some ? Optional.of(some) : Optional.empty();
        to.octet(13, tunnel.map(some -> encapsulation(some.encapsulation())).orElse(0))
                .attribute(
                        14, networkOrder(tunnel.map(IpvsForwarding.Tunnel::port).orElse(0)))
                .shortAttribute(
                        15, tunnel.map(some -> checksum(some.checksum())).orElse(0));
        to.attribute(5, (int) destination.upperThreshold()).attribute(6, (int) destination.lowerThreshold());
        to.endNest(nest);
    }

    /** IP_VS_CONN_F_*, of the part IP_VS_CONN_F_FWD_MASK (linux/ip_vs.h). */
    static int forwarding(IpvsForwarding forwarding) {
        return switch (forwarding) {
            case IpvsForwarding.Masquerade _ -> 0;
            case IpvsForwarding.LocalNode _ -> 1;
            case IpvsForwarding.Tunnel _ -> 2;
            case IpvsForwarding.DirectRouting _ -> 3;
            case IpvsForwarding.Bypass _ -> 4;
        };
    }

    private static int encapsulation(IpvsForwarding.Encapsulation encapsulation) {
        return switch (encapsulation) {
            case IPIP -> 0;
            case GUE -> 1;
            case GRE -> 2;
        };
    }

    private static int checksum(IpvsForwarding.Checksum checksum) {
        return switch (checksum) {
            case NONE -> 0;
            case FULL -> 1;
            case REMOTE -> 2;
        };
    }

    private static void daemon(NetlinkWriter to, IpvsSyncDaemon daemon) {
        int nest = to.beginNest(ATTR_DAEMON | NLA_F_NESTED);
        to.attribute(1, daemon.role().number())
                .attribute(2, daemon.interfaceName())
                .attribute(3, daemon.syncId());
        daemon.maxLength().ifPresent(length -> to.shortAttribute(4, length));
        daemon.port().ifPresent(port -> to.shortAttribute(7, port)); // host order, unlike every other port
        daemon.timeToLive().ifPresent(hops -> to.octet(8, hops));
        daemon.group().ifPresent(group -> to.attribute(group.getAddress().length == 4 ? 5 : 6, group.getAddress()));
        to.endNest(nest);
    }
}
