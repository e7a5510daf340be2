package holdfast.it.lvs;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at a director again and again: how many entries its table has, and whether it has the virtual address. */
final class TableWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * A look.
     *
     * @param servers how many entries of real servers there were
     * @param address whether the virtual address was there
     */
    private record Look(long servers, boolean address) {}

    private final List<Look> looks = new ArrayList<>(); // guarded by itself
    private final Thread thread;
    private volatile boolean closed;

    /** @param director its machine */
    TableWatch(Namespace director) {
        InetAddress address = InetAddress.ofLiteral(Addresses.front(false, Addresses.NAT));
        Namespace machine = new Namespace(director.name()); // a thread of its own, in the same place
        thread = Thread.ofPlatform().name("watch").daemon().start(() -> {
            try {
                while (!closed) {
                    long servers = IpvsTable.of(machine).entries();
                    boolean there = machine.holds(address); // after the table: then it has outlived a smaller one
                    look(new Look(servers, there));
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void look(Look look) {
        synchronized (looks) {
            looks.add(look);
        }
    }

    private List<Look> looks() {
        synchronized (looks) {
            return List.copyOf(looks);
        }
    }

    /** The fewest entries that were seen. */
    long fewestServers() {
        return looks().stream().mapToLong(Look::servers).min().orElse(0);
    }

    /** Whether the address was seen while fewer entries than at first were there. */
    boolean addressOutlivedTable() {
        List<Look> all = looks();
        long complete = all.getFirst().servers();
        return all.stream().anyMatch(look -> look.address() && look.servers() < complete);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
