package holdfast.agent.web;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A document made of the latest observation, once for all who ask for it: what it costs to make does not grow with the number of readers.
 *
 * @param <T> the document
 */
final class Latest<T> {
    private final Function<Optional<Observation>, T> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Observation> of = Optional.empty(); // guarded by lock
    private T made; // guarded by lock; null: nothing yet

    Latest(Function<Optional<Observation>, T> maker) {
        this.maker = maker;
    }

    /**
     * The document.
     *
     * @param observation what it is to be made of; empty: there is none, which is told anew each time
     * @throws InterruptedException when the thread is interrupted
     */
    @SuppressWarnings("ReferenceEquality") // comparing all that is in it would cost too much
    T of(Optional<Observation> observation) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean same = made != null && observation.isPresent() && of.isPresent() && of.get() == observation.get();
            if (!same) {
                made = maker.apply(observation);
                of = observation;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }
}
