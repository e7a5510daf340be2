package holdfast.agent.timing;

import holdfast.linux.OwnThread;
import holdfast.linux.ThreadAccount;
import java.io.IOException;
import java.util.Optional;

/** What is on record about the loop's thread and the virtual machine's own; times in nanoseconds since they began. The loop's thread. */
interface KernelRecord {
    /** Brings it up to now; false when it cannot be read. */
    boolean refresh();

    long collectorRan();

    long collectorDelayed();

    long loopRan();

    long loopDelayed();

    long loopMajorFaults();

    /** That of the calling thread; empty where the kernel keeps none. */
    static Optional<KernelRecord> ofCallingThread() {
        try {
            Optional<OwnThread> collector = OwnThread.named(OwnThread.COLLECTOR);
            if (collector.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Accounts(ThreadAccount.of(OwnThread.current()), ThreadAccount.of(collector.get())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Out of proc(5); open as long as the process lives, as both threads do. */
    record Accounts(ThreadAccount loop, ThreadAccount collector) implements KernelRecord {
        @Override
        public boolean refresh() {
            try {
                loop.refresh();
                collector.refresh();
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public long collectorRan() {
            return collector.ranNanos();
        }

        @Override
        public long collectorDelayed() {
            return collector.delayedNanos();
        }

        @Override
        public long loopRan() {
            return loop.ranNanos();
        }

        @Override
        public long loopDelayed() {
            return loop.delayedNanos();
        }

        @Override
        public long loopMajorFaults() {
            return loop.majorFaults();
        }
    }
}
