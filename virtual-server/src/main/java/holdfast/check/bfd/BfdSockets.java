package holdfast.check.bfd;

import holdfast.bfd.BfdSettings;
import holdfast.linux.AddressFamily;
import holdfast.linux.Epoll;
import holdfast.linux.LinuxException;
import holdfast.linux.UdpSocket;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of all sessions. One that cannot be opened yet (its address is missing, another BFD has the port) is tried again
 * every second, and logged once.
 */
final class BfdSockets implements AutoCloseable {
    static final long RETRY_NANOS = 1_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(BfdSockets.class);

    private final Epoll epoll;
    private final RandomGenerator random;
    private final Map<Door, UdpSocket> receivers = new HashMap<>();
    private final Map<String, SessionSocket> senders = new HashMap<>();
    private final Map<String, String> troubles = new HashMap<>();
    private final Map<String, Integer> formerPorts = new HashMap<>();
    private List<BfdSettings> wanted = List.of();
    private boolean onlyNeighbors;

    /** Where packets come in. */
    record Door(AddressFamily family, boolean multihop) {
        private static Door of(BfdSettings settings) {
            return new Door(AddressFamily.of(settings.neighbor()), settings.multihop());
        }

        private int port() {
            return multihop ? SessionSocket.MULTIHOP_PORT : SessionSocket.SINGLE_HOP_PORT;
        }
    }

    /** @param inherited sessions whose ports a former process shares */
    BfdSockets(Epoll epoll, RandomGenerator random, List<LeftSession> inherited) {
        this.epoll = epoll;
        this.random = random;
        inherited.forEach(left -> formerPorts.put(left.session().name(), left.sourcePort()));
    }

    /** Opens what these sessions need and closes what they do not. */
    void adjust(List<BfdSettings> sessions) throws LinuxException {
        Map<String, BfdSettings> byName = new LinkedHashMap<>();
        Set<Door> doors = new HashSet<>();
        for (BfdSettings settings : sessions) {
            byName.put(settings.name(), settings);
            doors.add(Door.of(settings));
        }
        wanted = List.copyOf(sessions);
        senders.values().removeIf(sender -> {
            BfdSettings now = byName.get(sender.settings().name());
            boolean over = now == null || !now.isSameSession(sender.settings());
            if (over) {
                sender.close();
            }
            return over;
        });
        for (Door door : Set.copyOf(receivers.keySet())) {
            if (!doors.contains(door)) {
                UdpSocket receiver = receivers.remove(door);
                epoll.remove(receiver);
                receiver.close();
            }
        }
        troubles.clear();
        openMissing();
    }

    /** Tries what could not be opened. */
    void openMissing() {
        for (BfdSettings settings : wanted) {
            attempt("port " + Door.of(settings).port(), settings, () -> openReceiver(Door.of(settings)));
            attempt("(" + settings.name() + ")", settings, () -> openSender(settings));
        }
        if (onlyNeighbors) {
            receivers.forEach(this::filter);
        }
    }

    private interface Opening {
        void open() throws LinuxException;
    }

    private void attempt(String what, BfdSettings settings, Opening opening) {
        try {
            opening.open();
            if (troubles.remove(what) != null) {
                LOG.info("({}) BFD socket is open now", settings.name());
            }
        } catch (LinuxException e) {
            if (troubles.put(what, e.getMessage()) == null) {
                LOG.error(
                        "({}) Unable to open BFD socket, the session stays down: {}", settings.name(), e.getMessage());
            }
        }
    }

    private void openReceiver(Door door) throws LinuxException {
        if (receivers.containsKey(door)) {
            return;
        }
        UdpSocket receiver = UdpSocket.forRouting(door.family());
        try {
            receiver.listen(true);
            receiver.bind(SessionSocket.wildcard(door.family()), door.port());
            epoll.add(receiver, receiver.fd());
            receivers.put(door, receiver);
        } catch (LinuxException e) {
            receiver.close();
            throw e;
        }
    }

    private void openSender(BfdSettings settings) throws LinuxException {
        SessionSocket known = senders.get(settings.name());
        if (known == null) {
            int former =
                    Optional.ofNullable(formerPorts.remove(settings.name())).orElse(0);
            senders.put(settings.name(), SessionSocket.open(settings, random, former));
        } else {
            known.configure(settings);
        }
    }

    /** Whether the kernel drops what cannot be for any session, because of who sent it or from how far away. The log cannot tell of it then. */
    void onlyNeighbors(boolean only) {
        if (only == onlyNeighbors) {
            return;
        }
        onlyNeighbors = only;
        if (only) {
            LOG.warn("BFD is flooded with packets that are for no session: for some time only neighbors are heard");
            receivers.forEach(this::filter);
        } else {
            LOG.info("BFD listens to everybody again");
            receivers.values().forEach(UdpSocket::fromAnywhere);
        }
    }

    private void filter(Door door, UdpSocket receiver) {
        List<BfdSettings> sessions = wanted.stream()
                .filter(settings -> Door.of(settings).equals(door))
                .toList();
        Set<InetAddress> neighbors =
                sessions.stream().map(BfdSettings::neighbor).collect(Collectors.toSet());
        int leastTtl =
                sessions.stream().mapToInt(BfdSettings::leastReceivedTtl).min().orElse(0);
        try {
            receiver.onlyFrom(neighbors, leastTtl);
        } catch (LinuxException e) {
            LOG.warn("Packets for no session cannot be dropped by the kernel: {}", e.getMessage());
        }
    }

    /** Another process takes what comes in from here on, and sends from the same ports as this one, which still does. */
    void leave() throws LinuxException {
        for (UdpSocket receiver : receivers.values()) {
            epoll.remove(receiver);
            receiver.close();
        }
        receivers.clear();
        for (SessionSocket sender : senders.values()) {
            sender.share();
        }
    }

    /** Where a session's packets come from; 0 while its socket is not open. */
    int sourcePort(String session) {
        SessionSocket sender = senders.get(session);
        return sender == null ? 0 : sender.port();
    }

    boolean hasTrouble() {
        return !troubles.isEmpty();
    }

    Collection<Map.Entry<Door, UdpSocket>> receivers() {
        return receivers.entrySet();
    }

    void send(String session, byte[] packet) {
        SessionSocket sender = senders.get(session);
        if (sender != null) {
            sender.send(packet);
        }
    }

    @Override
    public void close() {
        senders.values().forEach(SessionSocket::close);
        senders.clear();
        receivers.values().forEach(UdpSocket::close);
        receivers.clear();
    }
}
