package holdfast.bfd;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * What there is to know of a session that is Up, so that another process of this node goes on with it and the neighbor notices nothing: the
 * state variables of RFC 5880, 6.8.1. Intervals are microseconds, at most 32 bits.
 *
 * @param name of the session
 * @param neighbor the other end
 * @param source our address, if it was configured
 * @param multihop whether it uses the port of RFC 5883
 * @param discriminator ours, not 0
 * @param remoteDiscriminator the neighbor's
 * @param announced what we announced last
 * @param inForce what of it is in force; another one while a Poll Sequence is not answered
 * @param remote what the neighbor announced last
 * @param remoteMultiplier packets that we may miss
 * @param polling whether a Poll Sequence is under way
 */
public record EstablishedSession(
        String name,
        InetAddress neighbor,
        Optional<InetAddress> source,
        boolean multihop,
        int discriminator,
        int remoteDiscriminator,
        Intervals announced,
        Intervals inForce,
        Intervals remote,
        int remoteMultiplier,
        boolean polling) {
    /** Nothing is left out. */
    public EstablishedSession {
        Objects.requireNonNull(name);
        Objects.requireNonNull(neighbor);
        Objects.requireNonNull(source);
    }

    /**
     * The intervals of one end.
     *
     * @param desiredMinTx least interval at which it sends
     * @param requiredMinRx least interval at which it receives
     */
    public record Intervals(long desiredMinTx, long requiredMinRx) {}

    /** Whether this session is the configured one. */
    boolean isOf(BfdSettings settings) {
        return name.equals(settings.name())
                && neighbor.equals(settings.neighbor())
                && source.equals(settings.source())
                && multihop == settings.multihop();
    }
}
