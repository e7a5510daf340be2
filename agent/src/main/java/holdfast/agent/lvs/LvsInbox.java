package holdfast.agent.lvs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What waits for the LVS loop. While the loop rests, news wait longer: another process drives the table, and may fail at once. */
final class LvsInbox {
    private final BlockingQueue<LvsMessage> waiting = new LinkedBlockingQueue<>();

    // The loop's own:
    private final Deque<LvsMessage> setAside = new ArrayDeque<>();
    private boolean resting;

    /** Any thread. */
    void add(LvsMessage message) {
        waiting.add(message);
    }

    /** From here on only what cannot wait comes out ({@code true}), or all again, in order. */
    void rest(boolean on) {
        resting = on;
    }

    /** Whether the loop is to do nothing of its own accord. */
    boolean isResting() {
        return resting;
    }

    /**
     * The next thing to do.
     *
     * @param nanos how long to wait for it at most; a rest ends by a message
     */
    Optional<LvsMessage> next(long nanos) throws InterruptedException {
        if (!resting && !setAside.isEmpty()) {
            return Optional.of(setAside.removeFirst());
        }
        LvsMessage message = resting ? waiting.take() : waiting.poll(nanos, TimeUnit.NANOSECONDS);
        return switch (message) {
            case null -> Optional.empty();
            case LvsMessage.Task _, LvsMessage.Rest _, LvsMessage.Stop _ -> Optional.of(message);
            case LvsMessage.Verdicts _,
                    LvsMessage.NewPlan _,
                    LvsMessage.FileChanged _,
                    LvsMessage.SessionChanged _,
                    LvsMessage.InstanceChanged _,
                    LvsMessage.CutOff _,
                    LvsMessage.AddressChanged _ -> {
                if (resting) {
                    setAside.add(message);
                    yield Optional.empty();
                }
                yield Optional.of(message);
            }
        };
    }
}
