package holdfast.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try of a check. What the probe does is run through {@link #guarded}, so that its end is handled in one place, after the probe has
 * returned.
 */
final class RunningTry implements Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTry.class);

    /** For a probe that sets no limit of its own. */
    private static final Duration LONGEST_WITHOUT_LIMIT = Duration.ofMinutes(1);

    private final CheckLoop loop;
    private final RunningCheck check;
    private final int part;
    private final long startedAt;
    private final List<SelectableChannel> channels = new ArrayList<>(1);
    private final List<ByteBuffer> borrowed = new ArrayList<>(0);
    private Probe probe;
    private Verdict verdict;
    private boolean over;

    RunningTry(CheckLoop loop, RunningCheck check) {
        this.loop = loop;
        this.check = check;
        part = check.schedule.part();
        startedAt = loop.now();
    }

    /** What a probe may do when it is called. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    void start() {
        loop.setDeadline(check, LONGEST_WITHOUT_LIMIT);
        guarded(() -> probe = check.definition.check().begin(this));
    }

    void ready(SelectionKey key) {
        guarded(() -> probe.ready(key));
    }

    void timedOut() {
        guarded(() -> {
            probe.timedOut();
            if (verdict == null
                    && check.heapIndex < 0) { // neither an end nor a new limit: a try must not last for ever
                end(new Verdict.Failed("no answer in time"));
            }
        });
    }

    /** Gives the try up: nobody hears of it. */
    void abandon() {
        if (!over) {
            release();
        }
    }

    /** Whether it has opened a connection, standing or not. */
    boolean hasConnection() {
        return !channels.isEmpty();
    }

    private void guarded(Work work) {
        if (over) {
            return;
        }
        try {
            work.run();
        } catch (IOException e) {
            end(IoFailure.verdict(e));
        } catch (RuntimeException e) {
            LOG.error(
                    "{} of {}: a mistake in Holdfast, the result is not used",
                    check.definition.check().keyword(),
                    check.definition.id().realServer(),
                    e);
            end(new Verdict.Undecided("a mistake in Holdfast: " + e));
        }
        if (verdict != null && !over) {
            release();
            loop.ended(check, verdict, part, Duration.ofNanos(loop.now() - startedAt));
        }
    }

    private void release() {
        over = true;
        if (probe != null) {
            try {
                probe.close();
            } catch (RuntimeException e) {
                LOG.error("closing a try of {}", check.definition.id().realServer(), e);
            }
        }
        for (SelectableChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("closing a channel of {}", check.definition.id().realServer(), e);
            }
        }
        borrowed.forEach(loop::giveBack);
    }

    @Override
    public int part() {
        return part;
    }

    @Override
    public long now() {
        return loop.now();
    }

    @Override
    public void watch(SelectableChannel channel, int operations) throws IOException {
        SelectionKey key = channel.keyFor(loop.selector());
        if (key != null) {
            key.interestOps(operations);
            return;
        }
        channels.add(channel);
        channel.configureBlocking(false);
        channel.register(loop.selector(), operations, this);
    }

    @Override
    public void bind(NetworkChannel channel, Target target) throws IOException {
        loop.source().bind(channel, target);
    }

    @Override
    public void limit(Duration time) {
        if (!over && verdict == null) {
            loop.setDeadline(check, time);
        }
    }

    @Override
    public ByteBuffer buffer() {
        return loop.buffer();
    }

    @Override
    public ByteBuffer borrow() throws IOException {
        ByteBuffer buffer = loop.borrow();
        borrowed.add(buffer);
        return buffer;
    }

    @Override
    public void end(Verdict how) {
        if (verdict == null) {
            verdict = how;
        }
    }

    @Override
    public void later(Runnable work) {
        loop.inbox(() -> guarded(work::run));
    }
}
