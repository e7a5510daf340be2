package holdfast.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Address objects for the bytes seen in packets, so that a router's steady neighbours cost no allocation.
 *
 * <p>A bounded table: a flood of made-up senders replaces entries and cannot grow it.
 */
final class SeenAddresses {
    private static final int SLOTS = 256;

    private final int length;
    private final byte[][] keys = new byte[SLOTS][];
    private final InetAddress[] values = new InetAddress[SLOTS];

    SeenAddresses(AddressFamily family) {
        length = family.addressBytes();
    }

    /** The address whose bytes start at {@code offset}. */
    InetAddress at(ByteBuffer buffer, int offset) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + buffer.get(offset + i);
        }
        int slot = (hash ^ hash >>> 8) & (SLOTS - 1);
        byte[] key = keys[slot];
        if (key == null || !matches(key, buffer, offset)) {
            key = new byte[length];
            buffer.get(offset, key);
            keys[slot] = key;
            values[slot] = AddressFamily.address(key);
        }
        return values[slot];
    }

    private static boolean matches(byte[] key, ByteBuffer buffer, int offset) {
        for (int i = 0; i < key.length; i++) {
            if (key[i] != buffer.get(offset + i)) {
                return false;
            }
        }
        return true;
    }
}
