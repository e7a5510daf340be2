package holdfast.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on the loopback address that does to each connection what the test says. */
final class FakeServer implements AutoCloseable {
    private static final int BACKLOG = 1000;

    /** What happens to a connection; it is closed afterwards. */
    @FunctionalInterface
    interface Behaviour {
        void meet(Socket client) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private FakeServer(ServerSocket listening, Behaviour behaviour) {
        this.listening = listening;
        Thread.ofVirtual().start(() -> accept(behaviour));
    }

    static FakeServer of(Behaviour behaviour) throws IOException {
        return new FakeServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), behaviour);
    }

    /** Reads a request and sends that. */
    static FakeServer answering(String answer) throws IOException {
        return answering(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    static FakeServer answering(byte[] answer) throws IOException {
        var server = new FakeServer[1];
        server[0] = of(client -> {
            server[0].readRequest(client);
            client.getOutputStream().write(answer);
        });
        return server[0];
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The requests read so far. */
    List<String> requests() {
        return requests;
    }

    /** Reads up to an empty line. */
    void readRequest(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        requests.add(text.toString());
    }

    private void accept(Behaviour behaviour) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(behaviour, client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Behaviour behaviour, Socket client) {
        try (client) {
            behaviour.meet(client);
        } catch (IOException | InterruptedException e) {
            // the client went away: that is its right
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
