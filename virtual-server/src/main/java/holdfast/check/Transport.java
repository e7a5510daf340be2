package holdfast.check;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a connection, plain or within TLS; never blocks. */
sealed interface Transport permits PlainTransport, TlsTransport {
    /** Goes on until data can be sent; whether it can. */
    boolean ready() throws IOException;

    /** Sends as much as goes out now; whether all of it has. */
    boolean write(ByteBuffer data) throws IOException;

    /**
     * Reads.
     *
     * @param mayReceive false: only what has been received before; so that one call of a probe takes at most one buffer from the network
     * @return how much; 0: nothing yet; -1: the end
     */
    int read(ByteBuffer target, boolean mayReceive) throws IOException;

    /** What the connection has to be ready for before the last call is worth repeating, as in {@link java.nio.channels.SelectionKey}. */
    int waitsFor();
}
