package holdfast.agent.operation;

import holdfast.agent.loop.StandingOrders;
import holdfast.agent.process.OccasionalThread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what operators ordered of this node, so that it outlives the daemon. The VRRP loop tells; a thread of its own writes. */
public final class StandingOrderBook implements AutoCloseable {
    /** A write below /run takes no time; but what it holds must not be lost for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(StandingOrderBook.class);

    private final Optional<Consumer<StandingOrders>> file;
    private final StandingOrders former;
    private final Set<String> handedOver = new TreeSet<>(); // guarded by this
    private boolean maintenance; // guarded by this
    private final ThreadPoolExecutor writer;

    /**
     * A book beside a control socket.
     *
     * @param socket empty: nobody can give orders, and nothing is kept
     */
    public static StandingOrderBook beside(Optional<Path> socket) {
        Optional<StandingOrderFile> file = socket.map(StandingOrderFile::beside);
        return new StandingOrderBook(
                file.map(StandingOrderFile::read).orElse(StandingOrders.NONE), file.map(orders -> orders::write));
    }

    /** With a file of whatever kind. */
    StandingOrderBook(StandingOrders former, Optional<Consumer<StandingOrders>> file) {
        this.file = file;
        this.former = former;
        this.maintenance = former.maintenance();
        this.handedOver.addAll(former.handedOver());
        this.writer = OccasionalThread.named("orders");
    }

    /** What was ordered before this process began. */
    public StandingOrders former() {
        return former;
    }

    /** A former process of this daemon has left these in the end: what was kept when this one began may be older. */
    public synchronized void goOnFrom(StandingOrders left) {
        maintenance = left.maintenance();
        handedOver.clear();
        handedOver.addAll(left.handedOver());
        keep();
    }

    /** What is ordered now. */
    public synchronized StandingOrders now() {
        return new StandingOrders(maintenance, handedOver);
    }

    /** The node went into maintenance or came out of it. Any thread; returns at once. */
    public synchronized void maintenanceChanged(boolean on) {
        if (maintenance != on) {
            maintenance = on;
            keep();
        }
    }

    /** An instance leaves its successor alone from now on, or does so no longer. Any thread; returns at once. */
    public synchronized void holdChanged(String instance, boolean held) {
        if (held ? handedOver.add(instance) : handedOver.remove(instance)) {
            keep();
        }
    }

    private void keep() {
        // One that waits in the queue will write this, too.
        if (writer.getQueue().isEmpty()) {
            file.ifPresent(orders -> writer.execute(() -> orders.accept(now())));
        }
    }

    /** Waits until what is still to be written has been, and says so should it not end. */
    @Override
    public void close() {
        if (!OccasionalThread.end(writer, PATIENCE)) {
            LOG.error("What operators ordered last may be lost, it is not written after {} s", PATIENCE.toSeconds());
        }
    }
}
