package holdfast.conf.model;

import java.net.InetAddress;

/**
 * A line of {@code unicast_peer}.
 *
 * @param address whom adverts go to and come from
 * @param minTtl {@code min_ttl}: adverts with less are dropped, 0 to 255, default 0
 * @param maxTtl {@code max_ttl}: adverts with more are dropped, 0 to 255, default 255
 */
public record UnicastPeer(InetAddress address, int minTtl, int maxTtl) {}
