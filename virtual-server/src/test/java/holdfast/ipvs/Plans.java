package holdfast.ipvs;

import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Configurations for tests, in few words. */
final class Plans {
    static final IpvsForwarding NAT = new IpvsForwarding.Masquerade();
    static final IpvsForwarding DR = new IpvsForwarding.DirectRouting();
    static final String CHECK = "MISC_CHECK";

    private Plans() {}

    static IpvsServiceKey tcp(String address, int port) {
        return new IpvsServiceKey.Address(IpvsProtocol.TCP, ip(address), port);
    }

    static InetAddress ip(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    /** {@code real_server ADDRESS 80 { weight WEIGHT MISC_CHECK {} }} behind NAT, with notify scripts named after it. */
    static RealServer real(String name, String address, int weight, boolean alpha, boolean inhibit) {
        return new RealServer(
                ip(address),
                80,
                weight,
                NAT,
                0,
                0,
                inhibit,
                Optional.of(name + " up"),
                Optional.of(name + " down"),
                false,
                List.of(new Checker(CHECK, Checker.Kind.TCP, alpha)));
    }

    static RealServer real(String name, String address, int weight) {
        return real(name, address, weight, false, false);
    }

    static QuorumRule quorum(String name, long quorum, long hysteresis) {
        return new QuorumRule(quorum, hysteresis, Optional.of(name + " qup"), Optional.of(name + " qdown"));
    }

    static Optional<SorryServer> sorry(String address, boolean inhibit) {
        return Optional.of(new SorryServer(ip(address), 80, NAT, inhibit));
    }

    /** {@code virtual_server ADDRESS 80 { lb_algo rr }}. */
    static VirtualServer virtual(
            String address, QuorumRule quorum, Optional<SorryServer> sorry, boolean omega, RealServer... servers) {
        IpvsServiceKey key = tcp(address, 80);
        return new VirtualServer(
                ServerNames.virtualServer(key),
                ServerNames.virtualServer(key),
                Optional.of(IpvsProtocol.TCP),
                List.of(key),
                ServiceSettings.of("rr"),
                quorum,
                sorry,
                omega,
                Set.of(),
                false,
                List.of(servers));
    }

    static VirtualServer virtual(String address, RealServer... servers) {
        return virtual(address, quorum(address, 1, 0), Optional.empty(), false, servers);
    }

    /** The same with other settings. */
    static VirtualServer with(VirtualServer server, ServiceSettings settings) {
        return new VirtualServer(
                server.id(),
                server.name(),
                server.protocol(),
                server.services(),
                settings,
                server.quorum(),
                server.sorryServer(),
                server.omega(),
                server.suspendWithout(),
                server.mail(),
                server.realServers());
    }

    /** {@code virtual_server_group NAME} with these services. */
    static VirtualServer group(VirtualServer like, String name, IpvsServiceKey... services) {
        return new VirtualServer(
                name,
                ServerNames.group(name),
                like.protocol(),
                List.of(services),
                like.settings(),
                like.quorum(),
                like.sorryServer(),
                like.omega(),
                like.suspendWithout(),
                like.mail(),
                like.realServers());
    }

    static RealServerId id(String virtualAddress, String address) {
        return new RealServerId(ServerNames.virtualServer(tcp(virtualAddress, 80)), ip(address), 80);
    }
}
