package holdfast.bfd;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One session as configured, in the words of keepalived's {@code bfd_instance} (keepalived.conf(5), "BFD CONFIGURATION").
 *
 * @param name unique among the sessions
 * @param neighbor the other end, which no other session has
 * @param source our address, of the neighbor's family; without one, the kernel chooses
 * @param minRx least interval at which packets can be received, 1 µs to 4294.967295 s
 * @param minTx least interval at which packets are sent while up, in the same range
 * @param idleTx interval of packets while not up; less than 1 s counts as 1 s (RFC 5880, 6.8.3)
 * @param multiplier packets the other end may miss, 1 to 255
 * @param passive whether nothing is sent before the other end is heard (RFC 5880, 6.1)
 * @param ttl TTL or hop limit of packets sent, 1 to 255
 * @param maxHops how much less than {@code ttl} a received packet may have, 0 to 255; -1: whatever it has
 * @param multihop whether the port of RFC 5883 is used, 4784 rather than 3784
 */
public record BfdSettings(
        String name,
        InetAddress neighbor,
        Optional<InetAddress> source,
        Duration minRx,
        Duration minTx,
        Duration idleTx,
        int multiplier,
        boolean passive,
        int ttl,
        int maxHops,
        boolean multihop) {
    private static final Duration LONGEST = Duration.ofNanos(0xFFFF_FFFFL * 1_000);
    private static final Duration LEAST = Duration.ofNanos(1_000);

    /** Checks the ranges. */
    public BfdSettings {
        range(minRx, "min_rx");
        range(minTx, "min_tx");
        range(idleTx, "idle_tx");
        range(multiplier, 1, "multiplier");
        range(ttl, 1, "ttl");
        range(maxHops, -1, "max_hops");
    }

    private static void range(Duration value, String name) {
        if (value.compareTo(LEAST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " " + value);
        }
    }

    private static void range(int value, int least, String name) {
        if (value < least || value > 255) {
            throw new IllegalArgumentException(name + " " + value);
        }
    }

    /** The least TTL or hop limit that a received packet must have, 0 to 255; 255 for a single hop (RFC 5881, 5). */
    public int leastReceivedTtl() {
        return maxHops < 0 ? 0 : Math.max(0, ttl - maxHops);
    }

    /** Whether both speak of the same session, whose discriminator and state a reload keeps. */
    public boolean isSameSession(BfdSettings other) {
        return name.equals(other.name)
                && neighbor.equals(other.neighbor)
                && source.equals(other.source)
                && multihop == other.multihop;
    }
}
