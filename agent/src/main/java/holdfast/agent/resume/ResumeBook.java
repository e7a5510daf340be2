package holdfast.agent.resume;

import holdfast.agent.loop.FormerProcess;
import holdfast.agent.loop.Legacy;
import holdfast.agent.loop.LifeSigns;
import holdfast.agent.process.OccasionalThread;
import holdfast.vrrp.VirtualRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps beside the control socket what the next process needs to go on, should this one be killed. The loop tells, and sets moments in memory; a
 * thread of its own writes the rest, at most once a second.
 */
public final class ResumeBook implements LifeSigns, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResumeBook.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ResumeFiles files;
    private final ThreadPoolExecutor writer;
    private final AtomicReference<ResumeLines> unwritten = new AtomicReference<>();
    private final Map<String, Seat> seats = new HashMap<>(); // this and what follows is the loop's
    private Optional<LastAdverts> moments = Optional.empty();
    private int taken;
    private int noted;
    private long notedAt;

    /** The place of a router among the moments. */
    private record Seat(int place, VirtualRouter router) {}

    /** A book in these files; nothing is written before {@link #begin}. */
    public ResumeBook(ResumeFiles files) {
        this.files = files;
        this.writer = OccasionalThread.named("resume");
    }

    /**
     * What is left to do when nobody goes on: priority 0 where no other router has taken over, and the addresses removed. Then there is nothing to go on
     * with any more.
     *
     * @return what was done; empty when no process ended without a word here
     */
    public Optional<Released> release() {
        Optional<Released> released = files.read().map(former -> Release.of(former, System.nanoTime()));
        files.delete();
        return released;
    }

    /** What a process has left here that ended without a word. */
    public Optional<FormerProcess> former() {
        return files.read();
    }

    /** This process is responsible from now on; what a former one has left is gone. */
    public void begin() {
        try {
            moments = Optional.of(files.create());
        } catch (IOException e) {
            LOG.warn("After a crash the next process will begin anew: {}", e.toString());
        }
    }

    @Override
    public void advertised(String router, long now) {
        set(router, now == 0 ? 1 : now);
    }

    @Override
    public void yielded(String router) {
        set(router, 0);
    }

    private void set(String router, long at) {
        Seat seat = seats.get(router);
        if (seat != null && moments.isPresent()) {
            moments.get().set(seat.place, at);
        }
    }

    @Override
    public void turned(int version, long now, Supplier<Legacy> legacy) {
        if (version == noted || moments.isEmpty() || (noted != 0 && now - notedAt < PAUSE_NANOS)) {
            return;
        }
        noted = version;
        notedAt = now;
        Legacy left = legacy.get();
        Map<Integer, VirtualRouter> routers = new HashMap<>();
        for (VirtualRouter router : left.configuration().routers()) {
            seat(router).ifPresent(seat -> routers.put(seat.place, router));
        }
        if (unwritten.getAndSet(new ResumeLines(routers, left.inheritance(), left.lastWords())) == null) {
            writer.execute(this::write);
        }
    }

    /** A router keeps its place as long as it is the same on the wire; places are not used again. */
    private Optional<Seat> seat(VirtualRouter router) {
        Seat seat = seats.get(router.name());
        if (seat == null || !seat.router.key().equals(router.key())) {
            if (taken == LastAdverts.ROUTERS) {
                return Optional.empty();
            }
            seat = new Seat(taken++, router);
            seats.put(router.name(), seat);
        }
        return Optional.of(seat);
    }

    private void write() {
        Optional.ofNullable(unwritten.getAndSet(null)).ifPresent(files::write);
    }

    /** This process ends in order: there is nothing to go on with. After {@link #close}. */
    public void forget() {
        files.delete();
    }

    /** Writes what is still to be written. */
    @Override
    public void close() {
        if (!OccasionalThread.end(writer, PATIENCE)) {
            LOG.debug("the disk is slow");
        }
    }
}
