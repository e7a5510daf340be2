package holdfast.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lays out netlink messages one after another (netlink(7)): headers, attributes, nesting and padding. */
final class NetlinkWriter {
    private static final int ALIGNMENT = 4;
    private static final int MESSAGE_HEADER = 16;
    private static final int FLAGS = 6;
    private static final int NLM_F_ACK = 4;

    private ByteBuffer buffer = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());
    private int messageStart;

    /** Begins anew with no message. */
    NetlinkWriter clear() {
        buffer.clear();
        return this;
    }

    /** Begins a message; its length is filled in by {@link #end}. */
    NetlinkWriter begin(int type, int flags, int sequence) {
        room(MESSAGE_HEADER);
        messageStart = buffer.position();
        buffer.putInt(0)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0);
        return this;
    }

    /** struct ifaddrmsg. */
    NetlinkWriter addressHeader(AddressFamily family, int prefixLength, int flags, int scope, int index) {
        room(8);
        buffer.put((byte) family.number())
                .put((byte) prefixLength)
                .put((byte) flags)
                .put((byte) scope);
        buffer.putInt(index);
        return this;
    }

    /** struct ndmsg, without flags. */
    NetlinkWriter neighbourHeader(AddressFamily family, int state, int index) {
        room(12);
        buffer.put((byte) family.number()).put((byte) 0).putShort((short) 0);
        buffer.putInt(index).putShort((short) state).putShort((short) 0);
        return this;
    }

    /** struct ifinfomsg. */
    NetlinkWriter linkHeader(int index, int flags, int change) {
        room(16);
        buffer.putInt(0).putInt(index).putInt(flags).putInt(change);
        return this;
    }

    /** Octets of a header, as many as keep it aligned. */
    NetlinkWriter octets(int... values) {
        room(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return this;
    }

    /** Four octets of a header. */
    NetlinkWriter number(int value) {
        room(Integer.BYTES);
        buffer.putInt(value);
        return this;
    }

    /** A message laid out before; only its number is changed. */
    NetlinkWriter message(byte[] complete, int sequence) {
        room(complete.length);
        int start = buffer.position();
        buffer.put(complete).putInt(start + 8, sequence);
        return this;
    }

    /** struct genlmsghdr. */
    NetlinkWriter genericHeader(int command, int version) {
        room(4);
        buffer.put((byte) command).put((byte) version).putShort((short) 0);
        return this;
    }

    /** A number of two bytes in host order. */
    NetlinkWriter shortAttribute(int type, int value) {
        room(8);
        buffer.putShort((short) 6)
                .putShort((short) type)
                .putShort((short) value)
                .putShort((short) 0);
        return this;
    }

    NetlinkWriter octet(int type, int value) {
        room(8);
        buffer.putShort((short) 5).putShort((short) type).put((byte) value);
        buffer.put((byte) 0).putShort((short) 0);
        return this;
    }

    NetlinkWriter attribute(int type, byte[] value) {
        int length = 4 + value.length;
        room(length + ALIGNMENT);
        buffer.putShort((short) length).putShort((short) type).put(value);
        while (buffer.position() % ALIGNMENT != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }

    NetlinkWriter attribute(int type, InetAddress value) {
        return attribute(type, value.getAddress());
    }

    NetlinkWriter attribute(int type, int value) {
        room(8);
        buffer.putShort((short) 8).putShort((short) type).putInt(value);
        return this;
    }

    NetlinkWriter attribute(int type, AddressLifetime lifetime) {
        room(20);
        buffer.putShort((short) 20).putShort((short) type);
        buffer.putInt((int) lifetime.preferredSeconds()).putInt((int) lifetime.validSeconds());
        buffer.putInt(0).putInt(0); // when made and changed: the kernel's to say
        return this;
    }

    /** A NUL-terminated string. */
    NetlinkWriter attribute(int type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return attribute(type, Arrays.copyOf(bytes, bytes.length + 1));
    }

    /** Begins an attribute that holds attributes; what it returns goes to {@link #endNest}. */
    int beginNest(int type) {
        room(4);
        int start = buffer.position();
        buffer.putShort((short) 0).putShort((short) type);
        return start;
    }

    NetlinkWriter endNest(int start) {
        buffer.putShort(start, (short) (buffer.position() - start));
        return this;
    }

    NetlinkWriter end() {
        buffer.putInt(messageStart, buffer.position() - messageStart);
        return this;
    }

    /** The message that was begun last is answered only when it fails. */
    NetlinkWriter unacknowledged() {
        buffer.putShort(messageStart + FLAGS, (short) (buffer.getShort(messageStart + FLAGS) & ~NLM_F_ACK));
        return this;
    }

    /** How many bytes are laid out. */
    int size() {
        return buffer.position();
    }

    /** Copies all messages to the start of {@code to}. */
    void copyTo(ByteBuffer to) {
        to.put(0, buffer, 0, buffer.position());
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer bigger =
                    ByteBuffer.allocate(2 * buffer.capacity() + bytes).order(ByteOrder.nativeOrder());
            bigger.put(buffer.flip());
            buffer = bigger;
        }
    }
}
