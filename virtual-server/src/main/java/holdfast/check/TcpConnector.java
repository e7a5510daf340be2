package holdfast.check;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Opens TCP connections as a {@link Target} asks for them. */
final class TcpConnector {
    private TcpConnector() {}

    /**
     * Starts a connection within the target's time limit. It may stand already when this returns: ask
     * {@link SocketChannel#isConnected()}; otherwise the probe hears of it as {@link SelectionKey#OP_CONNECT}.
     */
    static SocketChannel open(Target target, Attempt attempt) throws IOException {
        InetAddress destination = target.address().getAddress();
        SocketChannel channel = SocketChannel.open(
                destination instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        attempt.watch(channel, 0); // from now on the loop closes it, whatever happens below
        attempt.bind(channel, target);
        var address = new InetSocketAddress(
                SourceBinding.scoped(destination, target), target.address().getPort());
        if (!channel.connect(address)) {
            attempt.watch(channel, SelectionKey.OP_CONNECT);
            attempt.limit(target.timeout());
        }
        return channel;
    }

    /** The verdict when the time limit is over and there is no connection. */
    static Verdict noConnection(Target target) {
        return new Verdict.Failed("no connection within " + Seconds.of(target.timeout()));
    }
}
