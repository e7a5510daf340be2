package holdfast.bfd;

import holdfast.bfd.DecodeResult.Decoded;
import holdfast.bfd.DecodeResult.Rejected;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Control packets to and from bytes (RFC 5880, 4.1). */
public final class ControlPacketCodec {
    /** Bytes of a packet without authentication. */
    public static final int SIZE = 24;

    private static final int SIZE_WITH_AUTHENTICATION = 26;
    private static final int VERSION = 1;
    private static final int POLL = 0x20;
    private static final int FINAL = 0x10;
    private static final int CONTROL_PLANE_INDEPENDENT = 0x08;
    private static final int AUTHENTICATION = 0x04;
    private static final int DEMAND = 0x02;
    private static final int MULTIPOINT = 0x01;
    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private ControlPacketCodec() {}

    /** The 24 bytes of a packet. */
    public static byte[] encode(ControlPacket packet) {
        int flags = packet.state().code() << 6
                | (packet.poll() ? POLL : 0)
                | (packet.finalBit() ? FINAL : 0)
                | (packet.controlPlaneIndependent() ? CONTROL_PLANE_INDEPENDENT : 0)
                | (packet.demand() ? DEMAND : 0);
        byte[] bytes = new byte[SIZE];
        ByteBuffer.wrap(bytes)
                .put((byte) (VERSION << 5 | packet.diagnostic().code()))
                .put((byte) flags)
                .put((byte) packet.multiplier())
                .put((byte) SIZE)
                .putInt(packet.myDiscriminator())
                .putInt(packet.yourDiscriminator())
                .putInt((int) packet.desiredMinTx())
                .putInt((int) packet.requiredMinRx())
                .putInt((int) packet.requiredMinEchoRx());
        return bytes;
    }

    /**
     * Reads a packet and checks all that RFC 5880, 6.8.6 asks of it before a session is looked for. Bytes beyond the length
     * field are padding.
     *
     * @param payload the UDP payload, from position to limit; not changed
     */
    public static DecodeResult decode(ByteBuffer payload) {
        ByteBuffer bytes = payload.slice().order(ByteOrder.BIG_ENDIAN);
        int size = bytes.remaining();
        if (size < SIZE) {
            return new Rejected(RejectReason.TOO_SMALL, size + " bytes");
        }
        int version = (bytes.get(0) & 0xFF) >>> 5;
        if (version != VERSION) {
            return new Rejected(RejectReason.VERSION, Integer.toString(version));
        }
        int flags = bytes.get(1) & 0xFF;
        boolean authenticated = (flags & AUTHENTICATION) != 0;
        int length = bytes.get(3) & 0xFF;
        if (length < (authenticated ? SIZE_WITH_AUTHENTICATION : SIZE) || length > size) {
            return new Rejected(
                    RejectReason.LENGTH, "length field: " + length + " bytes, buffer size: " + size + " bytes");
        }
        return judge(packet(bytes, flags), flags);
    }

    private static ControlPacket packet(ByteBuffer bytes, int flags) {
        return new ControlPacket(
                new Diagnostic(bytes.get(0) & 0x1F),
                BfdState.of(flags >>> 6),
                (flags & POLL) != 0,
                (flags & FINAL) != 0,
                (flags & CONTROL_PLANE_INDEPENDENT) != 0,
                (flags & DEMAND) != 0,
                bytes.get(2) & 0xFF,
                bytes.getInt(4),
                bytes.getInt(8),
                bytes.getInt(12) & UNSIGNED,
                bytes.getInt(16) & UNSIGNED,
                bytes.getInt(20) & UNSIGNED);
    }

    private static DecodeResult judge(ControlPacket packet, int flags) {
        if (packet.multiplier() == 0) {
            return new Rejected(RejectReason.MULTIPLIER_ZERO, "");
        }
        if ((flags & MULTIPOINT) != 0) {
            return new Rejected(RejectReason.MULTIPOINT, "");
        }
        if (packet.myDiscriminator() == 0) {
            return new Rejected(RejectReason.MY_DISCRIMINATOR_ZERO, "");
        }
        boolean maybeDown = packet.state() == BfdState.DOWN || packet.state() == BfdState.ADMIN_DOWN;
        if (packet.yourDiscriminator() == 0 && !maybeDown) {
            return new Rejected(RejectReason.YOUR_DISCRIMINATOR_ZERO, "");
        }
        if (packet.poll() && packet.finalBit()) {
            return new Rejected(RejectReason.POLL_AND_FINAL, "");
        }
        if ((flags & AUTHENTICATION) != 0) {
            return new Rejected(RejectReason.AUTHENTICATED, "");
        }
        return new Decoded(packet);
    }
}
