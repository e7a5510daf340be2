package holdfast.agent.status;

import holdfast.linux.AddressText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * A virtual address.
 *
 * @param address the address
 * @param prefixLength 0 to 32, or 128
 * @param interfaceName where it is put
 * @param present whether this daemon holds it now
 * @param lease how long without renewal, if it ends by itself
 * @param leaseLeft what is left of that; empty while it is not held, or does not end
 */
public record AddressStatus(
        InetAddress address,
        int prefixLength,
        String interfaceName,
        boolean present,
        Optional<Duration> lease,
        Optional<Duration> leaseLeft) {
    /** {@code 10.0.0.100/24 dev eth0}. */
    public String text() {
        return AddressText.of(address) + "/" + prefixLength + " dev " + interfaceName;
    }
}
