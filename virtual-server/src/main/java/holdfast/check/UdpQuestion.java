package holdfast.check;

import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.LinuxException;
import holdfast.linux.SendOutcome;
import holdfast.linux.UdpSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A try that sends one datagram and waits for an answer, for what ICMP says, or for the end of the time. */
final class UdpQuestion implements Probe {
    /** Datagrams read in one go: whoever floods us gets no more of the loop. */
    private static final int MOST_DATAGRAMS = 16;

    private static final Set<String> OF_THIS_NODE = Set.of("EMFILE", "ENFILE", "ENOBUFS", "ENOMEM", "EAGAIN");

    private final Attempt attempt;
    private final SocketWatch watch;
    private final Judge judge;
    private final UdpSocket socket;
    private long token;

    /** Decides about answers. */
    interface Judge {
        /**
         * A datagram came from the server.
         *
         * @param datagram from position to limit
         * @return empty when it is none of ours: the wait goes on
         */
        Optional<Verdict> answered(ByteBuffer datagram);

        /** No answer came in time. */
        Verdict silent();
    }

    private UdpQuestion(Attempt attempt, SocketWatch watch, Judge judge, UdpSocket socket) {
        this.attempt = attempt;
        this.watch = watch;
        this.judge = judge;
        this.socket = socket;
    }

    /** Sends the datagram; the try ends at once when that fails. */
    static Probe ask(Target target, byte[] datagram, Attempt attempt, SocketWatch watch, Judge judge) {
        UdpSocket socket;
        try {
            socket = open(target, watch.buffers());
        } catch (LinuxException e) {
            attempt.end(verdict(e.errno()));
            return new Over();
        }
        UdpQuestion question = new UdpQuestion(attempt, watch, judge, socket);
        attempt.limit(target.timeout());
        switch (socket.send(datagram)) {
            case SendOutcome.Sent _ -> question.await();
            case SendOutcome.Refused(Errno errno) -> attempt.end(verdict(errno));
        }
        return question;
    }

    private static UdpSocket open(Target target, UdpSocket.Buffers buffers) throws LinuxException {
        InetSocketAddress to = target.address();
        UdpSocket socket = UdpSocket.forQuestion(AddressFamily.of(to.getAddress()), buffers);
        try {
            if (target.bindInterface().isPresent()) {
                socket.bindToDevice(target.bindInterface().get());
            }
            if (target.fwmark() != 0) {
                socket.mark(target.fwmark());
            }
            Optional<InetAddress> from = target.bindTo();
            OptionalInt port = target.bindPort();
            if (from.isPresent() || port.isPresent()) {
                InetAddress any = InetAddress.ofLiteral(
                        AddressFamily.of(to.getAddress()) == AddressFamily.IPV4 ? "0.0.0.0" : "::");
                socket.bind(from.orElse(any), port.orElse(0));
            }
            socket.connect(to.getAddress(), to.getPort());
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** What an error says about the server. */
    static Verdict verdict(Errno errno) {
        String words = errno.text().toLowerCase(Locale.ROOT);
        if (OF_THIS_NODE.contains(errno.name())) {
            return new Verdict.Undecided("this node cannot send: " + words);
        }
        return new Verdict.Failed(errno.name().equals("ECONNREFUSED") ? "port unreachable" : words);
    }

    private void await() {
        try {
            token = watch.once(socket, attempt, this::read);
        } catch (LinuxException e) {
            attempt.end(verdict(e.errno()));
        }
    }

    private void read() {
        try {
            for (int i = 0; i < MOST_DATAGRAMS; i++) {
                if (!socket.receive()) {
                    break;
                }
                Optional<Verdict> verdict = judge.answered(socket.payload());
                if (verdict.isPresent()) {
                    attempt.end(verdict.get());
                    return;
                }
            }
            await();
        } catch (LinuxException e) {
            attempt.end(verdict(e.errno()));
        }
    }

    @Override
    public void ready(SelectionKey key) {
        throw new IllegalStateException("no channel is watched");
    }

    @Override
    public void timedOut() {
        attempt.end(judge.silent());
    }

    @Override
    public void close() {
        watch.forget(token);
        socket.close();
    }
}
