package holdfast.agent.loop;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The offer to the loop to leave everything to a new process. Either the loop takes it, and ends, or it goes on: never does the loop end
 * for one who no longer waits. Any thread.
 */
public final class Relief {
    private final CompletableFuture<Inheritance> left = new CompletableFuture<>();

    /** An offer nobody has taken. */
    public Relief() {}

    /**
     * Takes the offer.
     *
     * @return whether the loop is to end now; {@code false}: the offer does not stand any more
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
     * @return what the loop leaves; it ends then
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

    /** The loop goes on. */
    public static final class NotRelieved extends Exception {
        private static final long serialVersionUID = 1;

        NotRelieved(String why) {
            super(why);
        }
    }
}
