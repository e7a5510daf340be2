package holdfast.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/**
 * One request and its answer. Each wait, for the connection, for TLS and for more of the answer, is limited by the target's timeout, as in
 * Keepalived; all of them together by ten times that, so that a server that dribbles comes to an end.
 */
final class HttpExchange implements Probe {
    private static final int TIMEOUTS_IN_ALL = 10;

    private final Target target;
    private final Attempt attempt;
    private final HttpReply reply;
    private final ByteBuffer request;
    private final SSLEngine engine;
    private final boolean closeMessageRequired;
    private final long endsAt;
    private SocketChannel channel;
    private Transport transport;
    private Phase phase = Phase.CONNECTING;

    private enum Phase {
        CONNECTING("no connection"),
        TLS("no TLS"),
        REQUEST("the request was not taken"),
        ANSWER("no answer, or no more of it,");

        private final String words;

        Phase(String words) {
            this.words = words;
        }
    }

    /**
     * Starts it.
     *
     * @param engine of TLS, or null
     */
    HttpExchange(
            Target target,
            SSLEngine engine,
            boolean closeMessageRequired,
            byte[] request,
            HttpListener listener,
            Attempt attempt)
            throws IOException {
        this.target = target;
        this.attempt = attempt;
        this.engine = engine;
        this.closeMessageRequired = closeMessageRequired;
        this.request = ByteBuffer.wrap(request);
        reply = new HttpReply(listener);
        endsAt = attempt.now() + target.timeout().multipliedBy(TIMEOUTS_IN_ALL).toNanos();
        channel = TcpConnector.open(target, attempt);
        if (channel.isConnected()) {
            connected();
        }
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        if (phase != Phase.CONNECTING) {
            goOn();
        } else if (channel.finishConnect()) {
            connected();
        }
    }

    private void connected() throws IOException {
        transport = engine == null
                ? new PlainTransport(channel)
                : new TlsTransport(channel, engine, attempt, closeMessageRequired);
        phase = Phase.TLS;
        goOn();
    }

    /** As far as it goes without waiting, but no more than one buffer of the answer. */
    private void goOn() throws IOException {
        if (phase == Phase.TLS && transport.ready()) {
            phase = Phase.REQUEST;
        }
        if (phase == Phase.REQUEST && transport.write(request)) {
            phase = Phase.ANSWER;
        } else if (phase == Phase.ANSWER) {
            read();
        }
        attempt.watch(channel, transport.waitsFor());
        long left = endsAt - attempt.now();
        attempt.limit(target.timeout().toNanos() < left ? target.timeout() : Duration.ofNanos(Math.max(0, left)));
    }

    private void read() throws IOException {
        boolean mayReceive = true;
        while (true) {
            ByteBuffer buffer = attempt.buffer();
            int count = transport.read(buffer, mayReceive);
            Optional<Verdict> verdict = count < 0 ? Optional.of(reply.closed()) : reply.feed(buffer.flip());
            if (count == 0 || verdict.isPresent()) {
                verdict.ifPresent(attempt::end);
                return;
            }
            mayReceive = false;
        }
    }

    @Override
    public void timedOut() {
        boolean dribbling = endsAt - attempt.now() <= 0;
        Duration time = dribbling ? target.timeout().multipliedBy(TIMEOUTS_IN_ALL) : target.timeout();
        attempt.end(new Verdict.Failed(
                dribbling
                        ? "the answer was not complete within " + Seconds.of(time)
                        : phase.words + " within " + Seconds.of(time)));
    }

    @Override
    public void close() {
        // the channel is the loop's to close
    }
}
