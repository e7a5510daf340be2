package holdfast.agent.doctor.machine;

import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.LinuxException;
import holdfast.linux.MacAddress;
import holdfast.linux.PacketReceiver;
import holdfast.linux.PingSocket;
import holdfast.linux.SendOutcome;
import holdfast.linux.ThisProcess;
import holdfast.vip.AddressProbe;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The network of this namespace. */
public final class LocalWire implements Wire {
    /** RFC 5227, 2.1.1, has three probes a second or two apart; a holder on a LAN answers within milliseconds. */
    private static final AddressProbe PROBE = new AddressProbe(3, Duration.ofMillis(200));

    private static final int PINGS = 3;
    private static final Duration BETWEEN_PINGS = Duration.ofMillis(330);
    private static final Duration TURN = Duration.ofMillis(20);

    private final Deadline deadline;

    /** @param deadline after which nobody is asked any more; it is not that of listening */
    public LocalWire(Deadline deadline) {
        this.deadline = deadline;
    }

    private void requireTime(String what) throws LinuxException {
        if (deadline.atMost(TURN).isZero()) {
            throw new LinuxException(Errno.ETIMEDOUT, "no time is left", what);
        }
    }

    @Override
    public Map<InetAddress, Set<MacAddress>> holders(InterfaceInfo link, Collection<InetAddress> addresses)
            throws LinuxException {
        if (link.mac().isEmpty() || addresses.isEmpty()) {
            return Map.of();
        }
        requireTime("probes on " + link.name());
        return PROBE.holders(link.index(), link.mac().get(), addresses);
    }

    @Override
    public Set<InetAddress> answering(InterfaceInfo link, Collection<InetAddress> addresses) throws LinuxException {
        requireTime("pings");
        int identifier = ThisProcess.pid(); // each has its own: a raw socket hears the answers to all of them
        Map<InetAddress, PingSocket> sockets = new LinkedHashMap<>();
        Set<InetAddress> answering = new LinkedHashSet<>();
        try {
            for (InetAddress address : addresses) {
                int scope = address.isLinkLocalAddress() ? link.index() : 0;
                sockets.put(address, PingSocket.open(address, scope, identifier++ & 0xFFFF));
            }
            for (int round = 1; round <= PINGS; round++) {
                for (Map.Entry<InetAddress, PingSocket> entry : sockets.entrySet()) {
                    if (!answering.contains(entry.getKey())) {
                        SendOutcome _ = entry.getValue().send(round); // no route: no answer either
                    }
                }
                await(sockets, answering);
            }
            return answering;
        } finally {
            sockets.values().forEach(PingSocket::close);
        }
    }

    private static void await(Map<InetAddress, PingSocket> sockets, Set<InetAddress> answering) throws LinuxException {
        long end = System.nanoTime() + BETWEEN_PINGS.toNanos();
        while (end - System.nanoTime() > 0 && answering.size() < sockets.size()) {
            for (Map.Entry<InetAddress, PingSocket> entry : sockets.entrySet()) {
                if (!answering.contains(entry.getKey())
                        && entry.getValue().receive(TURN).isPresent()) {
                    answering.add(entry.getKey());
                }
            }
        }
    }

    @Override
    public void listen(Collection<InterfaceInfo> links, Duration time, BiConsumer<String, PacketReceiver.Frame> frames)
            throws LinuxException {
        List<PacketReceiver> receivers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try {
            for (InterfaceInfo link : links) {
                receivers.add(PacketReceiver.open(link.index(), PacketReceiver.Kind.VRRP));
                names.add(link.name());
            }
            long end = System.nanoTime() + time.toNanos();
            Duration turn = links.size() > 1 ? TURN : TURN.multipliedBy(10);
            while (end - System.nanoTime() > 0) {
                for (int i = 0; i < receivers.size(); i++) {
                    String name = names.get(i);
                    receivers.get(i).receive(turn).ifPresent(frame -> frames.accept(name, frame));
                }
            }
        } finally {
            receivers.forEach(PacketReceiver::close);
        }
    }
}
