package holdfast.vrrp.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable VRRP message, from its version to its last byte, checksum included: ready to follow an IP header. */
public final class EncodedMessage {
    private final byte[] bytes;

    EncodedMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Its length in bytes. */
    public int length() {
        return bytes.length;
    }

    /**
     * Puts the message at the buffer's position, which moves past it.
     *
     * @throws java.nio.BufferOverflowException if fewer than {@link #length()} bytes remain
     */
    public void writeTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedMessage that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
