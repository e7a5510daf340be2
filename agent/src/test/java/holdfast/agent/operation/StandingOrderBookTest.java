package holdfast.agent.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.loop.StandingOrders;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingOrderBookTest {
    /** A new process read the file before the former one took its last orders. */
    @Test
    void whatAFormerProcessLeavesReplacesWhatWasKnown() {
        StandingOrders left = new StandingOrders(true, Set.of("VI_2"));
        try (StandingOrderBook book = new StandingOrderBook(Optional.empty())) {
            book.holdChanged("VI_1", true);
            book.goOnFrom(left);
            assertEquals(left, book.now());
        }
    }
}
