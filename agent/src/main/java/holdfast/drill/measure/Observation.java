package holdfast.drill.measure;

import holdfast.drill.lab.Host;
import holdfast.drill.lab.Lab;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Everything seen of a lab from outside, growing while it is open. Snapshots are sorted by time: facts come from several
 * readers and may arrive some milliseconds out of order.
 */
public final class Observation implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Fact> facts = new ArrayList<>();
    private final List<Consumer<Fact>> listeners = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> sources = new ArrayList<>();

    private Observation() {}

    /**
     * Begins to observe.
     *
     * @param lab the lab
     * @param nodes the hosts whose packets, addresses and links are of interest, with all of their interfaces
     * @return the observation, to be closed before the lab
     */
    public static Observation begin(Lab lab, List<Host> nodes) {
        Observation observation = new Observation();
        PacketCapture capture = PacketCapture.start(lab, nodes, observation::add);
        observation.sources.add(capture);
        for (Host node : nodes) {
            AddressWatch watch = AddressWatch.start(node, observation::add);
            observation.sources.add(watch);
        }
        return observation;
    }

    /**
     * Starts a client that pings an address and whose losses become facts here.
     *
     * @param client from where
     * @param target whom
     * @param period time between two requests
     * @param patience a later answer counts as none
     * @return the running client, closed together with this observation
     */
    public PingProbe ping(Host client, InetAddress target, Duration period, Duration patience) {
        PingProbe probe = PingProbe.start(client, target, period, patience, this::add);
        sources.add(probe);
        return probe;
    }

    /**
     * Starts a client that fetches a page from an address and whose losses become facts here.
     *
     * @param client from where
     * @param target from whom
     * @param period time between two requests
     * @param patience a later answer counts as none
     * @return the running client, closed together with this observation
     */
    public HttpProbe fetch(Host client, InetAddress target, Duration period, Duration patience) {
        HttpProbe probe = HttpProbe.start(client, target, period, patience, this::add);
        sources.add(probe);
        return probe;
    }

    /**
     * Adds a fact, such as what the drill itself did.
     *
     * @param fact the fact
     */
    public void add(Fact fact) {
        lock.lock();
        try {
            facts.add(fact);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(listener -> listener.accept(fact));
    }

    /**
     * Tells somebody every fact from now on, on the thread that found it.
     *
     * @param listener must be quick
     */
    public void listen(Consumer<Fact> listener) {
        listeners.add(listener);
    }

    /**
     * Everything seen so far.
     *
     * @return in order of time
     */
    public List<Fact> facts() {
        lock.lock();
        try {
            return facts.stream().sorted(Comparator.comparing(Fact::at)).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Every advert seen so far.
     *
     * @return in order of time
     */
    public List<Fact.Advert> adverts() {
        return facts().stream()
                .filter(Fact.Advert.class::isInstance)
                .map(Fact.Advert.class::cast)
                .toList();
    }

    /**
     * Adverts of one virtual router from one host.
     *
     * @param host the sender's name
     * @param virtualRouterId its VRID
     * @param since the first moment that counts
     * @return in order of time
     */
    public List<Fact.Advert> adverts(String host, int virtualRouterId, Instant since) {
        return adverts().stream()
                .filter(advert -> advert.host().equals(host)
                        && advert.virtualRouterId() == virtualRouterId
                        && !advert.at().isBefore(since))
                .toList();
    }

    /**
     * Who held which address when, so far.
     *
     * @return a snapshot
     */
    public AddressHistory addresses() {
        return new AddressHistory(facts().stream()
                .filter(Fact.AddressChange.class::isInstance)
                .map(Fact.AddressChange.class::cast)
                .toList());
    }

    /**
     * Waits for something to be seen.
     *
     * @param condition looked at after every fact and every 20 ms
     * @param patience how long to wait
     * @return whether it came true
     */
    public boolean await(BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return condition.getAsBoolean();
            }
            lock.lock();
            try {
                changed.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }
        return true;
    }

    /**
     * Waits until a host is the one master: it advertises the virtual router and it alone of the named hosts holds the
     * address.
     *
     * @param host the host that is to become master
     * @param others the other hosts
     * @param virtualRouterId the VRID
     * @param address a virtual address
     * @param since adverts before this moment do not count
     * @param patience how long to wait
     * @return when the host had both; empty when it has not come to that
     */
    public Optional<Instant> awaitMaster(
            String host,
            List<String> others,
            int virtualRouterId,
            InetAddress address,
            Instant since,
            Duration patience) {
        BooleanSupplier isMaster = () -> {
            AddressHistory addresses = addresses();
            return addresses.holds(host, address)
                    && others.stream().noneMatch(other -> addresses.holds(other, address))
                    && adverts(host, virtualRouterId, since).stream().anyMatch(advert -> !advert.isRelease());
        };
        return await(isMaster, patience) ? Optional.of(Instant.now()) : Optional.empty();
    }

    @Override
    public void close() {
        for (AutoCloseable source : sources.reversed()) {
            try {
                source.close();
            } catch (Exception e) {
                throw new IllegalStateException("an observer does not end: " + e.getMessage(), e);
            }
        }
        sources.clear();
    }
}
