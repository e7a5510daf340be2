package holdfast.agent.loop;

import holdfast.vrrp.VrrpEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;

/**
 * The time in which two processes of this node are there: the new one has been left everything, and the former one goes on advertising
 * until that one says that it serves. However long it takes to its first advert, others hear one in each interval; and should it fail,
 * nothing has happened.
 */
final class Overlap {
    /** The one who waits for the new process decides long before. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final LongUnaryOperator nanosLeft;
    private final ObjLongConsumer<VrrpEvent> engine;
    private final LongSupplier clock;

    /**
     * On the loop.
     *
     * @param nanosLeft until the engine's next deadline, from a time on
     * @param engine is given events, each with its time
     * @param clock monotonic nanoseconds
     */
    Overlap(LongUnaryOperator nanosLeft, ObjLongConsumer<VrrpEvent> engine, LongSupplier clock) {
        this.nanosLeft = nanosLeft;
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * Advertises until it is decided.
     *
     * @param relief that the loop has taken
     * @return whether the loop is to end; if not, it goes on as before
     */
    boolean isRelieved(Relief relief) {
        long began = clock.getAsLong();
        engine.accept(new VrrpEvent.Relieved(), began);
        Optional<Boolean> served = Optional.empty();
        for (long now = began; served.isEmpty() && now - began < LONGEST.toNanos(); now = clock.getAsLong()) {
            engine.accept(VrrpEvent.Tick.TICK, now);
            long left = LONGEST.toNanos() - (now - began);
            served = relief.awaitEnd(Math.min(left, nanosLeft.applyAsLong(clock.getAsLong())));
        }
        boolean leave = served.orElse(true);
        if (!leave) {
            engine.accept(new VrrpEvent.Resumed(), clock.getAsLong());
        }
        return leave;
    }
}
