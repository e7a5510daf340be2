package holdfast.agent.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.loop.StandingOrders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StandingOrderBookTest {
    /** What is ordered while a slow write is under way is in the next one, and both are waited for. */
    @Test
    void nothingThatWasOrderedIsLostInTheEnd() throws Exception {
        List<StandingOrders> written = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread closing;
        StandingOrderBook book = new StandingOrderBook(StandingOrders.NONE, Optional.of(orders -> {
            begun.countDown();
            await(goOn);
            written.add(orders);
        }));
        book.maintenanceChanged(true);
        await(begun);
        book.holdChanged("VI_1", true);
        closing = Thread.ofPlatform().start(book::close);
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        closing.join();
        assertEquals(new StandingOrders(true, Set.of("VI_1")), written.getLast());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A new process read the file before the former one took its last orders. */
    @Test
    void whatAFormerProcessLeavesReplacesWhatWasKnown() {
        StandingOrders left = new StandingOrders(true, Set.of("VI_2"));
        try (StandingOrderBook book = StandingOrderBook.beside(Optional.empty())) {
            book.holdChanged("VI_1", true);
            book.goOnFrom(left);
            assertEquals(left, book.now());
        }
    }
}
