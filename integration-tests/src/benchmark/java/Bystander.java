import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A thread with something to do every millisecond, as the VRRP loop may have: how late it is at most tells what it is kept from. */
final class Bystander {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong latest = new AtomicLong();

    Bystander() {
        Thread.ofPlatform().name("bystander").daemon().start(this::run);
    }

    private void run() {
        while (true) {
            long due = System.nanoTime() + PERIOD;
            LockSupport.parkNanos(PERIOD);
            latest.accumulateAndGet(System.nanoTime() - due, Math::max);
        }
    }

    /** Its greatest lateness since this was asked last, in nanoseconds. */
    long takeLatest() {
        return latest.getAndSet(0);
    }
}
