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
    private final int port;
    private BfdSettings settings;
    private boolean refused;

    private SessionSocket(UdpSocket socket, int port, BfdSettings settings) {
        this.socket = socket;
        this.port = port;
        this.settings = settings;
    }

    /**
     * Opens one.
     *
     * @param former the port that a former process uses for it, and shares; 0: there was none
     */
    static SessionSocket open(BfdSettings settings, RandomGenerator random, int former) throws LinuxException {
        UdpSocket socket = UdpSocket.forRouting(AddressFamily.of(settings.neighbor()));
        try {
            socket.listen(false);
            socket.hopLimit(settings.ttl());
            if (former != 0) {
                socket.share();
                socket.bind(source(settings), former);
                return new SessionSocket(socket, former, settings);
            }
            return new SessionSocket(socket, bind(socket, settings, random), settings);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private static InetAddress source(BfdSettings settings) {
        return settings.source().orElse(wildcard(AddressFamily.of(settings.neighbor())));
    }

    private static int bind(UdpSocket socket, BfdSettings settings, RandomGenerator random) throws LinuxException {
        for (int attempt = 1; ; attempt++) {
            try {
                int port = FIRST_SOURCE_PORT + random.nextInt(SOURCE_PORTS);
                socket.bind(source(settings), port);
                return port;
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

    int port() {
        return port;
    }

    /** Another process may send from the same port. */
    void share() throws LinuxException {
        socket.share();
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
        int to = settings.multihop() ? MULTIHOP_PORT : SINGLE_HOP_PORT;
        switch (socket.send(packet, settings.neighbor(), to)) {
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
