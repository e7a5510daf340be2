package holdfast.check;

import holdfast.linux.Errno;
import holdfast.linux.LinuxException;
import holdfast.linux.PingSocket;
import holdfast.linux.SendOutcome;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@code PING_CHECK}: an ICMP echo is answered within the time (RFC 792; RFC 4443, 4.1). One request a try. Needs CAP_NET_RAW,
 * which Holdfast has for VRRP; {@code ping_group_range} is left alone.
 *
 * @param target whom to ask; the ports are not looked at
 * @param watch waits for the answer
 */
public record PingCheck(Target target, SocketWatch watch) implements Check {
    @Override
    public String keyword() {
        return "PING_CHECK";
    }

    @Override
    public Probe begin(Attempt attempt) {
        int identifier = ThreadLocalRandom.current().nextInt(1 << 16);
        PingSocket socket;
        try {
            socket = open(identifier);
        } catch (LinuxException e) {
            attempt.end(UdpQuestion.verdict(e.errno()));
            return new Over();
        }
        Asking asking = new Asking(attempt, watch, socket);
        attempt.limit(target.timeout());
        switch (socket.send(1)) {
            case SendOutcome.Sent _ -> asking.await();
            case SendOutcome.Refused(Errno errno) -> attempt.end(UdpQuestion.verdict(errno));
        }
        return asking;
    }

    private PingSocket open(int identifier) throws LinuxException {
        InetAddress to = target.address().getAddress();
        PingSocket socket = PingSocket.open(to, scope(to), identifier);
        try {
            if (target.bindInterface().isPresent()) {
                socket.bindToDevice(target.bindInterface().get());
            }
            if (target.fwmark() != 0) {
                socket.mark(target.fwmark());
            }
            Optional<InetAddress> from = target.bindTo();
            if (from.isPresent()) {
                socket.bind(from.get(), scope(from.get()));
            }
            socket.connect();
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private static int scope(InetAddress address) {
        return address instanceof Inet6Address six ? six.getScopeId() : 0;
    }

    private static final class Asking implements Probe {
        private final Attempt attempt;
        private final SocketWatch watch;
        private final PingSocket socket;
        private long token;

        private Asking(Attempt attempt, SocketWatch watch, PingSocket socket) {
            this.attempt = attempt;
            this.watch = watch;
            this.socket = socket;
        }

        private void await() {
            try {
                token = watch.once(socket, attempt, this::read);
            } catch (LinuxException e) {
                attempt.end(UdpQuestion.verdict(e.errno()));
            }
        }

        private void read() {
            try {
                if (socket.receive(Duration.ZERO).isPresent()) {
                    attempt.end(new Verdict.Passed("echo answered"));
                } else {
                    await();
                }
            } catch (LinuxException e) {
                attempt.end(UdpQuestion.verdict(e.errno()));
            }
        }

        @Override
        public void ready(SelectionKey key) {
            throw new IllegalStateException("no channel is watched");
        }

        @Override
        public void timedOut() {
            attempt.end(new Verdict.Failed("no echo in time"));
        }

        @Override
        public void close() {
            watch.forget(token);
            socket.close();
        }
    }
}
