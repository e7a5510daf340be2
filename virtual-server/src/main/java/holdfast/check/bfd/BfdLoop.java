package holdfast.check.bfd;

import holdfast.bfd.BfdEffect;
import holdfast.bfd.BfdEngine;
import holdfast.bfd.BfdEvent;
import holdfast.bfd.BfdSettings;
import holdfast.bfd.BfdStatus;
import holdfast.bfd.ControlPacketCodec;
import holdfast.check.bfd.BfdSockets.Door;
import holdfast.linux.Epoll;
import holdfast.linux.EventFd;
import holdfast.linux.LinuxException;
import holdfast.linux.TimerFd;
import holdfast.linux.UdpSocket;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the BFD sessions: one platform thread, {@code bfd-loop}, that waits in epoll on the ports of RFC 5881 and 5883 and on a
 * timer. What is queued is read before a timeout is believed.
 */
public final class BfdLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BfdLoop.class);
    private static final int LONGEST_WAIT_MILLIS = 60_000;

    /** Most packets of one port in one turn: a flood delays the timers by no more than these. */
    private static final int READ_BATCH = 512;

    private static final long STOP_MILLIS = 2_000;
    private static final long LEAVE_MILLIS = 500;

    private final BfdListener listener;
    private final BfdEngine engine;
    private final Epoll epoll;
    private final TimerFd timer;
    private final EventFd wake;
    private final BfdSockets sockets;
    private final FloodGuard guard = new FloodGuard(System.nanoTime());
    private final Thread thread;

    private final AtomicReference<List<BfdSettings>> requested = new AtomicReference<>();
    private volatile List<BfdStatus> statuses = List.of();
    private volatile boolean stopping;
    private final AtomicReference<CompletableFuture<List<LeftSession>>> leaveAsked = new AtomicReference<>();
    private volatile boolean stayAsked;
    private boolean leaving;
    private List<BfdSettings> current = List.of();
    private long retryAt;

    private BfdLoop(BfdListener listener, long seed, List<LeftSession> inherited) throws LinuxException {
        this.listener = listener;
        SplittableRandom random = new SplittableRandom(seed);
        engine = new BfdEngine(random.nextLong());
        epoll = Epoll.open();
        timer = TimerFd.open();
        wake = EventFd.open();
        epoll.add(timer, timer.fd());
        epoll.add(wake, wake.fd());
        sockets = new BfdSockets(epoll, random, inherited);
        engine.on(
                new BfdEvent.Inherited(
                        inherited.stream().map(LeftSession::session).toList()),
                System.nanoTime());
        thread = Thread.ofPlatform().name("bfd-loop").daemon().unstarted(this::run);
    }

    /**
     * Starts the thread, without sessions yet. Its sockets are in the caller's network namespace.
     *
     * @param listener told of changes
     * @param seed of discriminators, jitter and source ports: another one on each node and at each start
     * @param inherited sessions that a former process of this node has {@linkplain #leave() left}
     * @throws LinuxException EMFILE when the process has no descriptor left
     */
    public static BfdLoop start(BfdListener listener, long seed, List<LeftSession> inherited) throws LinuxException {
        BfdLoop loop = new BfdLoop(listener, seed, inherited);
        loop.thread.start();
        return loop;
    }

    /** These are the sessions from now on ({@link BfdEvent.Configured}). For any thread; returns at once. */
    public void configure(List<BfdSettings> sessions) {
        requested.set(List.copyOf(sessions));
        wake.signal();
    }

    /** How the sessions were after the loop's last turn. For any thread. */
    public List<BfdStatus> statuses() {
        return statuses;
    }

    private void run() {
        try {
            listener.began();
            while (!stopping) {
                turn();
            }
            if (!leaving) {
                perform(engine.on(new BfdEvent.Shutdown(), System.nanoTime()));
            }
        } catch (LinuxException e) {
            LOG.error("BFD stops, its sessions are down for their neighbors: {}", e.getMessage());
        } finally {
            sockets.close();
            timer.close();
            epoll.close();
        }
    }

    private void turn() throws LinuxException {
        await();
        leaveOrStay();
        List<BfdSettings> wanted = requested.getAndSet(null);
        if (wanted != null) {
            configureNow(wanted);
        }
        readAll();
        sockets.onlyNeighbors(guard.isFlood(engine.rejected(), System.nanoTime()));
        if (!leaving && sockets.hasTrouble() && System.nanoTime() - retryAt >= 0) {
            sockets.openMissing();
            retryAt = System.nanoTime() + BfdSockets.RETRY_NANOS;
        }
        perform(engine.on(new BfdEvent.Tick(), System.nanoTime()));
        statuses = engine.statuses();
    }

    private void await() throws LinuxException {
        long now = System.nanoTime();
        long left = engine.nanosUntilNextDeadline(now);
        if (!leaving && sockets.hasTrouble()) {
            left = Math.min(left, Math.max(0, retryAt - now));
        }
        if (left == BfdEngine.NO_DEADLINE) {
            timer.disarm();
        } else if (left > 0) {
            timer.armAt(now + left);
        }
        epoll.await(left == 0 ? 0 : LONGEST_WAIT_MILLIS);
        timer.acknowledge();
        wake.drain();
    }

    private void leaveOrStay() throws LinuxException {
        CompletableFuture<List<LeftSession>> asked = leaveAsked.getAndSet(null);
        if (asked != null) {
            leaving = true;
            List<LeftSession> left = engine.established().stream()
                    .map(session -> new LeftSession(session, sockets.sourcePort(session.name())))
                    .toList();
            perform(engine.on(new BfdEvent.Relieved(), System.nanoTime()));
            sockets.leave();
            asked.complete(left); // not before the port is free
        } else if (leaving && stayAsked) {
            leaving = false;
            sockets.openMissing();
            perform(engine.on(new BfdEvent.Resumed(), System.nanoTime()));
        }
    }

    /** Goodbyes leave by the old sockets, first packets by the new ones. */
    private void configureNow(List<BfdSettings> wanted) throws LinuxException {
        List<BfdSettings> kept = wanted.stream()
                .filter(settings -> current.stream().anyMatch(settings::isSameSession))
                .toList();
        perform(engine.on(new BfdEvent.Configured(kept), System.nanoTime()));
        sockets.adjust(wanted);
        retryAt = System.nanoTime() + BfdSockets.RETRY_NANOS;
        perform(engine.on(new BfdEvent.Configured(wanted), System.nanoTime()));
        current = wanted;
    }

    private void readAll() {
        for (Map.Entry<Door, UdpSocket> entry : sockets.receivers()) {
            UdpSocket receiver = entry.getValue();
            try {
                for (int i = 0; i < READ_BATCH && receiver.receive(); i++) {
                    perform(engine.on(
                            new BfdEvent.PacketReceived(
                                    receiver.payload(),
                                    receiver.source(),
                                    receiver.sourcePort(),
                                    receiver.receivedHopLimit(),
                                    entry.getKey().multihop()),
                            System.nanoTime()));
                }
            } catch (LinuxException e) {
                LOG.warn("BFD: {}", e.getMessage());
            }
        }
    }

    private void perform(List<BfdEffect> effects) {
        for (BfdEffect effect : effects) {
            switch (effect) {
                case BfdEffect.SendPacket send ->
                    sockets.send(send.session(), ControlPacketCodec.encode(send.packet()));
                case BfdEffect.StateChanged change ->
                    listener.sessionChanged(change.session(), change.to(), change.local());
                case BfdEffect.Log log -> {
                    if (log.detail()) {
                        LOG.debug("{}", log.line());
                    } else {
                        LOG.info("{}", log.line());
                    }
                }
            }
        }
    }

    /**
     * Another process of this node goes on: from here on this one takes no packets, only sends, until it ends without a goodbye. Any thread;
     * waits for a moment.
     *
     * @return the sessions that are Up; nothing when the loop does not say in time
     */
    public List<LeftSession> leave() throws InterruptedException {
        CompletableFuture<List<LeftSession>> answer = new CompletableFuture<>();
        stayAsked = false;
        leaveAsked.set(answer);
        wake.signal();
        try {
            return answer.get(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("BFD sessions are not handed over, neighbors see them come up anew");
            return List.of();
        }
    }

    /** The other process failed, this one goes on, after {@link #leave}. Any thread; returns at once. */
    public void stay() {
        stayAsked = true;
        wake.signal();
    }

    /** Tells all neighbors that the sessions are administratively down, and ends; waits for that two seconds at most. */
    @Override
    public void close() {
        stopping = true;
        wake.signal();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            wake.close();
        }
    }
}
