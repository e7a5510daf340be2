package holdfast.agent.operation;

import holdfast.agent.status.InstanceStatus;
import holdfast.linux.LinuxException;
import holdfast.linux.MacAddress;
import holdfast.linux.PacketReceiver;
import holdfast.linux.PacketSocket;
import holdfast.linux.SendOutcome;
import holdfast.vip.HeardFrame;
import holdfast.vip.ProbeFrames;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ARP probe (RFC 5227, 2.1.1) or neighbour solicitation (RFC 4861, 4.3), up to three times, on the link where the address is: a node answers
 * them also when its firewall drops pings. Addresses behind a router never answer.
 */
final class Neighbour implements Reachability {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbour.class);
    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofMillis(100);

    @Override
    public boolean answers(InetAddress address, InstanceStatus instance) {
        try {
            Optional<DirectLink> link =
                    DirectLink.of(address, instance.settings().interfaceName(), DirectLink.ofThisNode());
            return link.isPresent() && answers(address, link.get());
        } catch (LinuxException | SocketException e) {
            LOG.info("cannot ask the link for {}: {}", address.getHostAddress(), e.getMessage());
            return false;
        }
    }

    private static boolean answers(InetAddress address, DirectLink link) throws LinuxException {
        try (PacketSocket sender = PacketSocket.open();
                PacketReceiver receiver = PacketReceiver.open(link.index(), PacketReceiver.Kind.NEIGHBOURS)) {
            for (int round = 0; round < TRIES; round++) {
                boolean sent =
                        sender.send(link.index(), ProbeFrames.of(address, link.mac())) instanceof SendOutcome.Sent;
                if (sent && isClaimed(receiver, address, link.mac())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isClaimed(PacketReceiver receiver, InetAddress address, MacAddress own)
            throws LinuxException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long left;
        while ((left = end - System.nanoTime()) > 0) {
            Optional<PacketReceiver.Frame> frame = receiver.receive(Duration.ofNanos(left));
            if (frame.isPresent()
                    && !frame.get().outgoing()
                    && HeardFrame.of(frame.get().bytes()).orElse(null) instanceof HeardFrame.Claim claim
                    && claim.address().equals(address)
                    && !claim.mac().equals(own)) {
                return true;
            }
        }
        return false;
    }
}
