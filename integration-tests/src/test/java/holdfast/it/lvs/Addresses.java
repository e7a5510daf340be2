package holdfast.it.lvs;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;

/** Who has which address in the cluster. */
final class Addresses {
    /** Where the real servers serve, over TCP and over UDP. */
    static final int HTTP = 80;

    static final int UDP = 5300;

    /** The real servers by name; their numbers end their addresses. */
    static final List<String> SERVERS = List.of("r1", "r2", "r3");

    /** The sorry server's name. */
    static final String SORRY = "rs";

    static final String NAT = "100";
    static final String DIRECT = "101";
    static final String TUNNEL = "102";
    static final String QUORUM = "103";
    static final String PERSISTENT = "104";
    static final String MARKED = "105";

    /** An address of director d1 itself, which no VRRP instance moves. */
    static final String FIXED = "110";

    /** The addresses that VRRP moves between the directors. */
    static final List<String> VIRTUAL = List.of(NAT, DIRECT, TUNNEL, QUORUM, PERSISTENT, MARKED);

    private Addresses() {}

    /** An address on the clients' side. */
    static String front(boolean ipv6, String number) {
        return (ipv6 ? "fd10::" : "10.10.0.") + number;
    }

    /** An address on the real servers' side. */
    static String back(boolean ipv6, String number) {
        return (ipv6 ? "fd20::" : "10.20.0.") + number;
    }

    /** What a director marks packets to {@link #MARKED} with. */
    static int mark(boolean ipv6) {
        return ipv6 ? 8 : 7;
    }

    /** A real server's own address. */
    static String server(boolean ipv6, String name) {
        return back(ipv6, number(name));
    }

    /** The number at the end of a real server's addresses. */
    static String number(String server) {
        return server.equals(SORRY) ? "19" : "1" + server.substring(1);
    }

    /** Where a client goes. */
    static InetSocketAddress service(boolean ipv6, String number, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(front(ipv6, number)), port);
    }

    /** An address and a port as {@code /proc/net/ip_vs_conn} writes them: in hexadecimal digits, in its own way for each family. */
    static String digits(InetAddress address, int port) {
        HexFormat hex = HexFormat.of();
        byte[] bytes = address.getAddress();
        String digits = bytes.length == 4
                ? hex.withUpperCase().formatHex(bytes)
                : hex.formatHex(bytes).replaceAll("(....)(?!$)", "$1:");
        return digits + " " + hex.withUpperCase().toHexDigits((short) port);
    }
}
