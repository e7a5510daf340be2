package holdfast.it.lvs;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that asks a service over UDP again and again from one port. */
final class UdpFlow implements AutoCloseable {
    /** A datagram may be lost, and a guest may stand still for a while. */
    private static final int TIMEOUT_MILLIS = 3_000;

    private static final int ATTEMPTS = 5;

    private final DatagramSocket socket;
    private int sent;

    /** Takes a port; nothing is sent. */
    UdpFlow(Namespace client, InetSocketAddress service) {
        socket = client.call(() -> {
            DatagramSocket made = new DatagramSocket();
            made.connect(service);
            made.setSoTimeout(TIMEOUT_MILLIS);
            return made;
        });
    }

    /** The client's end, as {@code /proc/net/ip_vs_conn} writes it. */
    String digits() {
        return Addresses.digits(socket.getLocalAddress(), socket.getLocalPort());
    }

    /** Asks until somebody answers. @return the name of the server, or {@code error: …} */
    String ask() {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                String question = Integer.toString(++sent);
                byte[] bytes = question.getBytes(StandardCharsets.US_ASCII);
                socket.send(new DatagramPacket(bytes, bytes.length));
                String server = awaitAnswer(question);
                if (!server.isEmpty()) {
                    return server;
                }
            }
            return "error: " + ATTEMPTS + " datagrams without an answer";
        } catch (IOException e) {
            return "error: " + e.getMessage();
        }
    }

    private String awaitAnswer(String question) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        try {
            while (true) {
                socket.receive(packet);
                String[] words =
                        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII).split(" ", 2);
                if (words[1].equals(question)) { // not the late answer to an earlier one
                    return words[0];
                }
            }
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "port " + socket.getLocalPort() + " to "
                + socket.getInetAddress().getHostAddress();
    }

    @Override
    public void close() {
        socket.close();
    }
}
