package holdfast.check;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as text. */
final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    /** In the canonical form of RFC 5952, without a scope: {@code fd00::1}. */
    static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        int[] groups = groups(address.getAddress());
        int[] run = longestRunOfZeros(groups);
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (run[1] > 1 && i == run[0]) {
                text.append("::");
                i += run[1] - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** For a {@code Host} header, port always included, as Keepalived does: {@code 10.0.0.1:80}, {@code [fd00::1]:80}. */
    static String host(InetSocketAddress address) {
        String text = of(address.getAddress());
        return (address.getAddress() instanceof Inet6Address ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    private static int[] groups(byte[] bytes) {
        var groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        return groups;
    }

    /** Where it begins and how long it is. */
    private static int[] longestRunOfZeros(int[] groups) {
        int[] longest = {0, 0};
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            length = groups[i] == 0 ? length + 1 : 0;
            if (length > longest[1]) {
                longest = new int[] {i - length + 1, length};
            }
        }
        return longest;
    }
}
