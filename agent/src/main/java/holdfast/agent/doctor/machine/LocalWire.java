package holdfast.agent.doctor.machine;

import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.LinuxException;
import holdfast.linux.MacAddress;
import holdfast.linux.PacketReceiver;
import holdfast.linux.PacketSocket;
import holdfast.linux.PingSocket;
import holdfast.linux.SendOutcome;
import holdfast.linux.ThisProcess;
import holdfast.vip.HeardFrame;
import holdfast.vip.ProbeFrames;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The network of this namespace. */
public final class LocalWire implements Wire {
    /** RFC 5227, 2.1.1, has three probes a second or two apart; a holder on a LAN answers within milliseconds. */
    private static final int PROBES = 3;

    private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);
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
        Map<InetAddress, Set<MacAddress>> holders = new HashMap<>();
        if (link.mac().isEmpty() || addresses.isEmpty()) {
            return holders;
        }
        requireTime("probes on " + link.name());
        MacAddress own = link.mac().get();
        try (PacketSocket sender = PacketSocket.open();
                PacketReceiver receiver = PacketReceiver.open(link.index(), PacketReceiver.Kind.NEIGHBOURS)) {
            for (int round = 0; round < PROBES; round++) {
                for (InetAddress address : addresses) {
                    SendOutcome outcome = sender.send(link.index(), ProbeFrames.of(address, own));
                    if (outcome instanceof SendOutcome.Refused && round == 0) {
                        return holders; // no carrier: nobody can answer
                    }
                }
                collect(receiver, own, addresses, holders);
            }
        }
        return holders;
    }

    private static void collect(
            PacketReceiver receiver,
            MacAddress own,
            Collection<InetAddress> wanted,
            Map<InetAddress, Set<MacAddress>> holders)
            throws LinuxException {
        long end = System.nanoTime() + BETWEEN_PROBES.toNanos();
        long left;
        while ((left = end - System.nanoTime()) > 0) {
            Optional<PacketReceiver.Frame> frame = receiver.receive(Duration.ofNanos(left));
            if (frame.isPresent()
                    && !frame.get().outgoing()
                    && HeardFrame.of(frame.get().bytes()).orElse(null) instanceof HeardFrame.Claim claim
                    && wanted.contains(claim.address())
                    && !claim.mac().equals(own)) {
                holders.computeIfAbsent(claim.address(), _ -> new LinkedHashSet<>())
                        .add(claim.mac());
            }
        }
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
