package holdfast.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection without TLS. */
final class PlainTransport implements Transport {
    private final SocketChannel channel;
    private int waitsFor = SelectionKey.OP_READ;

    PlainTransport(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public boolean write(ByteBuffer data) throws IOException {
        channel.write(data);
        waitsFor = data.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        return !data.hasRemaining();
    }

    @Override
    public int read(ByteBuffer target, boolean mayReceive) throws IOException {
        waitsFor = SelectionKey.OP_READ;
        return mayReceive ? channel.read(target) : 0;
    }

    @Override
    public int waitsFor() {
        return waitsFor;
    }
}
