package holdfast.agent.lvs;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.lvs.Protocol;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import holdfast.conf.model.lvs.VirtualServerGroup.Addresses;
import holdfast.conf.model.lvs.VirtualServerGroup.Mark;
import holdfast.conf.model.lvs.VirtualService;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceKey;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kernel's services that a virtual server stands for. */
public final class ServiceKeys {
    private final Map<String, VirtualServerGroup> groups;

    /** @param groups by name */
    public ServiceKeys(Map<String, VirtualServerGroup> groups) {
        this.groups = groups;
    }

    /** In the order of the file, each once; of a group that is not there, none. */
    public List<IpvsServiceKey> of(VirtualServer server) {
        Optional<IpvsProtocol> protocol = server.protocol().map(ServiceKeys::protocol);
        return switch (server.service()) {
            case VirtualService.Endpoint(InetAddress address, int port) ->
                List.of(new IpvsServiceKey.Address(protocol.orElse(IpvsProtocol.TCP), address, port));
            case VirtualService.FirewallMark(long mark) ->
                List.of(new IpvsServiceKey.FirewallMark(mark, family(server.family())));
            case VirtualService.Group(String name) -> {
                Set<IpvsServiceKey> keys = new LinkedHashSet<>();
                if (groups.containsKey(name)) {
                    groups.get(name).members().forEach(member -> add(keys, member, server, protocol));
                }
                yield List.copyOf(keys);
            }
        };
    }

    private static void add(
            Set<IpvsServiceKey> keys,
            VirtualServerGroup.Member member,
            VirtualServer server,
            Optional<IpvsProtocol> protocol) {
        switch (member) {
            case Addresses(InetAddress first, InetAddress last, int port) -> {
                for (InetAddress address : range(first, last)) {
                    keys.add(new IpvsServiceKey.Address(protocol.orElse(IpvsProtocol.TCP), address, port));
                }
            }
            case Mark(long mark, Optional<AddressFamily> family) ->
                keys.add(new IpvsServiceKey.FirewallMark(mark, family(family.orElse(server.family()))));
        }
    }

    private static List<InetAddress> range(InetAddress first, InetAddress last) {
        List<InetAddress> all = new ArrayList<>();
        int length = first.getAddress().length;
        BigInteger end = new BigInteger(1, last.getAddress());
        for (BigInteger next = new BigInteger(1, first.getAddress());
                next.compareTo(end) <= 0;
                next = next.add(BigInteger.ONE)) {
            all.add(address(next, length));
        }
        return all;
    }

    private static InetAddress address(BigInteger number, int length) {
        byte[] bytes = new byte[length];
        byte[] digits = number.toByteArray();
        int count = Math.min(length, digits.length); // one more when the first bit is set
        System.arraycopy(digits, digits.length - count, bytes, length - count, count);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }

    static IpvsProtocol protocol(Protocol protocol) {
        return switch (protocol) {
            case TCP -> IpvsProtocol.TCP;
            case UDP -> IpvsProtocol.UDP;
            case SCTP -> IpvsProtocol.SCTP;
        };
    }

    static holdfast.linux.AddressFamily family(AddressFamily family) {
        return switch (family) {
            case INET -> holdfast.linux.AddressFamily.IPV4;
            case INET6 -> holdfast.linux.AddressFamily.IPV6;
        };
    }
}
