package holdfast.conf.schema;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Addresses from text, as {@code inet_pton(3)} takes them. {@link InetAddress} itself would ask a name server about
 * anything it does not recognise.
 */
public final class AddressLiteral {
    private AddressLiteral() {}

    /** The address, if the text is one. */
    public static Optional<InetAddress> parse(String text) {
        byte[] bytes = text.indexOf(':') < 0 ? four(text) : sixteen(text);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            // getByAddress(byte[]) alone would turn ::ffff:a.b.c.d into an IPv4 address.
            return Optional.of(
                    bytes.length == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    private static byte[] four(String text) {
        byte[] bytes = new byte[4];
        int from = 0;
        for (int i = 0; i < 4; i++) {
            int dot = text.indexOf('.', from);
            int end = dot < 0 ? text.length() : dot;
            int value = octet(text, from, end);
            if (value < 0 || (dot < 0) != (i == 3)) {
                return null;
            }
            bytes[i] = (byte) value;
            from = end + 1;
        }
        return bytes;
    }

    /** One to three digits up to 255, without a zero before others; -1 when it is none. */
    private static int octet(String text, int from, int end) {
        if (end == from || end - from > 3 || (end - from > 1 && text.charAt(from) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value > 255 ? -1 : value;
    }

    private static byte[] sixteen(String text) {
        int gap = text.indexOf("::");
        if ((gap >= 0 && text.indexOf("::", gap + 1) >= 0) || text.length() > 45) {
            return null;
        }
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true);
        if (head == null || tail == null) {
            return null;
        }
        int length = head.length + tail.length;
        if (gap < 0 ? length != 16 : length > 14) {
            return null;
        }
        byte[] bytes = new byte[16];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
        return bytes;
    }

    /** Groups of up to four hexadecimal digits; the last may be an IPv4 address if it ends the whole. */
    private static byte[] groups(String text, boolean last) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] four = last && parts[parts.length - 1].indexOf('.') >= 0 ? four(parts[parts.length - 1]) : null;
        int plain = four == null ? parts.length : parts.length - 1;
        byte[] bytes = new byte[plain * 2 + (four == null ? 0 : 4)];
        for (int i = 0; i < plain; i++) {
            if (parts[i].isEmpty() || parts[i].length() > 4 || !isHexadecimal(parts[i])) {
                return null;
            }
            int value = Integer.parseInt(parts[i], 16);
            bytes[2 * i] = (byte) (value >> 8);
            bytes[2 * i + 1] = (byte) value;
        }
        if (four != null) {
            System.arraycopy(four, 0, bytes, plain * 2, 4);
        }
        return bytes;
    }

    private static boolean isHexadecimal(String text) {
        return text.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
    }
}
