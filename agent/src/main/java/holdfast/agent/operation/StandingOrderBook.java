package holdfast.agent.operation;

import holdfast.agent.loop.StandingOrders;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Keeps what operators ordered of this node, so that it outlives the daemon. The VRRP loop tells; a thread of its own writes. */
public final class StandingOrderBook implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;
    private static final long PATIENCE_MILLIS = 500;

    private final Optional<StandingOrderFile> file;
    private final StandingOrders former;
    private final Set<String> handedOver = new TreeSet<>(); // guarded by this
    private boolean maintenance; // guarded by this
    private final ThreadPoolExecutor writer;

    /**
     * A book beside a control socket.
     *
     * @param socket empty: nobody can give orders, and nothing is kept
     */
    public StandingOrderBook(Optional<Path> socket) {
        this.file = socket.map(StandingOrderFile::beside);
        this.former = file.map(StandingOrderFile::read).orElse(StandingOrders.NONE);
        this.maintenance = former.maintenance();
        this.handedOver.addAll(former.handedOver());
        this.writer =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread worker = new Thread(work, "orders");
                    worker.setDaemon(true);
                    return worker;
                });
        writer.allowCoreThreadTimeOut(true);
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
            file.ifPresent(orders -> writer.execute(() -> orders.write(now())));
        }
    }

    /** Writes what is still to be written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
