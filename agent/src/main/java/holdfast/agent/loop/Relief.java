package holdfast.agent.loop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The offer to the loop to leave everything to a new process. Either the loop takes it, or it goes on: never does the loop end for one who no
 * longer waits. When it has taken it, it only advertises, until it is told that the new process serves, or has failed. Any thread.
 */
public final class Relief {
    private final CompletableFuture<Inheritance> left = new CompletableFuture<>();
    private final CompletableFuture<Boolean> served = new CompletableFuture<>();

    /** An offer nobody has taken. */
    public Relief() {}

    /**
     * Takes the offer.
     *
     * @return whether the loop is to leave; {@code false}: the offer does not stand any more
     */
    boolean take(Inheritance inheritance) {
        return left.complete(inheritance);
    }

    /** The loop goes on. */
    void refuse(String why) {
        left.completeExceptionally(new NotRelieved(why));
    }

    /**
     * Waits for the loop; the offer stands no longer than that.
     *
     * @param patience how long
     * @return what the loop leaves; it waits for {@link #end} then
     * @throws NotRelieved when it goes on
     */
    public Inheritance await(Duration patience) throws NotRelieved, InterruptedException {
        try {
            return left.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return decided();
        } catch (InterruptedException e) {
            left.cancel(false);
            throw e;
        }
    }

    /** The loop may decide in the very moment in which patience ends: then that counts. */
    private Inheritance decided() throws NotRelieved {
        left.cancel(false);
        try {
            return left.join();
        } catch (CancellationException e) {
            throw new NotRelieved("the VRRP loop does not answer");
        } catch (CompletionException e) {
            throw new NotRelieved(e.getCause().getMessage());
        }
    }

    /**
     * Says how it ended, after {@link #await}; only once.
     *
     * @param by whether the new process serves; if not, the loop goes on
     */
    public void end(boolean by) {
        served.complete(by);
    }

    /**
     * Waits for {@link #end}, on the loop.
     *
     * @param nanos how long
     * @return whether the new process serves; empty: that is not known yet
     */
    Optional<Boolean> awaitEnd(long nanos) {
        try {
            return Optional.of(served.get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("nobody interrupts the loop", e);
        }
    }

    /** The loop goes on. */
    public static final class NotRelieved extends Exception {
        private static final long serialVersionUID = 1;

        NotRelieved(String why) {
            super(why);
        }
    }
}
