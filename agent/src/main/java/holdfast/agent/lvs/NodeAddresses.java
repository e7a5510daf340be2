package holdfast.agent.lvs;

import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.RouteSocket;
import java.net.InetAddress;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All addresses of this node. */
final class NodeAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(NodeAddresses.class);

    private NodeAddresses() {}

    /** As they are; none, with a line in the log, when the kernel does not say. */
    static Set<InetAddress> now() {
        try (RouteSocket kernel = RouteSocket.open()) {
            return kernel.addresses().stream().map(KernelAddress::address).collect(Collectors.toSet());
        } catch (LinuxException e) {
            LOG.error("the addresses of this node cannot be read: {}", e.getMessage());
            return Set.of();
        }
    }
}
