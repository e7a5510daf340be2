package holdfast.check;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** What tests of checks begin with. */
final class Given {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Given() {}

    static CheckId id(int position) {
        return new CheckId("[192.0.2.1]:tcp:80", "[127.0.0.1]:tcp:80", position);
    }

    /** A check that is tried once at once, and again after a minute. */
    static CheckDefinition once(int position, Check check) {
        return new CheckDefinition(
                id(position), check, new CheckTiming(MINUTE, Duration.ZERO, 1, MINUTE), false, false);
    }

    /** A check that is tried over and over again. */
    static CheckDefinition often(int position, Check check, Duration delay) {
        return new CheckDefinition(id(position), check, new CheckTiming(delay, Duration.ZERO, 1, delay), false, false);
    }

    static Target target(int port, Duration timeout) {
        return Target.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
    }

    static Target target(ServerSocket server, Duration timeout) {
        return target(server.getLocalPort(), timeout);
    }
}
