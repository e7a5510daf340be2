package holdfast.agent.loop;

import holdfast.agent.plan.RouterPlan;
import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.LinuxException;
import holdfast.linux.SendOutcome;
import holdfast.linux.VrrpSender;
import holdfast.vrrp.Effect;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets adverts go out by: one for each device and family, opened with the first advert and kept. */
final class SenderTable implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SenderTable.class);

    private final Function<String, Optional<InterfaceInfo>> links;
    private final Map<Exit, Sender> senders = new HashMap<>();
    private final ByteBuffer message = ByteBuffer.allocateDirect(VrrpSender.MAX_PAYLOAD);

    /** Refusals that are over when the queue is shorter. */
    private static final Set<Errno> PASSING = Set.of(Errno.EAGAIN, Errno.ENOBUFS);

    /** What became of an advert. */
    sealed interface Delivery {
        /** The only one needed. */
        Delivery SENT = new Sent();

        /** The kernel took it for at least one destination. */
        record Sent() implements Delivery {}

        /**
         * Nobody gets it.
         *
         * @param reason the kernel's, for the log
         * @param passing whether the next one may well leave
         */
        record Refused(String reason, boolean passing) implements Delivery {}
    }

    private record Exit(String device, AddressFamily family) {}

    private record Between(InetAddress source, InetAddress destination, int timeToLive) {
        /** By hand, as is the hash code: those of a record are generated when first asked for, which a start has no time for. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Between between
                    && between.timeToLive == timeToLive
                    && between.source.equals(source)
                    && between.destination.equals(destination);
        }

        @Override
        public int hashCode() {
            return (source.hashCode() * 31 + destination.hashCode()) * 31 + timeToLive;
        }
    }

    private record Sender(int interfaceIndex, VrrpSender socket, Map<Between, VrrpSender.Flow> flows) {}

    /** @param links the interfaces that exist now, by name */
    SenderTable(Function<String, Optional<InterfaceInfo>> links) {
        this.links = links;
    }

    /**
     * Sends one advert to each of its destinations.
     *
     * @param advert what
     * @param device where it leaves: the interface, or the virtual MAC interface on top of it
     * @return what became of it
     */
    Delivery send(Effect.SendAdvertisement advert, String device) {
        Sender sender;
        try {
            sender = sender(new Exit(device, Families.linux(advert.family())));
        } catch (LinuxException e) {
            return new Delivery.Refused(e.getMessage(), false);
        }
        if (sender == null) {
            return new Delivery.Refused("interface " + device + " does not exist", false);
        }
        int taken = 0;
        Errno trouble = null;
        for (int i = 0; i < advert.packets().size(); i++) {
            // Not a switch: linking one takes a millisecond, here between the first advert of a takeover and the
            // address.
            if (send(sender, advert, advert.packets().get(i)) instanceof SendOutcome.Refused(Errno errno)) {
                trouble = errno;
            } else {
                taken++;
            }
        }
        if (trouble == null) {
            return Delivery.SENT;
        }
        if (taken > 0) {
            LOG.debug("({}) adverts do not reach every peer: {}", advert.router(), trouble);
            return Delivery.SENT;
        }
        return new Delivery.Refused(trouble.toString(), PASSING.contains(trouble));
    }

    private SendOutcome send(Sender sender, Effect.SendAdvertisement advert, Effect.Packet packet) {
        Between between = new Between(advert.source(), packet.destination(), advert.timeToLive());
        VrrpSender.Flow flow = sender.flows.get(between);
        if (flow == null) {
            flow = sender.socket.flow(between.source, between.destination, between.timeToLive);
            sender.flows.put(between, flow);
        }
        message.clear();
        packet.message().writeTo(message);
        message.flip();
        return sender.socket.send(flow, message);
    }

    /** Opens what the routers will send by, so that a takeover need not. What cannot be opened now is tried again with the first advert. */
    void open(Collection<RouterPlan> routers) {
        for (RouterPlan router : routers) {
            try {
                sender(new Exit(router.sendingDevice(), router.family()));
            } catch (LinuxException e) {
                LOG.debug("({}) no socket to send by yet: {}", router.name(), e.getMessage());
            }
        }
    }

    private Sender sender(Exit exit) throws LinuxException {
        InterfaceInfo link = links.apply(exit.device).orElse(null);
        Sender known = senders.get(exit);
        if (known != null && link != null && known.interfaceIndex == link.index()) {
            return known;
        }
        if (known != null) { // the interface was made anew, or is gone
            known.socket.close();
            senders.remove(exit);
        }
        if (link == null) {
            return null;
        }
        Sender sender = new Sender(link.index(), VrrpSender.open(exit.family, link), new HashMap<>());
        senders.put(exit, sender);
        return sender;
    }

    /** Forgets everything that was laid out for earlier configurations; sockets are opened again when needed. */
    void reset() {
        senders.values().forEach(sender -> sender.socket.close());
        senders.clear();
    }

    @Override
    public void close() {
        reset();
    }
}
