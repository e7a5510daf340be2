package holdfast.agent.mail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mails in the order of what happened, and when the next attempt is due. Times are monotonic nanoseconds.
 *
 * <p>All mails go to one server, so they wait for it together and stay in order: after a failure there is a pause, which doubles from
 * {@link #FIRST_PAUSE} to {@link #LONGEST_PAUSE}, and a mail that failed is given up once it is older than {@link #PATIENCE}.
 */
final class MailQueue {
    /** How many mails about one thing may wait; the oldest of them makes room. */
    static final int MOST_ABOUT_ONE = 64;

    /** How many mails may wait in all; the oldest makes room. */
    static final int MOST = 4096;

    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** News of the past is worth less than a server's peace. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<String, Integer> countByObject = new HashMap<>();
    private Duration pause = Duration.ZERO;
    private long dueAt;

    /** A mail and when it came. */
    record Waiting(Mail mail, long since) {}

    /**
     * Adds a mail.
     *
     * @return the one that had to make room for it
     */
    Optional<Mail> add(Mail mail, long now) {
        Optional<Mail> lost = Optional.empty();
        if (countByObject.getOrDefault(mail.object(), 0) >= MOST_ABOUT_ONE) {
            lost = removeOldest(mail.object());
        } else if (waiting.size() >= MOST) {
            lost = take().map(Waiting::mail);
        }
        waiting.add(new Waiting(mail, now));
        countByObject.merge(mail.object(), 1, Integer::sum);
        return lost;
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** How long until the next attempt; 0 when it is due. */
    long nanosUntilDue(long now) {
        return pause.isZero() ? 0 : Math.max(0, dueAt - now);
    }

    /** Takes the oldest mail out, due or not. */
    Optional<Waiting> take() {
        Optional<Waiting> oldest = Optional.ofNullable(waiting.pollFirst());
        oldest.ifPresent(taken -> forget(taken.mail().object()));
        return oldest;
    }

    /** The server answers: the next mail may go at once. */
    void succeeded() {
        pause = Duration.ZERO;
    }

    /**
     * The server did not take the mail that was taken out last, and may take it later.
     *
     * @return those given up: this one, if it is too old
     */
    List<Mail> deferred(Waiting mail, long now) {
        putOff(now);
        if (isTooOld(mail, now)) {
            return List.of(mail.mail());
        }
        waiting.addFirst(mail);
        countByObject.merge(mail.mail().object(), 1, Integer::sum);
        return List.of();
    }

    /**
     * There is no server for the mail that was taken out last, nor for the others.
     *
     * @return those given up: all that are too old
     */
    List<Mail> unreachable(Waiting mail, long now) {
        List<Mail> givenUp = new ArrayList<>(deferred(mail, now));
        while (!waiting.isEmpty() && isTooOld(waiting.peekFirst(), now)) {
            take().ifPresent(old -> givenUp.add(old.mail()));
        }
        return givenUp;
    }

    private void putOff(long now) {
        Duration longer = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        dueAt = now + pause.toNanos();
    }

    private static boolean isTooOld(Waiting mail, long now) {
        return now - mail.since() >= PATIENCE.toNanos();
    }

    private Optional<Mail> removeOldest(String object) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Mail mail = all.next().mail();
            if (mail.object().equals(object)) {
                all.remove();
                forget(object);
                return Optional.of(mail);
            }
        }
        return Optional.empty();
    }

    private void forget(String object) {
        countByObject.computeIfPresent(object, (_, count) -> count > 1 ? count - 1 : null);
    }
}
