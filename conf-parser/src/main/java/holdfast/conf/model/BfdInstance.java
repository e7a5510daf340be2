package holdfast.conf.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * A {@code bfd_instance} block: a BFD session with a neighbour (RFC 5880).
 *
 * @param name at most 31 characters
 * @param neighborAddress the neighbour
 * @param sourceAddress own address, of the neighbour's family
 * @param minRx required least interval of received packets, default 10 ms
 * @param minTx desired least interval of sent packets, default 10 ms
 * @param idleTx interval while the session is down, default 1 s
 * @param multiplier packets missed until the session is down, 1 to 255, default 5
 * @param passive waits for the neighbour's first packet
 * @param ttl TTL or hop limit of sent packets, 1 to 255, default 255 for IPv4, 64 for IPv6
 * @param maxHops most hops a received packet may have taken, -1 to 255, default 0
 * @param multihop the port of RFC 5883 is used
 * @param weight default for {@code track_bfd}, -253 to 253
 * @param reverse whether the sense of the weight is turned round
 * @param forVrrp virtual routers are told
 * @param forCheckers health checkers are told
 */
public record BfdInstance(
        String name,
        InetAddress neighborAddress,
        Optional<InetAddress> sourceAddress,
        Duration minRx,
        Duration minTx,
        Duration idleTx,
        int multiplier,
        boolean passive,
        int ttl,
        int maxHops,
        boolean multihop,
        int weight,
        boolean reverse,
        boolean forVrrp,
        boolean forCheckers) {}
