package holdfast.ipvs;

import holdfast.linux.IpvsServiceKey;
import java.util.List;
import java.util.Optional;

/**
 * A virtual server as {@code holdfast lvs list} shows it.
 *
 * @param id {@link VirtualServer#id()}
 * @param name {@link VirtualServer#name()}
 * @param services what it stands for in the kernel's table
 * @param scheduler of these services
 * @param quorumUp whether enough weight is alive
 * @param quorum how much is needed
 * @param hysteresis so much more to gain the quorum, so much less to lose it
 * @param liveWeight how much is alive
 * @param sorryServer its name, if there is one
 * @param sorryServerActive whether it stands in
 * @param suspended whether its checks rest
 * @param since when the quorum was gained or lost, in monotonic nanoseconds
 * @param trouble what the kernel refused, if this keeps it from being served
 * @param realServers in the order of the file
 */
public record VirtualServerStatus(
        String id,
        String name,
        List<IpvsServiceKey> services,
        String scheduler,
        boolean quorumUp,
        long quorum,
        long hysteresis,
        long liveWeight,
        Optional<String> sorryServer,
        boolean sorryServerActive,
        boolean suspended,
        long since,
        Optional<String> trouble,
        List<RealServerStatus> realServers) {
    /** Copies the list. */
    public VirtualServerStatus {
        realServers = List.copyOf(realServers);
    }

    /** The same with other real servers. */
    public VirtualServerStatus withRealServers(List<RealServerStatus> others) {
        return new VirtualServerStatus(
                id,
                name,
                services,
                scheduler,
                quorumUp,
                quorum,
                hysteresis,
                liveWeight,
                sorryServer,
                sorryServerActive,
                suspended,
                since,
                trouble,
                others);
    }
}
