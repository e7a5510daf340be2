package holdfast.vip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The broadcast address that goes with an IPv4 address: what {@code brd} says in keepalived.conf and to ip-address(8). */
public sealed interface Broadcast {
    /** None, which is what an address without {@code brd} gets. */
    record None() implements Broadcast {}

    /** {@code brd +}: all host bits set. */
    record HostBitsSet() implements Broadcast {}

    /** {@code brd -}: all host bits clear. */
    record HostBitsClear() implements Broadcast {}

    /** {@code brd ADDRESS}. */
    record Explicit(InetAddress address) implements Broadcast {}

    /** The address meant for this IPv4 address and prefix length; none for prefixes without host bits to set. */
    default Optional<InetAddress> resolve(InetAddress address, int prefixLength) {
        return switch (this) {
            case None _ -> Optional.empty();
            case Explicit(InetAddress broadcast) -> Optional.of(broadcast);
            case HostBitsSet _ -> prefixLength > 30 ? Optional.empty() : Optional.of(fill(address, prefixLength, true));
            case HostBitsClear _ ->
                prefixLength > 30 ? Optional.empty() : Optional.of(fill(address, prefixLength, false));
        };
    }

    /** The address with all bits after the prefix set or clear. */
    static InetAddress fill(InetAddress address, int prefixLength, boolean ones) {
        byte[] bytes = address.getAddress();
        for (int bit = prefixLength; bit < bytes.length * 8; bit++) {
            int mask = 0x80 >>> (bit % 8);
            bytes[bit / 8] = (byte) (ones ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the length of an address does not change", e);
        }
    }
}
