package holdfast.it.lvs;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Asks services who serves. Its methods run in the calling thread, which has to be in the client's namespace. */
final class Client {
    /** For requests that have to succeed: a guest may stand still for a while when the machine under it is busy. */
    static final int PATIENT_MILLIS = 10_000;

    private static final byte[] REQUEST = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Client() {}

    /** One HTTP request on a connection of its own. @return the name of the server, or {@code error: …} */
    static String get(InetSocketAddress service, String from, int timeoutMillis) {
        return get(service, from, timeoutMillis, _ -> {});
    }

    /**
     * The same.
     *
     * @param seen gets the connection at its end, but not one that could not even be begun
     */
    static String get(InetSocketAddress service, String from, int timeoutMillis, Consumer<Exchange> seen) {
        Instant begun = Instant.now();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(timeoutMillis);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            Instant finished = Exchange.NEVER;
            try {
                String answer = get(socket, service, timeoutMillis);
                finished = Instant.now();
                return answer;
            } finally {
                seen.accept(new Exchange(socket.getLocalPort(), begun, finished));
            }
        } catch (IOException e) {
            return "error: " + e.getMessage();
        }
    }

    private static String get(Socket socket, InetSocketAddress service, int timeoutMillis) throws IOException {
        socket.connect(service, timeoutMillis);
        socket.getOutputStream().write(REQUEST);
        String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int body = response.indexOf("\r\n\r\n");
        return body < 0 ? "error: no answer" : response.substring(body).strip();
    }

    /** One datagram from a port of its own. @return the name of the server, or {@code error: …} */
    static String datagram(InetSocketAddress service) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENT_MILLIS);
            socket.connect(service);
            socket.send(new DatagramPacket(new byte[] {'x'}, 1));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII).split(" ", 2)[0];
        } catch (IOException e) {
            return "error: " + e.getMessage();
        }
    }

    /** Who answered how many of some requests. */
    static Map<String, Integer> count(InetSocketAddress service, int requests) {
        boolean ipv6 = service.getAddress().getAddress().length == 16;
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            String answer = service.getPort() == Addresses.UDP
                    ? datagram(service)
                    : get(service, Addresses.front(ipv6, "50"), PATIENT_MILLIS);
            answers.merge(answer, 1, Integer::sum);
        }
        return answers;
    }
}
