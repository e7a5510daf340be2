package holdfast.agent.loop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Lets packets gather that come in quick succession, as a network card does for its interrupts: to wake up costs more than to read ten of them. A
 * packet that comes alone is read at once, and none has to wait when something is due.
 */
final class Gathering {
    /** Nanoseconds. Less than what a busy machine lets a packet wait anyway; no deadline is believed before all that arrived is read. */
    static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final LongConsumer pause;
    private boolean heard;
    private boolean heardBefore;
    private long lastHeard;

    /**
     * Nothing heard yet.
     *
     * @param pause does nothing for so many nanoseconds
     */
    Gathering(LongConsumer pause) {
        this.pause = pause;
    }

    /** There were packets to read in this turn. */
    void heard() {
        heard = true;
    }

    /**
     * The loop would wait again; all monotonic nanoseconds.
     *
     * @param woken when this turn began
     * @param now the present
     * @param due when the loop has something else to do
     */
    void turned(long woken, long now, long due) {
        if (!heard) {
            return;
        }
        heard = false;
        boolean quick = heardBefore && woken - lastHeard < PAUSE;
        heardBefore = true;
        lastHeard = now;
        if (quick && due - now > PAUSE) {
            pause.accept(PAUSE);
            lastHeard += PAUSE;
        }
    }
}
