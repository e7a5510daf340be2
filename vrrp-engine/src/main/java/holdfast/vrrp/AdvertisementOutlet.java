package holdfast.vrrp;

import holdfast.vrrp.Effect.SendAdvertisement;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends a router's advertisements. The last one of each kind is kept: from one interval to the next nothing in it
 * changes, so the periodic one costs neither a checksum nor an allocation.
 */
final class AdvertisementOutlet {
    private final Router router;
    private Optional<SendAdvertisement> ordinary = Optional.empty();
    private Optional<SendAdvertisement> release = Optional.empty();

    AdvertisementOutlet(Router router) {
        this.router = router;
    }

    /** The configuration changed: nothing that was built before is right. */
    void forget() {
        ordinary = Optional.empty();
        release = Optional.empty();
    }

    /** Advertises with the effective priority. */
    void advertise() {
        ordinary = current(ordinary, router.priority());
        emit(ordinary);
    }

    /** Advertises priority 0. */
    void letGo() {
        release = current(release, Advertisement.RELEASE);
        emit(release);
        router.around().info(router.tag() + "sent 0 priority");
    }

    private void emit(Optional<SendAdvertisement> advertisement) {
        if (advertisement.isPresent()) {
            router.around().emit(advertisement.get());
            router.tally().sent(advertisement.get().priority());
        }
    }

    /** Empty when there is no address to send it from. */
    private Optional<SendAdvertisement> current(Optional<SendAdvertisement> kept, int priority) {
        Optional<InetAddress> source = router.source();
        boolean usable = source.isPresent()
                && kept.isPresent()
                && kept.get().priority() == priority
                && kept.get().source().equals(source.get());
        return usable ? kept : source.map(from -> build(router.config(), priority, from));
    }

    private static SendAdvertisement build(VirtualRouter router, int priority, InetAddress source) {
        Advertisement advertisement = new Advertisement(
                router.version(),
                router.key().vrid(),
                priority,
                router.advertisementInterval(),
                router.authentication(),
                router.addresses());
        return switch (router.peering()) {
            case Peering.Multicast multicast ->
                send(router, advertisement, source, AdvertisementCodec.TIME_TO_LIVE, Stream.of(multicast.group()));
            case Peering.Unicast unicast ->
                send(
                        router,
                        advertisement,
                        source,
                        unicast.timeToLive(),
                        unicast.peers().stream().map(Peering.Peer::address));
        };
    }

    private static SendAdvertisement send(
            VirtualRouter router,
            Advertisement advertisement,
            InetAddress source,
            int timeToLive,
            Stream<InetAddress> destinations) {
        List<Effect.Packet> packets = destinations
                .map(to -> new Effect.Packet(
                        to, AdvertisementCodec.encode(advertisement, source, to, router.sendChecksum())))
                .toList();
        return new SendAdvertisement(
                router.name(),
                router.key().interfaceName(),
                router.key().family(),
                advertisement.priority(),
                source,
                timeToLive,
                packets);
    }
}
