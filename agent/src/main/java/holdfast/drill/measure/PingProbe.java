package holdfast.drill.measure;

import holdfast.drill.lab.Host;
import holdfast.drill.lab.LabException;
import holdfast.linux.LinuxException;
import holdfast.linux.NetworkNamespace;
import holdfast.linux.PingSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A client that pings an address at a fixed rate. Two threads: one sends, one receives, with the kernel's receive times, so
 * that a pause of this process does not look like an outage.
 */
public final class PingProbe implements AutoCloseable {
    private static final Duration RECEIVE_WAIT = Duration.ofMillis(100);

    private final PingSocket socket;
    private final ProbeLog log;
    private final Thread sender;
    private final Thread receiver;
    private volatile boolean closing;

    private PingProbe(PingSocket socket, ProbeLog log, Duration period) {
        this.socket = socket;
        this.log = log;
        this.sender = Thread.ofPlatform().daemon().name("ping-send").unstarted(() -> send(period));
        this.receiver = Thread.ofPlatform().daemon().name("ping-receive").unstarted(this::receive);
    }

    /**
     * Starts pinging.
     *
     * @param client from where
     * @param target whom
     * @param period time between two requests, at least 1 ms
     * @param patience a later answer counts as none
     * @param sink told when the service is lost and when it is back
     * @return the running client
     * @throws LabException when the socket cannot be opened there
     */
    public static PingProbe start(
            Host client, InetAddress target, Duration period, Duration patience, Consumer<Fact> sink) {
        PingProbe probe =
                new PingProbe(open(client, target), new ProbeLog(Fact.ProbeKind.PING, patience, sink), period);
        probe.receiver.start();
        probe.sender.start();
        return probe;
    }

    /**
     * Starts pinging from this machine.
     *
     * @param target whom
     * @param period time between two requests, at least 1 ms
     * @param patience a later answer counts as none
     * @param sink told when the service is lost and when it is back
     * @return the running client
     * @throws LinuxException when that is not allowed
     */
    public static PingProbe here(InetAddress target, Duration period, Duration patience, Consumer<Fact> sink)
            throws LinuxException {
        int identifier = (int) ProcessHandle.current().pid();
        PingProbe probe = new PingProbe(
                PingSocket.open(target, 0, identifier), new ProbeLog(Fact.ProbeKind.PING, patience, sink), period);
        probe.receiver.start();
        probe.sender.start();
        return probe;
    }

    /** A socket belongs to the namespace of the thread that opens it; that thread serves for nothing else. */
    private static PingSocket open(Host client, InetAddress target) {
        CompletableFuture<PingSocket> socket = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("ping-open").start(() -> {
            try {
                NetworkNamespace.enter(client.namespaceFile());
                int identifier = (int) ProcessHandle.current().pid();
                socket.complete(PingSocket.open(target, 0, identifier));
            } catch (LinuxException e) {
                socket.completeExceptionally(e);
            }
        });
        try {
            return socket.join();
        } catch (CompletionException e) {
            throw new LabException(
                    "cannot ping from " + client + ": " + e.getCause().getMessage(), e);
        }
    }

    /** A late wake-up sends at once and keeps to the grid afterwards, without making up for what was missed. */
    private void send(Duration period) {
        long start = System.nanoTime();
        for (long tick = 0; !closing; tick++) {
            long wait = start + tick * period.toNanos() - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            } else {
                tick -= wait / period.toNanos();
            }
            int index = log.asked(Instant.now());
            socket.send(index & 0xffff);
            log.judge(Instant.now());
        }
    }

    private void receive() {
        try {
            while (!closing) {
                socket.receive(RECEIVE_WAIT)
                        .ifPresent(reply -> log.latestWithSequence(reply.sequence())
                                .ifPresent(index -> log.answered(index, reply.receivedAt(), "")));
            }
        } catch (LinuxException e) {
            if (!closing) {
                throw new LabException("ping broke off: " + e.getMessage(), e);
            }
        }
    }

    /**
     * What it asked and got.
     *
     * @return its growing log
     */
    public ProbeLog log() {
        return log;
    }

    @Override
    public void close() {
        closing = true;
        try {
            sender.join();
            receiver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.close();
    }
}
