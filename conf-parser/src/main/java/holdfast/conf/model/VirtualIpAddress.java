package holdfast.conf.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * A line of {@code virtual_ipaddress} or {@code virtual_ipaddress_excluded}.
 *
 * @param address the address
 * @param prefixLength 0 to 32 or 128; without a length in the file 32 or 128
 * @param dev the interface it is put on: {@code dev}, else the instance's
 * @param scope as in {@code linux/rtnetlink.h}: 0 global, 200 site, 253 link, 254 host, 255 nowhere
 * @param label {@code label}, IPv4 only
 * @param broadcast {@code brd}; {@code +} and {@code -} already computed
 * @param peer {@code peer} of a point-to-point address
 * @param peerPrefixLength prefix length of the peer; that of the address without one
 * @param flags the words without a value
 * @param preferredLifetime {@code preferred_lft}; zero: deprecated, not used as a source (the default of IPv6 /128); empty:
 *     forever
 */
public record VirtualIpAddress(
        InetAddress address,
        int prefixLength,
        String dev,
        int scope,
        Optional<String> label,
        Optional<InetAddress> broadcast,
        Optional<InetAddress> peer,
        int peerPrefixLength,
        AddressFlags flags,
        Optional<Duration> preferredLifetime) {
    /** The family of the address. */
    public AddressFamily family() {
        return AddressFamily.of(address);
    }
}
