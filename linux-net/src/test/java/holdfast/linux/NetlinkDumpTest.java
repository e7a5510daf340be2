package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the kernel ends a dump (linux/netlink.h; netlink_dump_done in net/netlink/af_netlink.c), in the machine's order of a little-endian machine. */
class NetlinkDumpTest {
    private static final int ENTRY = 0x10;
    private static final String ENTRY_SEVEN = "14000000 1000 0200 01000000 00000000 07000000";

    private static List<Integer> dump(String... datagrams) throws LinuxException {
        NetlinkConversation conversation = new NetlinkConversation(new Answers(datagrams));
        return conversation.dump(
                (to, sequence) -> {}, ENTRY, (from, start, _) -> Optional.of(from.getInt(start)), Long.MAX_VALUE);
    }

    @Test
    void aTableEndsWithNoError() throws LinuxException {
        assertEquals(List.of(7), dump(ENTRY_SEVEN, "14000000 0300 0200 01000000 00000000 00000000"));
    }

    /** Kernels before 4.20 may send the header alone. */
    @Test
    void aTableEndsWithoutANumber() throws LinuxException {
        assertEquals(List.of(7), dump(ENTRY_SEVEN, "10000000 0300 0200 01000000 00000000"));
    }

    /** -12 is ENOMEM: what was read until then is not the table, and must not be taken for it. */
    @Test
    void aTableBrokenOffIsAnError() {
        LinuxException broken = assertThrows(
                LinuxException.class, () -> dump(ENTRY_SEVEN, "14000000 0300 0200 01000000 00000000 f4ffffff"));
        assertEquals(Errno.of(12), broken.errno());
    }

    /** A kernel that answers with these, whatever it is asked. */
    private static final class Answers implements NetlinkTransport {
        private final Deque<byte[]> datagrams = new ArrayDeque<>();
        private final ByteBuffer incoming = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

        Answers(String... hex) {
            for (String datagram : hex) {
                datagrams.add(HexFormat.of().parseHex(datagram.replace(" ", "")));
            }
        }

        @Override
        public String words() {
            return "answers";
        }

        @Override
        public void send(NetlinkWriter messages) {}

        @Override
        public int read() {
            if (datagrams.isEmpty()) {
                return -Errno.EAGAIN.number();
            }
            byte[] next = datagrams.remove();
            incoming.put(0, next);
            return next.length;
        }

        @Override
        public ByteBuffer incoming() {
            return incoming;
        }

        @Override
        public boolean awaitReadable(long deadlineNanos) {
            return false;
        }

        @Override
        public void close() {}
    }
}
