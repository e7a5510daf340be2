package holdfast.it;

import holdfast.drill.lab.Host;
import holdfast.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** TCP clients of this process in a host's network: a socket belongs to the namespace it was made in. */
final class Callers {
    private final Host host;

    Callers(Host host) {
        this.host = host;
    }

    /** Sockets that are not connected yet; any thread may use them. */
    List<SocketChannel> sockets(int count) {
        List<SocketChannel> sockets = new ArrayList<>();
        List<Exception> troubles = new ArrayList<>();
        Thread inside = Thread.ofPlatform().start(() -> {
            try {
                NetworkNamespace.enter(host.namespaceFile());
                for (int i = 0; i < count; i++) {
                    sockets.add(SocketChannel.open());
                }
            } catch (IOException e) {
                troubles.add(e);
            }
        });
        try {
            inside.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (sockets.size() < count) {
            throw new IllegalStateException("sockets in " + host.name() + ": " + troubles);
        }
        return sockets;
    }

    /** Says something and hears all that is answered until the other side closes. */
    String ask(InetSocketAddress server, String request) throws IOException {
        return ask(sockets(1).getFirst(), server, request);
    }

    /** The same with a socket that is there already, which is closed then. */
    static String ask(SocketChannel socket, InetSocketAddress server, String request) throws IOException {
        try (socket) {
            socket.connect(server);
            say(socket, request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            ByteBuffer part = ByteBuffer.allocate(16 << 10);
            while (socket.read(part) >= 0) {
                answer.append(StandardCharsets.ISO_8859_1.decode(part.flip()));
                part.clear();
            }
            return answer.toString();
        }
    }

    /** Says something. */
    static void say(SocketChannel socket, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            socket.write(buffer);
        }
    }

    /** Closes them all. */
    static void close(List<SocketChannel> sockets) {
        for (SocketChannel socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
