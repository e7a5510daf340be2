package holdfast.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes all checks on one thread of its own, with one selector: never more than one try of a check at a time.
 *
 * <p>All public methods may be called on any thread and return at once; what they ask for is done in the order of the calls. The listener
 * is called on the loop's thread. What has already arrived is looked at before a time limit is believed, so a loop that was held up fails
 * no check by that.
 */
public final class CheckLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckLoop.class);
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int MOST_POOLED = 64;

    /** A TLS record with its header (javax.net.ssl.SSLSession.getPacketBufferSize: 16,709), rounded up. */
    private static final int BORROWED_BYTES = 17 * 1024;

    /** 17 MB in all, for 512 tries with TLS at a time. */
    private static final int MOST_BORROWED = 1024;

    /** Large enough that a long expression in a regex does not run out of it; only what is used takes memory. */
    private static final long STACK_BYTES = 8L * 1024 * 1024;

    /** Deadlines handled before sockets are looked at again. */
    private static final int MOST_DEADLINES_A_TURN = 256;

    /** Orders taken from the inbox before sockets are looked at again. */
    private static final int MOST_ORDERS_A_TURN = 4096;

    /** A shorter wait would turn thousands of checks into a busy loop (measured: 85 % of a core instead of 16). */
    private static final long LEAST_WAIT_MILLIS = 2;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Until a change of this node's addresses has arrived everywhere. */
    private static final Duration SETTLED = Duration.ofMillis(300);

    private final CheckListener listener;
    private final Random random;
    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ArrayDeque<ByteBuffer> pool = new ArrayDeque<>();
    private final SourceBinding source = new SourceBinding();
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Map<CheckId, RunningCheck> checks = new HashMap<>();
    private final DeadlineHeap deadlines = new DeadlineHeap();
    private final AtomicBoolean startingOver = new AtomicBoolean();
    private final int mostBorrowed;
    private int borrowed;
    private long replacement; // counts those of all checks
    private volatile boolean stopping;
    private long now = System.nanoTime();

    /**
     * Starts the loop's thread, {@code check-loop}, without checks.
     *
     * @param listener hears of every try
     * @param random spreads first tries over {@code warmup}
     * @throws UncheckedIOException no selector can be opened
     */
    public CheckLoop(CheckListener listener, Random random) {
        this(listener, random, MOST_BORROWED);
    }

    /** @param mostBorrowed buffers that tries may have at a time */
    CheckLoop(CheckListener listener, Random random, int mostBorrowed) {
        this.mostBorrowed = mostBorrowed;
        this.listener = listener;
        this.random = random;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform()
                .name("check-loop")
                .daemon()
                .stackSize(STACK_BYTES)
                .start(this::run);
    }

    /**
     * Makes exactly these checks from now on. A check that is there already with an equal definition goes on undisturbed; others with the
     * same id start anew; those not named end.
     */
    public void replaceAll(Collection<CheckDefinition> definitions) {
        List<CheckDefinition> wanted = List.copyOf(definitions);
        inbox(() -> {
            replacement++;
            wanted.forEach(this::put);
            checks.values().stream()
                    .filter(check -> check.replacement != replacement)
                    .toList()
                    .forEach(this::drop);
        });
    }

    /** Makes one more check, or replaces the one with the same id unless their definitions are equal. */
    public void add(CheckDefinition definition) {
        inbox(() -> put(definition));
    }

    /** Ends a check; a try under way is given up without a report. */
    public void remove(CheckId id) {
        inbox(() -> {
            RunningCheck check = checks.get(id);
            if (check != null) {
                drop(check);
            }
        });
    }

    /** Lets checks rest ({@code ha_suspend}): tries under way are given up, no new ones start, their status stays. */
    public void suspend(Collection<CheckId> ids) {
        List<CheckId> wanted = List.copyOf(ids);
        inbox(() -> wanted.forEach(this::rest));
    }

    /** Ends the rest: each check is tried within a second, or its {@code warmup} if that is shorter. */
    public void resume(Collection<CheckId> ids) {
        List<CheckId> wanted = List.copyOf(ids);
        inbox(() -> wanted.forEach(this::wake));
    }

    /**
     * An address of this node came or went: connections under way are given up without a report, and made again in a moment, each try once.
     *
     * <p>They may have gone out from that address, and what they wait for arrives nowhere: at the node that has lost it, at the one that has
     * not got it yet, or, for a tenth of a second on a busy kernel, at one that has it already as a source, but not yet as a destination
     * (an IPv6 address with IFA_F_NODAD is used before its local route is made, net/ipv6/addrconf.c).
     */
    public void startOver() {
        if (startingOver.compareAndSet(false, true)) {
            inbox(() -> {
                startingOver.set(false);
                checks.values().stream()
                        .filter(RunningCheck::mayStartOver)
                        .toList()
                        .forEach(this::startOver);
            });
        }
    }

    /** Ends all checks and the thread; returns when it has ended. No report comes after that. */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(CheckDefinition definition) {
        RunningCheck before = checks.get(definition.id());
        if (before != null) {
            if (before.definition.equals(definition)) {
                before.replacement = replacement;
                return;
            }
            drop(before);
        }
        var check = new RunningCheck(definition);
        check.replacement = replacement;
        checks.put(definition.id(), check);
        setDeadline(check, check.schedule.first(random.nextDouble()));
    }

    private void drop(RunningCheck check) {
        checks.remove(check.definition.id());
        giveUp(check);
    }

    private void giveUp(RunningCheck check) {
        deadlines.remove(check);
        if (check.current != null) {
            check.current.abandon();
            check.current = null;
        }
    }

    private void startOver(RunningCheck check) {
        giveUp(check);
        check.startedOver = true;
        setDeadline(check, SETTLED);
    }

    private void rest(CheckId id) {
        RunningCheck check = checks.get(id);
        if (check != null && !check.suspended) {
            check.suspended = true;
            giveUp(check);
        }
    }

    private void wake(CheckId id) {
        RunningCheck check = checks.get(id);
        if (check != null && check.suspended) {
            check.suspended = false;
            setDeadline(check, check.schedule.afterRest(random.nextDouble()));
        }
    }

    private void run() {
        try (selector) {
            while (!stopping) {
                turn();
            }
            List.copyOf(checks.values()).forEach(this::drop);
        } catch (IOException e) {
            LOG.error("health checks have ended: the selector failed", e);
        }
    }

    private void turn() throws IOException {
        now = System.nanoTime();
        long dueBy = now;
        takeOrders();
        long wait = waitMillis();
        if (wait == 0) {
            selector.selectNow(CheckLoop::ready);
        } else {
            selector.select(CheckLoop::ready, wait == Long.MAX_VALUE ? 0 : wait);
        }
        now = System.nanoTime();
        RunningCheck first = deadlines.first();
        for (int i = 0; i < MOST_DEADLINES_A_TURN && first != null && first.deadline - dueBy <= 0; i++) {
            due(first);
            first = deadlines.first();
        }
    }

    private void takeOrders() {
        for (int i = 0; i < MOST_ORDERS_A_TURN; i++) {
            Runnable order = inbox.poll();
            if (order == null) {
                return;
            }
            order.run();
        }
        selector.wakeup(); // there may be more
    }

    /** 0: not at all, {@link Long#MAX_VALUE}: until woken. */
    private long waitMillis() {
        RunningCheck first = deadlines.first();
        if (first == null) {
            return Long.MAX_VALUE;
        }
        long nanos = first.deadline - now;
        return nanos <= 0 ? 0 : Math.max(LEAST_WAIT_MILLIS, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    private static void ready(SelectionKey key) {
        ((RunningTry) key.attachment()).ready(key);
    }

    private void due(RunningCheck check) {
        deadlines.remove(check);
        if (check.current == null) {
            check.current = new RunningTry(this, check);
            check.current.start();
        } else {
            check.current.timedOut();
        }
    }

    /** A try ended with a verdict. */
    void ended(RunningCheck check, Verdict verdict, int part, Duration took) {
        check.current = null;
        check.startedOver = false;
        CheckSchedule schedule = check.schedule;
        CheckStatus before = schedule.status();
        Duration next = switch (verdict) {
            case Verdict.Passed _ -> schedule.passed();
            case Verdict.Failed _ -> schedule.failed();
            case Verdict.Undecided _ -> schedule.undecided();
        };
        setDeadline(check, next);
        boolean changed = schedule.status() != before;
        tell(new CheckReport(
                check.definition.id(),
                schedule.status(),
                changed,
                verdict,
                part,
                schedule.failures(),
                changed || worthLogging(check, verdict, before),
                took));
        check.undecided = verdict instanceof Verdict.Undecided;
    }

    private void tell(CheckReport report) {
        try {
            listener.tried(report);
        } catch (RuntimeException e) {
            LOG.error("a result of {} was not taken", report.id().realServer(), e);
        }
    }

    private static boolean worthLogging(RunningCheck check, Verdict verdict, CheckStatus before) {
        return switch (verdict) {
            case Verdict.Passed _ -> false;
            case Verdict.Failed _ -> before != CheckStatus.DOWN && check.definition.logAllFailures();
            case Verdict.Undecided _ -> !check.undecided;
        };
    }

    void setDeadline(RunningCheck check, Duration after) {
        deadlines.set(check, now + after.toNanos());
    }

    void inbox(Runnable order) {
        inbox.add(order);
        selector.wakeup();
    }

    long now() {
        return now;
    }

    Selector selector() {
        return selector;
    }

    ByteBuffer buffer() {
        return buffer.clear();
    }

    SourceBinding source() {
        return source;
    }

    ByteBuffer borrow() throws IOException {
        if (borrowed == mostBorrowed) {
            throw new TooManyTries();
        }
        ByteBuffer pooled = pool.poll();
        ByteBuffer buffer = pooled == null ? ByteBuffer.allocateDirect(BORROWED_BYTES) : pooled.clear();
        borrowed++;
        return buffer;
    }

    void giveBack(ByteBuffer buffer) {
        borrowed--;
        if (pool.size() < MOST_POOLED) {
            pool.push(buffer);
        }
    }

    /** So many tries wait for slow servers that this one must wait, too: no failure of its service. */
    static final class TooManyTries extends IOException {
        private static final long serialVersionUID = 1L;

        TooManyTries() {
            super("too many tries with TLS are waiting for their servers");
        }
    }
}
