package holdfast.linux;

import holdfast.linux.jna.NativeMemory;
import java.nio.ByteBuffer;

/**
 * struct msghdr with one data vector, one peer address and one control area, all in one piece of memory (recvmsg(2), cmsg(3)).
 * The layout is that of every 64-bit Linux.
 */
final class MessageHeader {
    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int VECTORS = 16;
    private static final int VECTOR_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int VECTOR = 56;
    private static final int PEER = 72;
    private static final int PEER_SIZE = 128;
    private static final int CONTROL_AREA = PEER + PEER_SIZE;
    private static final int CMSG_HEADER = 16;

    private final NativeMemory memory;
    private final ByteBuffer buffer;
    private final int controlCapacity;

    /**
     * Lays out a header for one direction.
     *
     * @param controlCapacity room for control messages in bytes, a multiple of 8
     */
    MessageHeader(int controlCapacity) {
        this.controlCapacity = controlCapacity;
        memory = new NativeMemory(CONTROL_AREA + controlCapacity);
        buffer = memory.buffer();
        buffer.putLong(NAME, memory.address(PEER));
        buffer.putLong(VECTORS, memory.address(VECTOR));
        buffer.putLong(VECTOR_COUNT, 1);
        buffer.putLong(CONTROL, memory.address(CONTROL_AREA));
    }

    long address() {
        return memory.address();
    }

    ByteBuffer buffer() {
        return buffer;
    }

    /** Where the peer's socket address is. */
    int peer() {
        return PEER;
    }

    /** Sets where the data is. */
    void data(long address, long length) {
        buffer.putLong(VECTOR, address).putLong(VECTOR + 8, length);
    }

    /** Makes the header ready for the next receive: the kernel overwrites the lengths. */
    void prepareReceive() {
        buffer.putInt(NAME_LENGTH, PEER_SIZE)
                .putLong(CONTROL_LENGTH, controlCapacity)
                .putInt(FLAGS, 0);
    }

    /** Sets the lengths of peer address and control messages for sending. */
    void prepareSend(int peerLength, int controlLength) {
        buffer.putInt(NAME_LENGTH, peerLength).putLong(CONTROL_LENGTH, controlLength);
    }

    /**
     * Appends a control message's header for sending.
     *
     * @param at offset into the control area
     * @return offset of its data in {@link #buffer()}
     */
    int putControl(int at, int level, int type, int dataLength) {
        int offset = CONTROL_AREA + at;
        buffer.putLong(offset, CMSG_HEADER + dataLength)
                .putInt(offset + 8, level)
                .putInt(offset + 12, type);
        return offset + CMSG_HEADER;
    }

    /** The room a control message takes. */
    static int controlSpace(int dataLength) {
        return CMSG_HEADER + align(dataLength);
    }

    /** Finds a received control message; the offset of its data in {@link #buffer()}, or -1. */
    int findControl(int level, int type) {
        int end = CONTROL_AREA + (int) buffer.getLong(CONTROL_LENGTH);
        int offset = CONTROL_AREA;
        while (offset + CMSG_HEADER <= end) {
            long length = buffer.getLong(offset);
            if (length < CMSG_HEADER) {
                return -1;
            }
            if (buffer.getInt(offset + 8) == level && buffer.getInt(offset + 12) == type) {
                return offset + CMSG_HEADER;
            }
            offset += align((int) length);
        }
        return -1;
    }

    private static int align(int length) {
        return (length + 7) & ~7;
    }
}
