package holdfast.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * A connection within TLS. The computations of the handshake run on the loop's thread: 1 to 3 ms each, and JSSE bounds what a server can make
 * of them ({@code jdk.tls.maxHandshakeMessageSize}).
 */
final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final Attempt attempt;
    private final boolean closeMessageRequired;

    /** Received and not decrypted; between calls ready to be read from. */
    private final ByteBuffer in;

    /** Encrypted and not sent; between calls ready to be read from. */
    private final ByteBuffer out;

    private int waitsFor = SelectionKey.OP_READ;

    /**
     * Wraps a connection that stands.
     *
     * @param closeMessageRequired {@code tls_compliant}: an end without TLS's close message is an error
     */
    TlsTransport(SocketChannel channel, SSLEngine engine, Attempt attempt, boolean closeMessageRequired)
            throws IOException {
        this.channel = channel;
        this.engine = engine;
        this.attempt = attempt;
        this.closeMessageRequired = closeMessageRequired;
        in = attempt.borrow().flip();
        out = attempt.borrow().flip();
        engine.beginHandshake();
    }

    @Override
    public boolean ready() throws IOException {
        while (isHandshaking(engine.getHandshakeStatus())) {
            if (!handshakeStep()) {
                return false;
            }
        }
        return flush();
    }

    @Override
    public boolean write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            if (!flush()) {
                return false;
            }
            wrap(data);
        }
        return flush();
    }

    @Override
    public int read(ByteBuffer target, boolean mayReceive) throws IOException {
        boolean mayFill = mayReceive;
        while (true) {
            SSLEngineResult result = unwrap(target);
            if (result.bytesProduced() > 0) {
                return result.bytesProduced();
            }
            if (result.getStatus() == Status.CLOSED) {
                return -1;
            }
            if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                int count = mayFill ? fill() : 0;
                if (count <= 0) {
                    return count == 0 ? 0 : end();
                }
                mayFill = false;
            } else if (!afterHandshake()) {
                return 0;
            }
        }
    }

    @Override
    public int waitsFor() {
        return waitsFor;
    }

    private static boolean isHandshaking(HandshakeStatus status) {
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    /** One step of the handshake; false: it has to wait. */
    private boolean handshakeStep() throws IOException {
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                engine.getDelegatedTask().run();
                yield true;
            }
            case NEED_WRAP -> {
                boolean flushed = flush();
                if (flushed) {
                    wrap(NOTHING);
                }
                yield flushed;
            }
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> flush() && handshakeInput();
            case FINISHED, NOT_HANDSHAKING -> true;
        };
    }

    private boolean handshakeInput() throws IOException {
        SSLEngineResult result = unwrap(attempt.buffer());
        if (result.getStatus() == Status.CLOSED) {
            throw new SSLException("the server ended it");
        }
        if (result.getStatus() != Status.BUFFER_UNDERFLOW) {
            return true;
        }
        int count = fill();
        if (count < 0) {
            throw new SSLException("the server closed the connection");
        }
        return count > 0;
    }

    /** What messages after the handshake ask for: new keys, tickets. False: it has to wait. */
    private boolean afterHandshake() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        return !isHandshaking(status) || status == HandshakeStatus.NEED_UNWRAP || handshakeStep();
    }

    private SSLEngineResult unwrap(ByteBuffer target) throws SSLException {
        SSLEngineResult result = engine.unwrap(in, target);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            throw new SSLException("a record is too long");
        }
        return result;
    }

    private void wrap(ByteBuffer data) throws SSLException {
        out.clear();
        engine.wrap(data, out);
        out.flip();
    }

    private boolean flush() throws IOException {
        if (out.hasRemaining()) {
            channel.write(out);
        }
        waitsFor = out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        return !out.hasRemaining();
    }

    private int fill() throws IOException {
        in.compact();
        int count = channel.read(in);
        in.flip();
        waitsFor = SelectionKey.OP_READ;
        return count;
    }

    private int end() throws SSLException {
        if (closeMessageRequired) {
            throw new SSLException("closed without TLS's close message");
        }
        return -1;
    }
}
