package holdfast.it.lvs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A long connection on which somebody speaks all the time, until closed. */
final class Talk implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(30);

    private final Conversation conversation;
    private final Thread thread;
    private final List<String> failures = new ArrayList<>(); // guarded by itself
    private final AtomicLong answers = new AtomicLong();
    private final Instant begun = Instant.now();
    private volatile boolean closed;
    private volatile Instant finished = Exchange.NEVER;

    /** Begins at once. */
    Talk(Conversation conversation) {
        this.conversation = conversation;
        this.thread = Thread.ofPlatform().name("talk").daemon().start(this::speak);
    }

    private void speak() {
        try {
            while (!closed) {
                String answer = conversation.speak();
                if (!Addresses.SERVERS.contains(answer)) {
                    synchronized (failures) {
                        failures.add(conversation + ": " + answer);
                    }
                    return; // a connection that broke stays broken
                }
                answers.incrementAndGet();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The client's end, see {@link Conversation#digits}. */
    String digits() {
        return conversation.digits();
    }

    /** The connection; finished when it was still good as it was closed. */
    Exchange exchange() {
        return new Exchange(conversation.port(), begun, finished);
    }

    /** How many lines were answered so far. */
    long answers() {
        return answers.get();
    }

    /** What went wrong; once at most. */
    List<String> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failures().isEmpty()) {
            finished = Instant.now();
        }
        conversation.close();
    }
}
