package holdfast.agent.operation;

import holdfast.agent.status.InstanceStatus;
import holdfast.linux.LinuxException;
import holdfast.linux.PingSocket;
import holdfast.linux.SendOutcome;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ICMP echo (RFC 792; RFC 4443, 4.1), up to twice. Multicast peers are asked on the interface of the instance. */
final class Ping implements Reachability {
    private static final Logger LOG = LoggerFactory.getLogger(Ping.class);
    private static final int TRIES = 2;
    private static final Duration PATIENCE = Duration.ofMillis(250);

    @Override
    public boolean answers(InetAddress address, InstanceStatus instance) {
        String interfaceName = instance.settings().interfaceName();
        boolean onLink = instance.settings().multicastGroup().isPresent();
        try (PingSocket socket = PingSocket.open(
                address, index(interfaceName), ThreadLocalRandom.current().nextInt(0x10000))) {
            if (onLink) {
                socket.bindToDevice(interfaceName);
            }
            for (int sequence = 0; sequence < TRIES; sequence++) {
                boolean sent = socket.send(sequence) instanceof SendOutcome.Sent;
                Optional<PingSocket.Reply> reply = sent ? socket.receive(PATIENCE) : Optional.empty();
                if (reply.isPresent()) {
                    return true;
                }
            }
        } catch (LinuxException | SocketException e) {
            LOG.info("cannot ask {} whether it is there: {}", address.getHostAddress(), e.getMessage());
        }
        return false;
    }

    private static int index(String interfaceName) throws SocketException {
        NetworkInterface found = NetworkInterface.getByName(interfaceName);
        return found == null ? 0 : found.getIndex();
    }
}
