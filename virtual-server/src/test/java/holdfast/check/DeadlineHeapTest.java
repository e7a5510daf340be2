package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlineHeapTest {
    /** So close to the overflow of the clock that many deadlines lie beyond it. */
    private static final long NOW = Long.MAX_VALUE - 500;

    @Test
    void theEarliestComesFirstWhateverWasMovedAndRemoved() {
        var random = new Random(7);
        var heap = new DeadlineHeap();
        List<RunningCheck> present = new ArrayList<>();
        for (int round = 0; round < 5000; round++) {
            int choice = random.nextInt(4);
            if (choice < 2 || present.isEmpty()) {
                var check = new RunningCheck(Given.once(round, new TcpCheck(null)));
                heap.set(check, NOW + random.nextInt(1000));
                present.add(check);
            } else if (choice == 2) {
                heap.set(present.get(random.nextInt(present.size())), NOW + random.nextInt(1000));
            } else {
                heap.remove(present.remove(random.nextInt(present.size())));
            }
            assertEquals(
                    present.stream()
                            .mapToLong(check -> check.deadline - NOW)
                            .min()
                            .orElse(-1),
                    heap.first() == null ? -1 : heap.first().deadline - NOW);
            assertEquals(present.size(), heap.size());
        }
    }

    @Test
    void removingTwiceDoesNothing() {
        var heap = new DeadlineHeap();
        var check = new RunningCheck(Given.once(0, new TcpCheck(null)));
        heap.set(check, NOW);
        heap.remove(check);
        heap.remove(check);
        assertNull(heap.first());
    }
}
