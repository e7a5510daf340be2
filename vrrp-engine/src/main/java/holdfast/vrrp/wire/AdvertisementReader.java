package holdfast.vrrp.wire;

import holdfast.vrrp.wire.DecodeResult.Decoded;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Decodes the messages of one virtual router. An active router says the same each time: a message with the same bytes, between the same addresses, as the one
 * decoded last is known already, checksum and all, and costs a comparison.
 */
public final class AdvertisementReader {
    private byte[] bytes = {};
    private InetAddress source;
    private InetAddress destination;
    private Decoded decoded;

    /**
     * What {@link AdvertisementCodec#decode} says.
     *
     * @param message what followed the IP header, from the buffer's position to its limit; neither is moved
     * @param family the family of the packet it came in
     * @param from the packet's source
     * @param to the packet's destination
     */
    public DecodeResult read(ByteBuffer message, AddressFamily family, InetAddress from, InetAddress to) {
        if (isKnown(message, from, to)) {
            return decoded;
        }
        DecodeResult result = AdvertisementCodec.decode(message, family, from, to);
        if (result instanceof Decoded fresh) {
            bytes = new byte[message.remaining()];
            message.get(message.position(), bytes);
            source = from;
            destination = to;
            decoded = fresh;
        }
        return result;
    }

    private boolean isKnown(ByteBuffer message, InetAddress from, InetAddress to) {
        if (decoded == null || message.remaining() != bytes.length || !from.equals(source) || !to.equals(destination)) {
            return false;
        }
        int start = message.position();
        for (int i = 0; i < bytes.length; i++) {
            if (message.get(start + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
