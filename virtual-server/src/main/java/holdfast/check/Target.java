package holdfast.check;

import holdfast.linux.AddressText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a check connects to and from where (keepalived.conf(5), "generic connection options").
 *
 * @param address destination and port: {@code connect_ip}, {@code connect_port}, by default the real server's
 * @param bindTo source address, of the keyword bindto
 * @param bindPort source port: {@code bind_port}
 * @param bindInterface interface to leave through: {@code bind_if}
 * @param fwmark mark of the packets, 0 to 4294967295; 0: none
 * @param timeout time for the connection, and then for each answer: {@code connect_timeout}
 */
public record Target(
        InetSocketAddress address,
        Optional<InetAddress> bindTo,
        OptionalInt bindPort,
        Optional<String> bindInterface,
        long fwmark,
        Duration timeout) {
    /** A target with nothing said about the source. */
    public static Target of(InetSocketAddress address, Duration timeout) {
        return new Target(address, Optional.empty(), OptionalInt.empty(), Optional.empty(), 0, timeout);
    }

    /** The destination as in Keepalived's log lines: {@code [10.0.0.1]:tcp:80}. */
    public String display(String protocol) {
        return "[" + AddressText.of(address.getAddress()) + "]:" + protocol + ":" + address.getPort();
    }
}
