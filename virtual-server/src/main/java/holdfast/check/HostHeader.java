package holdfast.check;

import holdfast.linux.AddressText;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** The {@code Host} header of a check without a virtual host. */
final class HostHeader {
    private HostHeader() {}

    /** The port is always included, as Keepalived does: {@code 10.0.0.1:80}, {@code [fd00::1]:80}. */
    static String of(InetSocketAddress address) {
        String text = AddressText.of(address.getAddress());
        return (address.getAddress() instanceof Inet6Address ? "[" + text + "]" : text) + ":" + address.getPort();
    }
}
