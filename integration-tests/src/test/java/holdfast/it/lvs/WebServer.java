package holdfast.it.lvs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A real server. It answers HTTP requests with its name, every other line and every datagram with its name and what it got. Paths can be made
 * to fail; {@link #kill} closes everything at once, as the kernel does for a killed process.
 */
final class WebServer {
    private final Namespace machine;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private Selector selector;
    private Thread thread;

    WebServer(Namespace machine) {
        this.machine = machine;
    }

    /** Whether requests for a path get status 503. */
    void fail(String path, boolean fails) {
        if (fails) {
            failing.add(path);
        } else {
            failing.remove(path);
        }
    }

    /** Serves from now on. */
    void start() {
        machine.call(() -> {
            selector = Selector.open();
            ServerSocketChannel tcp = ServerSocketChannel.open();
            tcp.bind(new InetSocketAddress(Addresses.HTTP), 128);
            register(tcp, SelectionKey.OP_ACCEPT);
            for (String address : ownAddresses()) { // an answer leaves from the address that was asked
                DatagramChannel udp = DatagramChannel.open();
                udp.bind(new InetSocketAddress(InetAddress.ofLiteral(address), Addresses.UDP));
                register(udp, SelectionKey.OP_READ);
            }
            return tcp;
        });
        thread = Thread.ofPlatform().name(machine.name() + "-server").daemon().start(this::serve);
    }

    /** Ends at once, with all its connections. */
    void kill() {
        try {
            thread.interrupt();
            thread.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close(); // closed channels leave the kernel when their selector does
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> ownAddresses() {
        return Stream.of(false, true)
                .flatMap(ipv6 -> Stream.of(
                        Addresses.server(ipv6, machine.name()),
                        Addresses.front(ipv6, Addresses.DIRECT),
                        Addresses.front(ipv6, Addresses.TUNNEL)))
                .toList();
    }

    private SelectionKey register(SelectableChannel channel, int operations) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations);
    }

    private void serve() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                selector.select();
                List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
                selector.selectedKeys().clear();
                for (SelectionKey key : ready) {
                    switch (key.channel()) {
                        case ServerSocketChannel listener -> accept(listener);
                        case DatagramChannel udp -> answer(udp);
                        case SocketChannel connection -> read(key, connection);
                        default -> throw new IllegalStateException(key.channel().toString());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        SocketChannel connection = listener.accept();
        if (connection != null) {
            register(connection, SelectionKey.OP_READ).attach("");
        }
    }

    private void answer(DatagramChannel udp) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(2_048);
        buffer.put((machine.name() + " ").getBytes(StandardCharsets.US_ASCII));
        SocketAddress client = udp.receive(buffer);
        if (client != null) {
            udp.send(buffer.flip(), client);
        }
    }

    private void read(SelectionKey key, SocketChannel connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(2_048);
        try {
            if (connection.read(buffer) < 0) {
                connection.close();
                return;
            }
            String received = (String) key.attachment() + StandardCharsets.US_ASCII.decode(buffer.flip());
            key.attach(received);
            if (received.startsWith("GET ")) {
                if (received.contains("\r\n\r\n")) {
                    connection.write(StandardCharsets.US_ASCII.encode(response(received)));
                    connection.close();
                }
            } else if (received.contains("\n")) {
                connection.write(StandardCharsets.US_ASCII.encode(machine.name() + " " + received));
                key.attach("");
            }
        } catch (IOException e) { // the other side has gone
            connection.close();
        }
    }

    private String response(String request) {
        String path = request.split(" ", 3)[1];
        String status = failing.contains(path) ? "503 Failing" : "200 OK";
        String body = machine.name() + "\n";
        return "HTTP/1.0 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }
}
