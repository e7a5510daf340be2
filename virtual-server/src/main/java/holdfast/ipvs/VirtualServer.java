package holdfast.ipvs;

import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code virtual_server} block.
 *
 * @param id what tells it from the others, also over reloads; unique in a plan
 * @param name what messages call it, as {@link ServerNames} has it
 * @param protocol for messages about its real servers; empty for firewall marks
 * @param services what it stands for: one service for an address or a mark, many for a group with ranges; no service belongs to two
 *     virtual servers
 * @param settings of each of these services
 * @param quorum how much weight must be alive
 * @param sorryServer stands in when the quorum is lost
 * @param omega down notifications are given when the daemon ends, too
 * @param suspendWithout {@code ha_suspend}: checks rest while this node holds none of these addresses; empty: they never do
 * @param mail {@code smtp_alert}: mail when the quorum is gained or lost
 * @param realServers in the order of the file
 */
public record VirtualServer(
        String id,
        String name,
        Optional<IpvsProtocol> protocol,
        List<IpvsServiceKey> services,
        ServiceSettings settings,
        QuorumRule quorum,
        Optional<SorryServer> sorryServer,
        boolean omega,
        Set<InetAddress> suspendWithout,
        boolean mail,
        List<RealServer> realServers) {
    /** Checks that nothing is missing and copies lists. */
    public VirtualServer {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(protocol);
        Objects.requireNonNull(settings);
        Objects.requireNonNull(quorum);
        Objects.requireNonNull(sorryServer);
        services = List.copyOf(services);
        suspendWithout = Set.copyOf(suspendWithout);
        realServers = List.copyOf(realServers);
    }
}
