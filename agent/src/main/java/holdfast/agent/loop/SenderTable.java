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
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
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
    private final Map<AddressFamily, Map<String, Sender>> senders = new EnumMap<>(AddressFamily.class);
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

    /** Flows by destination: all adverts to one have the same source and TTL nearly always, so that what is looked through is short. */
    private record Sender(int interfaceIndex, VrrpSender socket, Map<InetAddress, List<VrrpSender.Flow>> flows) {
        VrrpSender.Flow flow(InetAddress source, InetAddress destination, int timeToLive) {
            List<VrrpSender.Flow> known = flows.get(destination);
            if (known == null) {
                known = new ArrayList<>(1);
                flows.put(destination, known);
            }
            for (int i = 0; i < known.size(); i++) {
                VrrpSender.Flow flow = known.get(i);
                if (flow.hopLimit() == timeToLive && flow.source().equals(source)) {
                    return flow;
                }
            }
            VrrpSender.Flow flow = socket.flow(source, destination, timeToLive);
            known.add(flow);
            return flow;
        }
    }

    /** @param links the interfaces that exist now, by name */
    SenderTable(Function<String, Optional<InterfaceInfo>> links) {
        this.links = links;
        for (AddressFamily family : AddressFamily.values()) {
            senders.put(family, new HashMap<>());
        }
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
            sender = sender(device, Families.linux(advert.family()));
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
        VrrpSender.Flow flow = sender.flow(advert.source(), packet.destination(), advert.timeToLive());
        message.clear();
        packet.message().writeTo(message);
        message.flip();
        return sender.socket.send(flow, message);
    }

    /** Opens what the routers will send by, so that a takeover need not. What cannot be opened now is tried again with the first advert. */
    void open(Collection<RouterPlan> routers) {
        for (RouterPlan router : routers) {
            try {
                sender(router.sendingDevice(), router.family());
            } catch (LinuxException e) {
                LOG.debug("({}) no socket to send by yet: {}", router.name(), e.getMessage());
            }
        }
    }

    private Sender sender(String device, AddressFamily family) throws LinuxException {
        InterfaceInfo link = links.apply(device).orElse(null);
        Map<String, Sender> ofFamily = senders.get(family);
        Sender known = ofFamily.get(device);
        if (known != null && link != null && known.interfaceIndex == link.index()) {
            return known;
        }
        if (known != null) { // the interface was made anew, or is gone
            known.socket.close();
            ofFamily.remove(device);
        }
        if (link == null) {
            return null;
        }
        Sender sender = new Sender(link.index(), VrrpSender.open(family, link), new HashMap<>());
        ofFamily.put(device, sender);
        return sender;
    }

    /** Forgets everything that was laid out for earlier configurations; sockets are opened again when needed. */
    void reset() {
        for (Map<String, Sender> ofFamily : senders.values()) {
            ofFamily.values().forEach(sender -> sender.socket.close());
            ofFamily.clear();
        }
    }

    @Override
    public void close() {
        reset();
    }
}
