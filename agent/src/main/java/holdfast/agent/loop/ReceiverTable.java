package holdfast.agent.loop;

import holdfast.linux.AddressFamily;
import holdfast.linux.Epoll;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.LinuxException;
import holdfast.linux.VrrpReceiver;
import holdfast.vrrp.VrrpEvent;
import holdfast.vrrp.VrrpEvent.PacketReceived;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets adverts come in by: one for each interface and family in use, with the groups that are listened to there. */
final class ReceiverTable implements AutoCloseable {
    /** Tokens of receivers in the epoll set start here; those below belong to the loop itself. */
    static final long FIRST_TOKEN = 1000;

    /** Both versions have the VRID in their second byte (RFC 9568, 5.1). */
    private static final int VRID_OFFSET = 1;

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverTable.class);

    private final Epoll epoll;
    private final Map<Place, Receiver> byPlace = new HashMap<>();
    /** By token; null where one was closed. */
    private final List<Receiver> slots = new ArrayList<>();

    private final Set<Place> deaf = new HashSet<>();
    private final BiConsumer<Place, Optional<String>> hearing;

    /**
     * Where to listen. A router with a virtual MAC listens on its own device: a frame from a peer with the same virtual MAC is given to
     * that device alone (the kernel takes it for the device's own), all others to both.
     *
     * @param device where the socket is: the interface, or a virtual MAC interface on top of it
     * @param interfaceName the interface, as configured
     * @param family which IP
     */
    record Place(String device, String interfaceName, AddressFamily family) {
        /** By hand, as is the hash code: those of a record are generated when first asked for, which a start has no time for. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place
                    && place.family == family
                    && place.device.equals(device)
                    && place.interfaceName.equals(interfaceName);
        }

        @Override
        public int hashCode() {
            return (device.hashCode() * 31 + interfaceName.hashCode()) * 31 + family.hashCode();
        }
    }

    /** Which virtual routers are served at a place, so that no advert is heard twice. */
    @FunctionalInterface
    interface Served {
        boolean test(int vrid);
    }

    /**
     * What to do at a place.
     *
     * @param groups multicast groups to join; none with unicast peers only
     * @param served whose adverts are heard
     */
    record Listening(Set<InetAddress> groups, Served served) {}

    /** One open socket. */
    private static final class Receiver {
        final Place place;
        final long token;
        final int interfaceIndex;
        final VrrpReceiver socket;
        final Set<InetAddress> groups = new HashSet<>();
        Served served = _ -> true;
        PacketReceived last;

        Receiver(Place place, long token, int interfaceIndex, VrrpReceiver socket) {
            this.place = place;
            this.token = token;
            this.interfaceIndex = interfaceIndex;
            this.socket = socket;
        }

        /** The packet just received. Where one comes from who sent the last one, too, all that differs is in the buffer. */
        PacketReceived packet() {
            if (last == null
                    || !last.source().equals(socket.source())
                    || !last.destination().equals(socket.destination())
                    || last.timeToLive() != socket.hopLimit()) {
                last = new PacketReceived(
                        place.interfaceName(),
                        Families.vrrp(place.family()),
                        socket.source(),
                        socket.destination(),
                        socket.hopLimit(),
                        socket.payload());
            }
            return last;
        }
    }

    /**
     * Nothing is open.
     *
     * @param epoll wakes the loop
     * @param hearing is told when a place cannot be listened at, with the reason, and when it can again
     */
    ReceiverTable(Epoll epoll, BiConsumer<Place, Optional<String>> hearing) {
        this.epoll = epoll;
        this.hearing = hearing;
    }

    /**
     * Brings the open sockets in line with what is wanted: at start, after a reload, and when interfaces came or went. What stays wanted
     * stays open, with its queue.
     *
     * @param wanted what to listen to at each place
     * @param links the interfaces that exist
     */
    void update(Map<Place, Listening> wanted, Function<String, Optional<InterfaceInfo>> links) {
        for (Iterator<Receiver> all = byPlace.values().iterator(); all.hasNext(); ) {
            Receiver receiver = all.next();
            boolean stays = wanted.containsKey(receiver.place)
                    && links.apply(receiver.place.device())
                            .filter(link -> link.index() == receiver.interfaceIndex)
                            .isPresent();
            if (!stays) {
                all.remove();
                close(receiver);
            }
        }
        wanted.forEach((place, listening) -> links.apply(place.device()).ifPresent(link -> {
            try {
                Receiver receiver = byPlace.get(place);
                if (receiver == null) {
                    receiver = open(place, link);
                }
                receiver.served = listening.served();
                join(receiver, listening.groups());
                if (deaf.remove(place)) {
                    hearing.accept(place, Optional.empty());
                }
            } catch (LinuxException e) {
                if (deaf.add(place)) { // once, though it is tried again each second
                    LOG.error("cannot listen for adverts on {}: {}", place.device(), e.getMessage());
                    hearing.accept(place, Optional.of(e.getMessage()));
                }
            }
        }));
        List.copyOf(deaf).stream().filter(place -> !wanted.containsKey(place)).forEach(place -> {
            deaf.remove(place);
            hearing.accept(place, Optional.empty());
        });
    }

    /** Whether a socket could not be opened, though its interface is there. */
    boolean lacksSome() {
        return !deaf.isEmpty();
    }

    private Receiver open(Place place, InterfaceInfo link) throws LinuxException {
        VrrpReceiver socket = VrrpReceiver.open(place.family(), link);
        int slot = slots.indexOf(null);
        if (slot < 0) {
            slot = slots.size();
            slots.add(null);
        }
        Receiver receiver = new Receiver(place, FIRST_TOKEN + slot, link.index(), socket);
        try {
            epoll.add(socket, receiver.token);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
        byPlace.put(place, receiver);
        slots.set(slot, receiver);
        return receiver;
    }

    private static void join(Receiver receiver, Set<InetAddress> groups) throws LinuxException {
        for (InetAddress group : Set.copyOf(receiver.groups)) {
            if (!groups.contains(group)) {
                receiver.socket.leave(group);
                receiver.groups.remove(group);
            }
        }
        for (InetAddress group : groups) {
            if (!receiver.groups.contains(group)) {
                receiver.socket.join(group);
                receiver.groups.add(group);
            }
        }
    }

    /**
     * Hands on what one socket holds, at most {@code most} packets.
     *
     * @param token which socket, as epoll named it
     */
    void drain(long token, int most, Consumer<VrrpEvent> sink) {
        Receiver receiver = slots.get((int) (token - FIRST_TOKEN));
        if (receiver != null) {
            drain(receiver, most, sink);
        }
    }

    /**
     * Hands on what all sockets hold, at most {@code most} packets each: what is queued is heard before silence is believed.
     *
     * @return whether there was anything
     */
    boolean drainAll(int most, Consumer<VrrpEvent> sink) {
        int taken = 0;
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i) != null) {
                taken += drain(slots.get(i), most, sink);
            }
        }
        return taken > 0;
    }

    private static int drain(Receiver receiver, int most, Consumer<VrrpEvent> sink) {
        int taken = 0;
        try {
            for (; taken < most && receiver.socket.receive(); taken++) {
                ByteBuffer message = receiver.socket.payload();
                boolean tooShort = message.remaining() <= VRID_OFFSET;
                if (tooShort || receiver.served.test(message.get(message.position() + VRID_OFFSET) & 0xFF)) {
                    sink.accept(receiver.packet());
                }
            }
        } catch (LinuxException e) {
            LOG.debug(
                    "receiving on {}: {}",
                    receiver.place.interfaceName(),
                    e.getMessage()); // the link monitor tells the story
        }
        return taken;
    }

    private void close(Receiver receiver) {
        slots.set((int) (receiver.token - FIRST_TOKEN), null);
        try {
            epoll.remove(receiver.socket);
        } catch (LinuxException e) {
            LOG.debug("closing the receiver on {}: {}", receiver.place.interfaceName(), e.getMessage());
        }
        receiver.socket.close();
    }

    @Override
    public void close() {
        byPlace.values().forEach(this::close);
        byPlace.clear();
    }
}
