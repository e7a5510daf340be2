package holdfast.vrrp.wire;

import java.nio.ByteBuffer;

/** The 16-bit one's complement sum of RFC 1071, kept unfolded in a long so that parts can be added in any order. */
public final class InternetChecksum {
    private InternetChecksum() {}

    /**
     * The sum of bytes [from, to) of a big-endian buffer, added to a sum so far. An odd last byte counts as if
     * followed by zero, so only the last part may be odd.
     */
    public static long add(long sum, ByteBuffer bytes, int from, int to) {
        long total = sum;
        int at = from;
        for (; at + 1 < to; at += 2) {
            total += ((bytes.get(at) & 0xff) << 8) | (bytes.get(at + 1) & 0xff);
        }
        return at < to ? total + ((bytes.get(at) & 0xff) << 8) : total;
    }

    /** The sum of a whole array, added to a sum so far. */
    public static long add(long sum, byte[] bytes) {
        long total = sum;
        for (int at = 0; at < bytes.length; at++) {
            total += (long) (bytes[at] & 0xff) << ((at & 1) == 0 ? 8 : 0);
        }
        return total;
    }

    /**
     * The checksum field for a sum: folded to 16 bits and complemented; 0 when the summed bytes hold a right
     * checksum.
     */
    public static int finish(long sum) {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) ~folded & 0xffff;
    }
}
