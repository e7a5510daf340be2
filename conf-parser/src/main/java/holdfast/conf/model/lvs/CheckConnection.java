package holdfast.conf.model.lvs;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a check connects to.
 *
 * @param address destination, by default the real server
 * @param port destination port, by default the one written after {@code real_server}
 * @param bindTo source address
 * @param bindPort source port
 * @param bindInterface source interface, needed with a link-local source
 * @param fwmark mark of outgoing packets, 0: none
 * @param timeout time for the connection
 */
public record CheckConnection(
        InetAddress address,
        int port,
        Optional<InetAddress> bindTo,
        OptionalInt bindPort,
        Optional<String> bindInterface,
        long fwmark,
        Duration timeout) {}
