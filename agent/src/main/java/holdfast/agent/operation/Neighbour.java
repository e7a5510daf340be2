package holdfast.agent.operation;

import holdfast.agent.status.InstanceStatus;
import holdfast.linux.LinuxException;
import holdfast.vip.AddressProbe;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks on the link where the address is, up to three times: a node answers that also when its firewall drops pings.
 */
final class Neighbour implements Reachability {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbour.class);
    private static final AddressProbe PROBE = new AddressProbe(3, Duration.ofMillis(100));

    @Override
    public boolean answers(InetAddress address, InstanceStatus instance) {
        try {
            Optional<DirectLink> link =
                    DirectLink.of(address, instance.settings().interfaceName(), DirectLink.ofThisNode());
            return link.isPresent()
                    && PROBE.isAnswered(link.get().index(), link.get().mac(), address);
        } catch (LinuxException | SocketException e) {
            LOG.info("cannot ask the link for {}: {}", address.getHostAddress(), e.getMessage());
            return false;
        }
    }
}
