package holdfast.linux;

import java.net.Inet6Address;
import java.net.InetAddress;

/** How addresses are written for people: IPv6 as in RFC 5952, 4. */
public final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    /**
     * An address without a scope.
     *
     * @param address any address
     * @return for example {@code 192.0.2.1} or {@code fd00::64}
     */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        int[] groups = groups(address.getAddress());
        int start = longestZeros(groups);
        int length = zerosAt(groups, start);
        if (length < 2) { // a single group of zeros is written out
            return join(groups, 0, GROUPS);
        }
        return join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
    }

    private static int[] groups(byte[] octets) {
        int[] groups = new int[GROUPS];
        for (int index = 0; index < GROUPS; index++) {
            groups[index] = (octets[2 * index] & 0xff) << 8 | (octets[2 * index + 1] & 0xff);
        }
        return groups;
    }

    /** Where the longest run of zeros begins; the first of equal ones. */
    private static int longestZeros(int[] groups) {
        int best = 0;
        for (int index = 1; index < GROUPS; index++) {
            if (zerosAt(groups, index) > zerosAt(groups, best)) {
                best = index;
            }
        }
        return best;
    }

    private static int zerosAt(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String join(int[] groups, int from, int until) {
        StringBuilder text = new StringBuilder();
        for (int index = from; index < until; index++) {
            text.append(index == from ? "" : ":").append(Integer.toHexString(groups[index]));
        }
        return text.toString();
    }
}
