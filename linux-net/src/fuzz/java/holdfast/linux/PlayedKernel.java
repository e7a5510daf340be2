package holdfast.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A kernel that answers with datagrams cut from an input: each two bytes of length, then as many bytes as are left of that. Without more of
 * them it says EAGAIN, and whoever waits has waited long enough.
 */
final class PlayedKernel implements NetlinkTransport {
    private static final int MOST_READS = 10_000;
    private static final int SEQUENCE = 8;

    private final ByteBuffer input;
    private final boolean answering;
    private final byte behind;
    private final ByteBuffer datagram = ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder());
    private int lastAsked;
    private int reads;

    /**
     * A kernel.
     *
     * @param input its answers
     * @param answering messages get the sequence number of the last question, whatever the input has there
     * @param behind what is in the memory behind a datagram
     */
    PlayedKernel(ByteBuffer input, boolean answering, byte behind) {
        this.input = input;
        this.answering = answering;
        this.behind = behind;
    }

    @Override
    public String words() {
        return "a played kernel";
    }

    @Override
    public void send(NetlinkWriter messages) {
        ByteBuffer copy = ByteBuffer.allocate(messages.size()).order(ByteOrder.nativeOrder());
        messages.copyTo(copy);
        lastAsked = copy.getInt(SEQUENCE);
    }

    @Override
    public int read() {
        if (++reads > MOST_READS) {
            throw new IllegalStateException("reads for ever");
        }
        if (input.remaining() < Short.BYTES) {
            return -Errno.EAGAIN.number();
        }
        int length = Math.min(input.getShort() & 0xFFFF, input.remaining());
        Arrays.fill(datagram.array(), behind);
        datagram.put(0, input, input.position(), length);
        input.position(input.position() + length);
        if (answering) {
            number(length);
        }
        return length;
    }

    private void number(int length) {
        NetlinkMessages messages = new NetlinkMessages(datagram, length);
        while (messages.next()) {
            datagram.putInt(messages.start() - NetlinkMessages.HEADER + SEQUENCE, lastAsked);
        }
    }

    @Override
    public ByteBuffer incoming() {
        return datagram;
    }

    @Override
    public boolean awaitReadable(long deadlineNanos) {
        return false;
    }

    @Override
    public void close() {}
}
