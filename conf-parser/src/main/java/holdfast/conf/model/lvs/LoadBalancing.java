package holdfast.conf.model.lvs;

import java.util.List;
import java.util.Optional;

/**
 * Everything a configuration says about load balancing, in the order of the file.
 *
 * @param virtualServers {@code virtual_server} blocks with at least one usable real server
 * @param virtualServerGroups {@code virtual_server_group} blocks with at least one usable line
 * @param ssl the {@code SSL} block, if there is one
 */
public record LoadBalancing(
        List<VirtualServer> virtualServers, List<VirtualServerGroup> virtualServerGroups, Optional<Ssl> ssl) {
    /** Copies the lists. */
    public LoadBalancing {
        virtualServers = List.copyOf(virtualServers);
        virtualServerGroups = List.copyOf(virtualServerGroups);
    }
}
