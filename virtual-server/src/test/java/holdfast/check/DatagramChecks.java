package holdfast.check;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;

/** A loop for checks with datagrams, and the verdict of one try. */
final class DatagramChecks implements AutoCloseable {
    final SocketWatch watch = new SocketWatch();
    final Reports reports = new Reports();
    final CheckLoop loop = new CheckLoop(reports, new Random(1));
    private int position;

    Verdict verdict(Check check) {
        CheckId id = Given.id(position);
        loop.add(Given.once(position, check));
        position++;
        return reports.next(id).verdict();
    }

    /** A port of the loopback interface that nobody listens on. */
    static int closedPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        loop.close();
        watch.close();
    }
}
