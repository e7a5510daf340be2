package holdfast.vrrp.sim;

import holdfast.vrrp.Effect;
import holdfast.vrrp.Effect.SendAdvertisement;
import holdfast.vrrp.VrrpEvent.PacketReceived;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.DecodeResult;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A packet on its way, and what is known about it without asking any engine.
 *
 * @param serial which transmission it is; copies have the same
 * @param event what a receiver's engine is given
 * @param sender the number of the node that sent it
 * @param router the number of the virtual router it is about
 * @param segment the number of the segment it is on
 * @param priority its priority
 * @param intervalNanos its interval
 * @param believable whether anyone may believe it
 */
record SimulatedPacket(
        long serial,
        PacketReceived event,
        int sender,
        int router,
        int segment,
        int priority,
        long intervalNanos,
        boolean believable) {

    private static final int FORWARDED_TTL = 254;

    /** What an engine wants to have sent. */
    static SimulatedPacket of(SendAdvertisement send, int sender, int router, int segment) {
        if (send.packets().size() != 1) {
            throw new AssertionError(
                    "multicast is one packet, not " + send.packets().size());
        }
        Effect.Packet packet = send.packets().getFirst();
        PacketReceived event = new PacketReceived(
                send.interfaceName(),
                send.family(),
                send.source(),
                packet.destination(),
                send.timeToLive(),
                ByteBuffer.wrap(packet.message().toByteArray()));
        DecodeResult result =
                AdvertisementCodec.decode(event.message(), send.family(), send.source(), packet.destination());
        return switch (result) {
            case DecodeResult.Rejected rejected -> throw new AssertionError("sends what is refused: " + rejected);
            case DecodeResult.Decoded decoded -> {
                Advertisement advert = decoded.advertisement();
                if (advert.priority() != send.priority()) {
                    throw new AssertionError("says priority " + send.priority() + " and sends " + advert.priority());
                }
                yield new SimulatedPacket(
                        0,
                        event,
                        sender,
                        router,
                        segment,
                        advert.priority(),
                        advert.interval().toNanos(),
                        true);
            }
        };
    }

    /** Where it comes from. */
    InetAddress source() {
        return event.source();
    }

    /** The same, sent now. */
    SimulatedPacket transmission(long newSerial) {
        return new SimulatedPacket(newSerial, event, sender, router, segment, priority, intervalNanos, believable);
    }

    /** The same with one bit wrong. */
    SimulatedPacket damaged(int bit) {
        byte[] bytes = event.message().array().clone();
        int at = bit % (bytes.length * 8);
        bytes[at / 8] ^= (byte) (1 << at % 8);
        return unbelievable(ByteBuffer.wrap(bytes), event.timeToLive());
    }

    /** The same after a router forwarded it, which none should. */
    SimulatedPacket forwarded() {
        return unbelievable(event.message(), FORWARDED_TTL);
    }

    /** The same, come back to its sender. */
    SimulatedPacket reflected() {
        return unbelievable(event.message(), event.timeToLive());
    }

    private SimulatedPacket unbelievable(ByteBuffer message, int timeToLive) {
        PacketReceived changed = new PacketReceived(
                event.interfaceName(), event.family(), event.source(), event.destination(), timeToLive, message);
        return new SimulatedPacket(serial, changed, sender, router, segment, priority, intervalNanos, false);
    }
}
