package holdfast.check.bfd;

import holdfast.bfd.BfdSettings;
import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.LinuxException;
import holdfast.linux.SendOutcome;
import holdfast.linux.UdpSocket;
import java.net.InetAddress;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where one session's packets leave: one source port from 49152 up for its whole life (RFC 5881, 4; RFC 5883, 5). */
final class SessionSocket implements AutoCloseable {
    static final int SINGLE_HOP_PORT = 3784;
    static final int MULTIHOP_PORT = 4784;

    private static final Logger LOG = LoggerFactory.getLogger(SessionSocket.class);
    private static final int FIRST_SOURCE_PORT = 49_152;
    private static final int SOURCE_PORTS = 65_536 - FIRST_SOURCE_PORT;
    private static final int ATTEMPTS = 100;

    private final UdpSocket socket;
    private BfdSettings settings;
    private boolean refused;

    private SessionSocket(UdpSocket socket, BfdSettings settings) {
        this.socket = socket;
        this.settings = settings;
    }

    static SessionSocket open(BfdSettings settings, RandomGenerator random) throws LinuxException {
        UdpSocket socket = UdpSocket.forRouting(AddressFamily.of(settings.neighbor()));
        try {
            socket.listen(false);
            socket.hopLimit(settings.ttl());
            bind(socket, settings, random);
            return new SessionSocket(socket, settings);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private static void bind(UdpSocket socket, BfdSettings settings, RandomGenerator random) throws LinuxException {
        InetAddress source = settings.source().orElse(wildcard(AddressFamily.of(settings.neighbor())));
        for (int attempt = 1; ; attempt++) {
            try {
                socket.bind(source, FIRST_SOURCE_PORT + random.nextInt(SOURCE_PORTS));
                return;
            } catch (LinuxException e) {
                if (!e.errno().equals(Errno.EADDRINUSE) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    static InetAddress wildcard(AddressFamily family) {
        return InetAddress.ofLiteral(family == AddressFamily.IPV4 ? "0.0.0.0" : "::");
    }

    BfdSettings settings() {
        return settings;
    }

    /** Takes the values of a reload; neighbor and source are the same. */
    void configure(BfdSettings changed) throws LinuxException {
        if (changed.ttl() != settings.ttl()) {
            socket.hopLimit(changed.ttl());
        }
        settings = changed;
    }

    /** A refusal (link down, no route) is logged once until packets leave again: the neighbor notices the silence. */
    void send(byte[] packet) {
        int port = settings.multihop() ? MULTIHOP_PORT : SINGLE_HOP_PORT;
        switch (socket.send(packet, settings.neighbor(), port)) {
            case SendOutcome.Sent _ -> {
                if (refused) {
                    refused = false;
                    LOG.info("({}) Packets leave again", settings.name());
                }
            }
            case SendOutcome.Refused(Errno errno) -> {
                if (!refused) {
                    refused = true;
                    LOG.info("({}) Error sending packet ({})", settings.name(), errno);
                }
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
