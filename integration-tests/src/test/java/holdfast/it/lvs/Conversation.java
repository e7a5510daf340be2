package holdfast.it.lvs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One long connection through a service. */
final class Conversation implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 15_000;

    private final Socket socket;

    /** Connects. */
    Conversation(Namespace client, InetSocketAddress service) {
        socket = client.call(() -> {
            Socket made = new Socket();
            made.connect(service, TIMEOUT_MILLIS);
            made.setSoTimeout(TIMEOUT_MILLIS);
            made.setTcpNoDelay(true);
            return made;
        });
    }

    /** The client's end, as {@code /proc/net/ip_vs_conn} writes it. */
    String digits() {
        return Addresses.digits(socket.getLocalAddress(), socket.getLocalPort());
    }

    /** The client's port. */
    int port() {
        return socket.getLocalPort();
    }

    /** Says a line and hears the answer. @return the name of the server, or {@code error: …} */
    String speak() {
        try {
            socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[100];
            int length = socket.getInputStream().read(answer);
            return length < 0
                    ? "error: closed"
                    : new String(answer, 0, length, StandardCharsets.US_ASCII).split(" ", 2)[0];
        } catch (IOException e) {
            return "error: " + e.getMessage();
        }
    }

    @Override
    public String toString() {
        return "long connection to " + socket.getInetAddress().getHostAddress();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
