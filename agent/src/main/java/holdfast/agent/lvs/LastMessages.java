package holdfast.agent.lvs;

import holdfast.ipvs.BalancingEffect;
import holdfast.ipvs.BalancingPlan;
import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.IpvsConnections;
import holdfast.linux.IpvsConnections.Part;
import holdfast.linux.IpvsSyncDaemon;
import holdfast.linux.IpvsSyncMessage;
import holdfast.linux.SendOutcome;
import holdfast.linux.UdpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the sync daemon of a director leaves unsaid when it ends.
 *
 * <p>The kernel sends what it has to tell of connections when a message is full or two seconds old (IPVS_SYNC_FLUSH_TIME), and throws away what
 * is not sent when the daemon ends. Who follows would not know the youngest connections, and answer their next packet with a reset.
 */
final class LastMessages {
    private static final Logger LOG = LoggerFactory.getLogger(LastMessages.class);

    /** Of those that are being closed, since the same beginning. */
    private static final Duration CLOSING = Duration.ofMillis(300);

    private static final Duration LONGEST_REHEARSAL = Duration.ofMillis(50);

    /** In an Ethernet frame, after the headers of IPv6 and UDP. */
    private static final int FRAME = 1_452;

    private static final int MULTICAST_HOPS = 1;

    private BalancingPlan known;
    private ConnectionServices services;

    /** Tells of all connections, those first that are still open; for now only of these. */
    void send(BalancingEffect.TellConnections effect, BalancingPlan plan) {
        boolean last = effect.telling() == BalancingEffect.Telling.FOR_THE_LAST_TIME;
        IpvsSyncDaemon daemon = effect.daemon();
        InetAddress group = daemon.group().orElseGet(() -> InetAddress.ofLiteral(IpvsSyncMessage.DEFAULT_GROUP));
        int port = daemon.port().orElse(IpvsSyncMessage.DEFAULT_PORT);
        long begin = System.nanoTime();
        try (UdpSocket socket = UdpSocket.forMulticast(
                AddressFamily.of(group),
                daemon.interfaceName(),
                daemon.timeToLive().orElse(MULTICAST_HOPS))) {
            Function<byte[], SendOutcome> wire = message -> socket.send(message, group, port);
            ConnectionTelling open = telling(daemon, plan, wire, begin, effect.longest());
            IpvsConnections.read(Part.OPEN, open::add, open::flush);
            if (last) {
                report(open, begin);
                ConnectionTelling closing = telling(daemon, plan, wire, begin, CLOSING);
                IpvsConnections.read(Part.CLOSING, closing::add, closing::flush);
            }
        } catch (IOException e) {
            LOG.warn("The other director is not told of the youngest connections: {}", e.getMessage());
        }
    }

    private ConnectionTelling telling(
            IpvsSyncDaemon daemon,
            BalancingPlan plan,
            Function<byte[], SendOutcome> wire,
            long begin,
            Duration longest) {
        return new ConnectionTelling(
                daemon.syncId(),
                Math.min(daemon.maxLength().orElse(FRAME), FRAME),
                services(plan)::of,
                wire,
                () -> begin + longest.toNanos() - System.nanoTime());
    }

    private ConnectionServices services(BalancingPlan plan) {
        if (!plan.equals(known)) {
            known = plan;
            services = new ConnectionServices(plan);
        }
        return services;
    }

    /** Does it without sending, so that all it needs is loaded when it counts. */
    void rehearse(BalancingPlan plan) {
        long begin = System.nanoTime();
        ConnectionTelling telling = new ConnectionTelling(
                0,
                FRAME,
                services(plan)::of,
                _ -> new SendOutcome.Sent(),
                () -> begin + LONGEST_REHEARSAL.toNanos() - System.nanoTime());
        try {
            IpvsConnections.read(Part.OPEN, telling::add, telling::flush);
            IpvsConnections.read(Part.CLOSING, telling::add, telling::flush);
        } catch (IOException e) {
            LOG.debug("no connections to be read: {}", e.getMessage());
        }
    }

    private static void report(ConnectionTelling telling, long begin) {
        if (telling.trouble().isPresent() || telling.isLate()) {
            LOG.warn(
                    "The other director is told of {} open connections and not of the rest: {}",
                    telling.told(),
                    telling.trouble().map(Errno::toString).orElse("that takes too long"));
        } else if (telling.told() > 0) {
            LOG.info(
                    "The other director is told of {} open connections in {} ms",
                    telling.told(),
                    Duration.ofNanos(System.nanoTime() - begin).toMillis());
        }
    }
}
