package holdfast.ipvs;

import holdfast.linux.AddressText;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/** What messages, FIFO lines and mails call servers: Keepalived's words (seen in version 2.2.7). */
public final class ServerNames {
    private ServerNames() {}

    /** A virtual server of one service: {@code [10.1.0.1]:tcp:80} or {@code FWM 7}. */
    public static String virtualServer(IpvsServiceKey key) {
        return switch (key) {
            case IpvsServiceKey.Address address ->
                realServer(address.address(), Optional.of(address.protocol()), address.port());
            case IpvsServiceKey.FirewallMark mark -> "FWM " + mark.mark();
        };
    }

    /** A virtual server of a group: {@code [NAME]:0}. */
    public static String group(String name) {
        return "[" + name + "]:0";
    }

    /** A real or sorry server: {@code [10.2.0.1]:tcp:80}, behind a firewall mark {@code [10.2.0.1]:none:80}. */
    public static String realServer(InetAddress address, Optional<IpvsProtocol> protocol, int port) {
        String transport =
                protocol.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("none");
        return "[" + AddressText.of(address) + "]:" + transport + ":" + port;
    }
}
