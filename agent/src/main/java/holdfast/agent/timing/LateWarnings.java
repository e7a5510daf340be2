package holdfast.agent.timing;

import holdfast.agent.timing.LateReason.Meanwhile;
import java.time.Duration;
import java.util.function.Consumer;

/** Says that the loop was late, at most once a minute; what is not said is counted. One thread. */
final class LateWarnings {
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Consumer<String> say;
    private boolean said;
    private long saidAt;
    private int unsaid;
    private long worstUnsaid;

    LateWarnings(Consumer<String> say) {
        this.say = say;
    }

    /**
     * One more time.
     *
     * @param words how late, and why
     * @param meanwhile what this was judged by
     * @param nanos how late
     * @param now monotonic nanoseconds
     */
    void warn(String words, Meanwhile meanwhile, long nanos, long now) {
        if (said && now - saidAt < PAUSE_NANOS) {
            unsaid++;
            worstUnsaid = Math.max(worstUnsaid, nanos);
            return;
        }
        StringBuilder line = new StringBuilder(words)
                .append(" (meanwhile garbage collection ")
                .append(LatenessWatch.millis(meanwhile.collected()))
                .append(", waiting for a processor ")
                .append(LatenessWatch.millis(Math.max(meanwhile.delayed(), meanwhile.collectorDelayed())))
                .append(", for netlink ")
                .append(LatenessWatch.millis(meanwhile.inKernel()))
                .append(", own work ")
                .append(LatenessWatch.millis(meanwhile.ran()))
                .append(')');
        if (unsaid > 0) {
            line.append("; ")
                    .append(unsaid)
                    .append(" more since the last such line, up to ")
                    .append(LatenessWatch.millis(worstUnsaid));
        }
        say.accept(line.toString());
        said = true;
        saidAt = now;
        unsaid = 0;
        worstUnsaid = 0;
    }
}
