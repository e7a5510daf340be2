package holdfast.agent.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the command line says of the listener.
 *
 * @param addresses where it listens, at least one
 * @param peerPages the pages of the other nodes: {@code http://} or {@code https://}, a host, perhaps a port and a path, nothing else
 */
public record WebSettings(List<InetSocketAddress> addresses, List<URI> peerPages) {
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\[\\]]*)):([0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    /** Copies the lists. */
    public WebSettings {
        addresses = List.copyOf(addresses);
        peerPages = List.copyOf(peerPages);
    }

    /**
     * An address to listen on.
     *
     * @param text {@code 10.0.0.1:9650}, {@code [2001:db8::1]:9650}, {@code localhost:9650}; {@code *:9650} for all addresses of the machine
     * @throws IllegalArgumentException when it is none, with what is wrong
     */
    public static InetSocketAddress address(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an address with a port: write 10.0.0.1:9650, [2001:db8::1]:9650 or *:9650");
        }
        int port = Integer.parseInt(matcher.group(3));
        if (port == 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "'" + matcher.group(3) + "' in '" + text + "' is not a port: 1 to 65535");
        }
        String host = Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2));
        return switch (host) {
            case "*" -> new InetSocketAddress(port);
            case "localhost" -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            default -> new InetSocketAddress(literal(host, text), port);
        };
    }

    /** Names are not looked up: a start must not wait for name servers. */
    private static InetAddress literal(String host, String text) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + host + "' in '" + text + "' is not an IP address: names are not looked up, except localhost",
                    e);
        }
    }

    /**
     * The page of another node.
     *
     * @param text {@code http://10.0.0.2:9650/}
     * @throws IllegalArgumentException when it is none, with what is wrong
     */
    public static URI peerPage(String text) {
        URI page;
        try {
            page = new URI(text);
        } catch (URISyntaxException e) {
            throw noPage(text, e);
        }
        boolean web = "http".equals(page.getScheme()) || "https".equals(page.getScheme());
        if (!web || page.getHost() == null || page.getRawQuery() != null || page.getRawFragment() != null) {
            throw noPage(text, null);
        }
        if (page.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the address of a peer's page is shown to everybody: no password in it");
        }
        return page.getRawPath().endsWith("/") ? page : page.resolve(page.getRawPath() + "/");
    }

    private static IllegalArgumentException noPage(String text, Exception cause) {
        return new IllegalArgumentException(
                "'" + text + "' is not the address of a page: write http://10.0.0.2:9650/", cause);
    }

    /** Scheme, host and port of a page, as browsers send it in {@code Origin}. */
    static String origin(URI page) {
        return page.getScheme() + "://" + page.getRawAuthority();
    }
}
