package holdfast.bfd;

import java.util.SplittableRandom;

/** When a session sends its next periodic packet: the interval less its jitter (RFC 5880, 6.8.7). */
final class SendSchedule {
    private final SplittableRandom random;
    private boolean running;
    private boolean everSent;
    private long sentAt;
    private long dueAt;
    private long intervalMicros;
    private int multiplier;

    SendSchedule(SplittableRandom random) {
        this.random = random;
    }

    /** Sends every so often from now on; a changed interval counts from the last packet, the first packet is due at once. */
    void every(long micros, int detectionMultiplier, long now) {
        boolean same = running && micros == intervalMicros && detectionMultiplier == multiplier;
        intervalMicros = micros;
        multiplier = detectionMultiplier;
        if (!same) {
            boolean wasDue = isDue(now);
            running = true;
            dueAt = everSent && !wasDue ? sentAt + jittered() : now;
        }
    }

    /** The next packet is due now, if any is to be sent at all. */
    void now(long now) {
        dueAt = now;
        everSent = running && everSent;
    }

    void pause() {
        running = false;
    }

    void sent(long now) {
        everSent = true;
        sentAt = now;
        dueAt = now + jittered();
    }

    /** 75 to 100 % of the interval; at most 90 % when one lost packet is one too many. */
    private long jittered() {
        long nanos = intervalMicros * 1_000;
        long least = nanos - nanos / 4;
        long most = multiplier == 1 ? nanos - nanos / 10 : nanos;
        return random.nextLong(least, most + 1);
    }

    boolean isDue(long now) {
        return running && now - dueAt >= 0;
    }

    long nanosLeft(long now) {
        return running ? Math.max(0, dueAt - now) : BfdEngine.NO_DEADLINE;
    }
}
