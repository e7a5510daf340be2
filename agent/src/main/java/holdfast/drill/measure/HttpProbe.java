package holdfast.drill.measure;

import holdfast.drill.lab.Host;
import holdfast.drill.lab.LabException;
import holdfast.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that fetches a page at a fixed rate, each time over a new connection, without waiting for the one before. One
 * thread, which lives in the client's network namespace, does all of it with one selector.
 */
public final class HttpProbe implements AutoCloseable {
    private static final int PORT = 80;
    private static final int LONGEST_ANSWER = 16_384;

    /** HAProxy on each node adds this header, so that the client knows through which node its answer came. */
    private static final Pattern NODE_HEADER = Pattern.compile("(?i)\r\nx-node: *(\\S+)");

    private final Host client;
    private final InetAddress target;
    private final Duration period;
    private final ProbeLog log;
    private final Thread thread;
    private final ByteBuffer request;
    private final Deque<Fetch> underWay = new ArrayDeque<>();
    private volatile boolean closing;

    /** One request on its way. */
    private static final class Fetch {
        private final int index;
        private final SocketChannel channel;
        private final ByteBuffer toSend;
        private final ByteBuffer received = ByteBuffer.allocate(LONGEST_ANSWER);
        private final Instant deadline;

        Fetch(int index, SocketChannel channel, ByteBuffer toSend, Instant deadline) {
            this.index = index;
            this.channel = channel;
            this.toSend = toSend;
            this.deadline = deadline;
        }
    }

    private HttpProbe(Host client, InetAddress target, Duration period, ProbeLog log) {
        this.client = client;
        this.target = target;
        this.period = period;
        this.log = log;
        this.thread = Thread.ofPlatform().daemon().name("http-client").unstarted(this::run);
        String host = target instanceof Inet6Address ? "[" + target.getHostAddress() + "]" : target.getHostAddress();
        this.request = StandardCharsets.US_ASCII.encode(
                "GET / HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: holdfast-drill\r\nConnection: close\r\n\r\n");
    }

    /**
     * Starts fetching {@code http://TARGET/}.
     *
     * @param client from where
     * @param target from whom
     * @param period time between two requests, at least 2 ms
     * @param patience a later answer counts as none
     * @param sink told when the service is lost and when it is back
     * @return the running client
     */
    public static HttpProbe start(
            Host client, InetAddress target, Duration period, Duration patience, Consumer<Fact> sink) {
        HttpProbe probe = new HttpProbe(client, target, period, new ProbeLog(Fact.ProbeKind.PAGE, patience, sink));
        probe.thread.start();
        return probe;
    }

    private void run() {
        try (Selector selector = Selector.open()) {
            NetworkNamespace.enter(client.namespaceFile());
            long next = System.nanoTime();
            while (!closing) {
                long wait = next - System.nanoTime();
                if (wait <= 0) {
                    begin(selector);
                    next += period.toNanos() * (1 - wait / period.toNanos());
                } else {
                    selector.select(this::advance, Math.max(2, wait / 1_000_000));
                }
                Instant now = Instant.now();
                abandonLate(now);
                log.judge(now);
            }
            underWay.forEach(HttpProbe::discard);
        } catch (IOException e) {
            throw new LabException("the HTTP client broke off: " + e.getMessage(), e);
        }
    }

    private void begin(Selector selector) throws IOException {
        Instant now = Instant.now();
        int index = log.asked(now);
        SocketChannel channel = SocketChannel.open();
        Fetch fetch = new Fetch(index, channel, request.duplicate(), now.plus(log.patience()));
        underWay.add(fetch);
        try {
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(target, PORT));
            channel.register(selector, SelectionKey.OP_CONNECT, fetch);
        } catch (IOException e) {
            discard(fetch); // no route, or refused at once: the log has it as unanswered
        }
    }

    private void advance(SelectionKey key) {
        Fetch fetch = (Fetch) key.attachment();
        try {
            if (key.isConnectable()) {
                fetch.channel.finishConnect();
                key.interestOps(SelectionKey.OP_WRITE);
            } else if (key.isWritable()) {
                fetch.channel.write(fetch.toSend);
                if (!fetch.toSend.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            } else if (key.isReadable() && fetch.channel.read(fetch.received) < 0) {
                finish(fetch);
            }
        } catch (IOException e) {
            discard(fetch); // refused or reset: the log has it as unanswered
        }
    }

    /** The answer is complete when the server closes: the request asked for that. */
    private void finish(Fetch fetch) {
        String answer =
                StandardCharsets.ISO_8859_1.decode(fetch.received.flip()).toString();
        if (answer.startsWith("HTTP/1.1 200 ")) {
            Matcher header = NODE_HEADER.matcher(answer);
            log.answered(fetch.index, Instant.now(), header.find() ? header.group(1) : "");
        }
        discard(fetch);
    }

    private void abandonLate(Instant now) {
        while (!underWay.isEmpty()
                && (!underWay.peek().channel.isOpen()
                        || underWay.peek().deadline.isBefore(now))) {
            discard(underWay.remove());
        }
    }

    private static void discard(Fetch fetch) {
        try {
            fetch.channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What it asked and got.
     *
     * @return its growing log; {@link ProbeResult#answeredBy} is the node the answer came through
     */
    public ProbeLog log() {
        return log;
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
