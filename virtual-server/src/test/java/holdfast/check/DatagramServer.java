package holdfast.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A UDP server on the loopback interface that answers each datagram as the test says. */
final class DatagramServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final Thread thread;
    private volatile byte[] heard = {};

    DatagramServer(Function<byte[], List<byte[]>> answers) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        thread = Thread.ofPlatform().daemon().start(() -> serve(answers));
    }

    static DatagramServer silent() throws IOException {
        return new DatagramServer(_ -> List.of());
    }

    private void serve(Function<byte[], List<byte[]>> answers) {
        byte[] room = new byte[65_536];
        try {
            while (true) {
                DatagramPacket question = new DatagramPacket(room, room.length);
                socket.receive(question);
                heard = Arrays.copyOf(room, question.getLength());
                for (byte[] answer : answers.apply(heard)) {
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            }
        } catch (SocketException _) {
            return; // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    byte[] heard() {
        return heard;
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
