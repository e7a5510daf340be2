package holdfast.it.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** A server on the servers' machine that does to each connection what the test says. */
final class OddServer implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final ThreadFactory threads = Thread.ofVirtual().factory();

    /** What happens to a connection; it is closed afterwards. */
    @FunctionalInterface
    interface Behaviour {
        void meet(Socket client) throws IOException, InterruptedException;
    }

    private OddServer(ServerSocket listening, Behaviour behaviour) {
        this.listening = listening;
        this.behaviour = behaviour;
        threads.newThread(this::accept).start();
    }

    static OddServer on(CheckLab lab, int port, Behaviour behaviour) {
        return CheckLab.in(
                lab.server(),
                () -> new OddServer(
                        new ServerSocket(port, BACKLOG, InetAddress.ofLiteral(CheckLab.SERVER)), behaviour));
    }

    /** Takes what comes and says nothing, until the other side goes. */
    static void sayNothing(Socket client) throws IOException {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Makes the close that follows a reset (socket(7), SO_LINGER). */
    static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
    }

    /** Reads a request up to its empty line and returns what it asks for. */
    static String path(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            text.append((char) next);
        }
        return text.toString().split(" ", 3)[1];
    }

    static void say(Socket client, String words) throws IOException {
        client.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                clients.add(client);
                threads.newThread(() -> serve(client)).start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            behaviour.meet(client);
        } catch (IOException e) {
            // the client went away: that is its right
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    /** How many connections there are. */
    int connections() {
        return clients.size();
    }

    /** Resets all connections at once. */
    void resetAll() {
        try {
            for (Socket client : clients) {
                if (!client.isClosed()) {
                    reset(client);
                    client.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        resetAll();
    }
}
