package holdfast.agent.process;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that does what it is given in that order, and is there only while there is something to do. It keeps no process alive. */
public final class OccasionalThread {
    private static final long IDLE_SECONDS = 5;

    private OccasionalThread() {}

    /**
     * A thread that is started with the first work, and ends when there has been none for five seconds.
     *
     * @param name the thread's
     */
    public static ThreadPoolExecutor named(String name) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread worker = new Thread(work, name);
                    worker.setDaemon(true);
                    return worker;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Takes no more work, and waits until all that was given is done.
     *
     * @param patience how long
     * @return false when it was not done by then; an interrupt of the waiting thread ends the waiting without an answer
     */
    public static boolean end(ThreadPoolExecutor thread, Duration patience) {
        thread.shutdown();
        try {
            return thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
