package holdfast.check;

import holdfast.linux.Epoll;
import holdfast.linux.EventFd;
import holdfast.linux.LinuxException;
import holdfast.linux.Pollable;
import holdfast.linux.UdpSocket;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for sockets that a selector cannot wait for (ICMP, and UDP with all of ICMP's errors), on a thread of its own that does
 * nothing else: what is ready is handed to the loop with {@link Attempt#later}, and read there.
 *
 * <p>One serves all checks of an agent. The thread exists from the first socket on.
 */
public final class SocketWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketWatch.class);
    private static final int LONGEST_WAIT_MILLIS = 60_000;
    private static final long STOP_MILLIS = 2_000;

    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final UdpSocket.Buffers buffers = new UdpSocket.Buffers();
    private Epoll epoll;
    private EventFd end;
    private Thread thread;
    private long lastToken;
    private volatile boolean stopping;

    private record Waiting(Pollable socket, Attempt attempt, Runnable work) {}

    /**
     * Runs {@code work} on the check's loop once the socket is readable or has an error. To be called again for the next time.
     *
     * @return what {@link #forget} takes
     * @throws LinuxException EMFILE when the process has no descriptor left
     */
    synchronized long once(Pollable socket, Attempt attempt, Runnable work) throws LinuxException {
        if (thread == null) {
            start();
        }
        long token = ++lastToken;
        epoll.add(socket, token);
        waiting.put(token, new Waiting(socket, attempt, work));
        return token;
    }

    /** Waits no more; to be called before the socket is closed. Does nothing once the socket was found ready. */
    synchronized void forget(long token) {
        take(token);
    }

    /** Memory of all UDP sockets that are waited for; for the thread of the check loop only. */
    UdpSocket.Buffers buffers() {
        return buffers;
    }

    private Waiting take(long token) {
        Waiting found = waiting.remove(token);
        if (found != null) {
            try {
                epoll.remove(found.socket());
            } catch (LinuxException e) {
                LOG.warn("health checks: {}", e.getMessage());
            }
        }
        return found;
    }

    private void start() throws LinuxException {
        epoll = Epoll.open();
        end = EventFd.open();
        epoll.add(end, 0);
        thread = Thread.ofPlatform().name("check-sockets").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!stopping) {
                int ready = epoll.await(LONGEST_WAIT_MILLIS);
                for (int i = 0; i < ready; i++) {
                    tell(epoll.token(i));
                }
            }
        } catch (LinuxException e) {
            LOG.error("checks with PING_CHECK, UDP_CHECK and DNS_CHECK have ended: {}", e.getMessage());
        }
    }

    private void tell(long token) {
        Waiting found;
        synchronized (this) {
            found = take(token);
        }
        if (found != null) {
            found.attempt().later(found.work());
        }
    }

    /** Ends the thread; to be called after the loop has ended. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            stopping = true;
            running = thread;
        }
        if (running == null) {
            return;
        }
        end.signal();
        try {
            running.join(STOP_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!running.isAlive()) {
            epoll.close();
            end.close();
        }
    }
}
