package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What asking the kernel costs in memory, for a lease is renewed after nearly each advert. Bytes are counted, not time. */
class RenewalAllocationTest {
    private static final int RENEWALS = 10_000;

    /** Copies of the address and the lists of requests and answers; a buffer for the request alone would be 4096. */
    private static final long MOST = 320;

    @Test
    void theRequestHasNoBufferOfItsOwn() throws LinuxException {
        KernelAddress address = new KernelAddress(
                7,
                InetAddress.ofLiteral("10.77.0.100"),
                32,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AddressScope.GLOBAL,
                0,
                new AddressLifetime(3, 3),
                18);
        List<RouteRequest> renewal = List.of(new RouteRequest.ReplaceAddress(address));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (RouteSocket socket = new RouteSocket(new Agreeing())) {
            long before = 0;
            for (int i = 0; i < 2 * RENEWALS; i++) {
                if (i == RENEWALS) {
                    before = threads.getCurrentThreadAllocatedBytes();
                }
                assertTrue(socket.perform(renewal).getFirst().done());
            }
            long each = (threads.getCurrentThreadAllocatedBytes() - before) / RENEWALS;
            assertTrue(each <= MOST, () -> each + " bytes for each renewal");
        }
    }

    /** A kernel that acknowledges every datagram (struct nlmsgerr with error 0). */
    private static final class Agreeing implements NetlinkTransport {
        private static final int SEQUENCE = 8;

        private final ByteBuffer asked = ByteBuffer.allocate(512).order(ByteOrder.nativeOrder());
        private final ByteBuffer incoming = ByteBuffer.allocate(36).order(ByteOrder.nativeOrder());

        @Override
        public String words() {
            return "agreeing";
        }

        @Override
        public void send(NetlinkWriter messages) {
            messages.copyTo(asked);
            incoming.putInt(0, incoming.capacity()).putShort(4, (short) 2).putInt(SEQUENCE, asked.getInt(SEQUENCE));
        }

        @Override
        public int read() {
            return incoming.capacity();
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
