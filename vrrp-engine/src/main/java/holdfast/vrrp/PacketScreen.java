package holdfast.vrrp;

import holdfast.vrrp.VrrpEvent.PacketReceived;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.AdvertisementReader;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.DecodeResult;
import holdfast.vrrp.wire.DecodeResult.Decoded;
import holdfast.vrrp.wire.DecodeResult.Rejected;
import holdfast.vrrp.wire.ProtocolVersion;
import holdfast.vrrp.wire.RejectionReason;
import java.net.InetAddress;
import java.util.Optional;

/** Decides whether a packet is believed by a virtual router (RFC 9568, 7.1; RFC 3768, 7.1). It changes nothing of the router's. */
final class PacketScreen {
    private final AdvertisementReader reader = new AdvertisementReader();

    /**
     * The advertisement in a packet, or the first reason not to believe it.
     *
     * @param ownSource the address this router sends from, if it has one
     * @param knownSender whose address list was found right before, if anyone's
     */
    DecodeResult examine(
            VirtualRouter router,
            PacketReceived packet,
            Optional<InetAddress> ownSource,
            Optional<InetAddress> knownSender) {
        if (ownSource.isPresent() && ownSource.get().equals(packet.source())) {
            return reject(RejectionReason.OWN_SOURCE, packet.source());
        }
        Rejected misdirected = checkPath(router.peering(), packet);
        if (misdirected != null) {
            return misdirected;
        }
        DecodeResult result = reader.read(packet.message(), packet.family(), packet.source(), packet.destination());
        return switch (result) {
            case Rejected rejected -> rejected;
            case Decoded decoded -> {
                Rejected unfit = checkContent(router, decoded.advertisement(), packet.source(), knownSender);
                yield unfit == null ? decoded : unfit;
            }
        };
    }

    /** Whether a packet is on the way a virtual router listens on, to tell apart two that share a VRID. */
    static boolean isMeantFor(Peering peering, PacketReceived packet) {
        return switch (peering) {
            case Peering.Multicast multicast -> multicast.group().equals(packet.destination());
            case Peering.Unicast unicast -> peerAt(unicast, packet.source()) != null;
        };
    }

    /** TTL, destination and, where asked for, source. */
    private static Rejected checkPath(Peering peering, PacketReceived packet) {
        return switch (peering) {
            case Peering.Multicast multicast -> {
                if (packet.timeToLive() >= 0 && packet.timeToLive() != AdvertisementCodec.TIME_TO_LIVE) {
                    yield reject(RejectionReason.WRONG_TTL, packet.timeToLive());
                }
                yield multicast.group().equals(packet.destination())
                        ? null
                        : reject(RejectionReason.WRONG_DESTINATION, packet.destination());
            }
            case Peering.Unicast unicast -> checkUnicast(unicast, packet);
        };
    }

    private static Rejected checkUnicast(Peering.Unicast unicast, PacketReceived packet) {
        if (packet.destination().isMulticastAddress()) {
            return reject(RejectionReason.WRONG_DESTINATION, packet.destination());
        }
        Peering.Peer peer = peerAt(unicast, packet.source());
        if (peer == null) {
            return unicast.checkSource() ? reject(RejectionReason.NOT_A_PEER, packet.source()) : null;
        }
        int timeToLive = packet.timeToLive();
        boolean within =
                timeToLive < 0 || (timeToLive >= peer.leastTimeToLive() && timeToLive <= peer.greatestTimeToLive());
        return within ? null : reject(RejectionReason.WRONG_TTL, timeToLive);
    }

    private static Peering.Peer peerAt(Peering.Unicast unicast, InetAddress source) {
        for (Peering.Peer peer : unicast.peers()) {
            if (peer.address().equals(source)) {
                return peer;
            }
        }
        return null;
    }

    private static Rejected checkContent(
            VirtualRouter router, Advertisement advert, InetAddress source, Optional<InetAddress> knownSender) {
        if (advert.version() != router.version()) {
            return reject(
                    RejectionReason.OTHER_VERSION, "version " + advert.version().number());
        }
        if (router.version() == ProtocolVersion.V3) {
            return null;
        }
        RejectionReason unproven = checkAuthentication(router.authentication(), advert.authentication());
        if (unproven != null) {
            return reject(unproven, "type " + advert.authentication().type());
        }
        if (!advert.interval().equals(router.advertisementInterval())) {
            return reject(RejectionReason.OTHER_INTERVAL, advert.interval().toSeconds() + " s");
        }
        // One that has none of our addresses cannot be their owner, whatever it says.
        boolean unchecked =
                (advert.priority() == Advertisement.OWNER && router.addresses().holdsAnyOf(advert.addresses()))
                        || (router.rules().trustKnownSender()
                                && knownSender.isPresent()
                                && knownSender.get().equals(source));
        return unchecked || router.addresses().holdsSameAs(advert.addresses())
                ? null
                : reject(RejectionReason.OTHER_ADDRESSES, advert.addresses());
    }

    private static RejectionReason checkAuthentication(Authentication ours, Authentication theirs) {
        if (theirs instanceof Authentication.Unsupported) {
            return RejectionReason.UNSUPPORTED_AUTHENTICATION;
        }
        if (ours.type() != theirs.type()) {
            return RejectionReason.OTHER_AUTHENTICATION;
        }
        return ours.equals(theirs) ? null : RejectionReason.WRONG_PASSWORD;
    }

    private static Rejected reject(RejectionReason reason, Object detail) {
        String text = detail instanceof InetAddress address ? address.getHostAddress() : String.valueOf(detail);
        return new Rejected(reason, text);
    }
}
