package holdfast.agent.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestThreadsTest {
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    /** A request that does not end by itself. */
    private static final class Held implements Runnable {
        private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final Runnable first;

        Held(Runnable first) {
            this.first = first;
        }

        @Override
        public void run() {
            first.run();
            started.countDown();
            try {
                end.await();
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void noMoreThanSomeRunAtOnceAndAllHaveTheirTurn() throws Exception {
        int clients = 100;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(clients);
        try (RequestThreads threads = new RequestThreads(3, 0, FOREVER)) {
            for (int i = 0; i < clients; i++) {
                threads.execute(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(100_000); // others get in, if they can
                    running.decrementAndGet();
                    done.countDown();
                });
            }
            assertTrue(done.await(10, TimeUnit.SECONDS));
        }
        assertTrue(most.get() <= 3, () -> most + " at once");
    }

    @Test
    void whoeverWaitsForItsClientMakesRoomAndOfTooManyTheSlowestGo() throws Exception {
        try (RequestThreads threads = new RequestThreads(2, 3, SHORT)) {
            Held working = new Held(threads::works);
            threads.execute(working);
            working.started.await();
            List<Held> silent = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                silent.add(new Held(() -> {}));
                threads.execute(silent.getLast());
            }
            CountDownLatch honest = new CountDownLatch(1);
            threads.execute(honest::countDown);
            assertTrue(honest.await(10, TimeUnit.SECONDS));
            for (Held one : silent.subList(0, 2)) {
                assertTrue(one.interrupted.get(10, TimeUnit.SECONDS));
            }
            silent.subList(2, 5).forEach(one -> one.end.countDown());
            working.end.countDown();
            for (Held one : List.of(silent.get(2), silent.get(3), silent.get(4), working)) {
                assertFalse(one.interrupted.get(10, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void aSlowClientThatCameToItsEndTakesNobodysPlace() throws Exception {
        try (RequestThreads threads = new RequestThreads(1, 1, SHORT)) {
            Held slow = new Held(() -> {});
            threads.execute(slow);
            Held next = new Held(threads::works); // runs when the slow one is aside
            threads.execute(next);
            next.started.await();
            CompletableFuture<Void> third = CompletableFuture.runAsync(() -> threads.execute(() -> {}));
            slow.end.countDown();
            assertFalse(slow.interrupted.get(10, TimeUnit.SECONDS));
            assertFalse(third.isDone());
            next.end.countDown();
            third.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoeverHasWorkedAndThenWaitsForItsClientMakesRoomToo() throws Exception {
        try (RequestThreads threads = new RequestThreads(1, 0, SHORT)) {
            Held neverRead = new Held(() -> {
                threads.works();
                threads.waitsForClient();
            });
            threads.execute(neverRead);
            CountDownLatch honest = new CountDownLatch(1);
            threads.execute(honest::countDown);
            assertTrue(honest.await(10, TimeUnit.SECONDS));
            assertTrue(neverRead.interrupted.get());
        }
    }

    @Test
    void closingInterruptsThoseThatRunAndTurnsThoseAwayThatWait() throws Exception {
        Held running = new Held(() -> {});
        CompletableFuture<Void> waiting;
        try (RequestThreads threads = new RequestThreads(1, 0, FOREVER)) {
            threads.execute(running);
            running.started.await();
            waiting = CompletableFuture.runAsync(() -> threads.execute(() -> {}));
        }
        assertTrue(running.interrupted.get());
        ExecutionException refused = assertThrows(ExecutionException.class, () -> waiting.get(10, TimeUnit.SECONDS));
        assertInstanceOf(RejectedExecutionException.class, refused.getCause());
    }
}
