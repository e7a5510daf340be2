package holdfast.check;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * {@code TCP_CHECK}: a connection can be made. It is closed at once.
 *
 * @param target where to
 */
public record TcpCheck(Target target) implements Check {
    @Override
    public String keyword() {
        return "TCP_CHECK";
    }

    @Override
    public RetryRule retryRule() {
        return RetryRule.CYCLE;
    }

    @Override
    public Probe begin(Attempt attempt) throws IOException {
        SocketChannel channel = TcpConnector.open(target, attempt);
        if (channel.isConnected()) {
            attempt.end(connected());
        }
        return new Connecting(target, channel, attempt);
    }

    private static Verdict connected() {
        return new Verdict.Passed("connected");
    }

    private record Connecting(Target target, SocketChannel channel, Attempt attempt) implements Probe {
        @Override
        public void ready(SelectionKey key) throws IOException {
            if (channel.finishConnect()) {
                attempt.end(connected());
            }
        }

        @Override
        public void timedOut() {
            attempt.end(TcpConnector.noConnection(target));
        }

        @Override
        public void close() {
            // the channel is the loop's to close
        }
    }
}
