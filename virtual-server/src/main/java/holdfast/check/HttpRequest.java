package holdfast.check;

import java.nio.charset.StandardCharsets;

/** The request of an HTTP check, byte for byte as Keepalived 2.2.7 sends it (captured). */
final class HttpRequest {
    private HttpRequest() {}

    /**
     * A request.
     *
     * @param host what the {@code Host} header says
     */
    static byte[] bytes(HttpProtocol protocol, String path, String host) {
        String text = "GET " + path + " HTTP/" + protocol.version() + "\r\nUser-Agent: KeepAliveClient\r\n"
                + (protocol.close() ? "Connection: close\r\n" : "") + "Host: " + host + "\r\n\r\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
