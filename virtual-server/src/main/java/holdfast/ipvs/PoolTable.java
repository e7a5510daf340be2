package holdfast.ipvs;

import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the kernel's table should have of a pool, and the requests that bring it there. */
final class PoolTable {
    /** What Keepalived gives a sorry server (seen in version 2.2.7). */
    private static final int SORRY_WEIGHT = 1;

    private final KernelMirror kernel;

    PoolTable(KernelMirror kernel) {
        this.kernel = kernel;
    }

    /** Brings everything of a pool to where it should be; what is there already is not touched. */
    void write(Pool pool, Effects out) {
        for (IpvsServiceKey key : pool.services()) {
            kernel.put(pool.plan().settings().service(key), out);
            writeDestinations(pool, key, out);
        }
    }

    /** The same; of a service that the kernel does not take only the service is tried again. */
    void repair(Pool pool, Predicate<IpvsServiceKey> unavailable, Effects out) {
        for (IpvsServiceKey key : pool.services()) {
            kernel.put(pool.plan().settings().service(key), out);
            if (!unavailable.test(key)) {
                writeDestinations(pool, key, out);
            }
        }
    }

    /**
     * Brings the destinations of all services to where they should be. Whoever takes over comes before whoever goes, so that a service is
     * never empty in between.
     */
    void writeDestinations(Pool pool, Effects out) {
        pool.services().forEach(key -> writeDestinations(pool, key, out));
    }

    private void writeDestinations(Pool pool, IpvsServiceKey key, Effects out) {
        Map<Endpoint, IpvsDestination> wanted = wanted(pool, key);
        wanted.values().stream()
                .filter(destination -> destination.weight() > 0)
                .forEach(destination -> kernel.put(key, destination, out));
        wanted.values().stream()
                .filter(destination -> destination.weight() == 0)
                .forEach(destination -> kernel.put(key, destination, out));
        for (Endpoint endpoint : kernel.endpoints(key)) {
            if (!wanted.containsKey(endpoint)) {
                kernel.remove(key, endpoint, out);
            }
        }
    }

    /** Brings one real server to where it should be, in all services. */
    void write(Pool pool, Member member, Effects out) {
        for (IpvsServiceKey key : pool.services()) {
            Endpoint endpoint = endpoint(key, member);
            wantedSorry(pool, key)
                    .filter(sorry -> pool.sorry() && Endpoint.of(sorry).equals(endpoint))
                    .or(() -> wanted(pool, key, member))
                    .or(() -> wantedSorry(pool, key)
                            .filter(sorry -> Endpoint.of(sorry).equals(endpoint)))
                    .ifPresentOrElse(
                            destination -> kernel.put(key, destination, out), () -> kernel.remove(key, endpoint, out));
        }
    }

    /** All destinations that a service should have, those first that take over. */
    static Map<Endpoint, IpvsDestination> wanted(Pool pool, IpvsServiceKey key) {
        Map<Endpoint, IpvsDestination> wanted =
                LinkedHashMap.newLinkedHashMap(pool.members().size() + 1);
        Optional<IpvsDestination> sorry = wantedSorry(pool, key);
        if (pool.sorry()) {
            sorry.ifPresent(destination -> wanted.put(Endpoint.of(destination), destination));
        }
        for (Member member : pool.members()) {
            wanted(pool, key, member)
                    .ifPresent(destination -> wanted.putIfAbsent(Endpoint.of(destination), destination));
        }
        sorry.ifPresent(destination -> wanted.putIfAbsent(Endpoint.of(destination), destination));
        return wanted;
    }

    /** What a real server should be in a service by itself. */
    private static Optional<IpvsDestination> wanted(Pool pool, IpvsServiceKey key, Member member) {
        RealServer server = member.plan();
        if (member.disabled() || (!member.alive() && !server.inhibitOnFailure())) {
            return Optional.empty();
        }
        boolean serves = member.alive() && !member.draining() && !pool.sorry();
        if (!serves && !server.inhibitOnFailure() && !member.draining()) {
            return Optional.empty();
        }
        return Optional.of(new IpvsDestination(
                server.address(),
                port(key, server.forwarding(), server.port()),
                server.forwarding(),
                serves ? member.weight() : 0,
                server.upperThreshold(),
                server.lowerThreshold()));
    }

    /** What the sorry server should be in a service by itself. */
    private static Optional<IpvsDestination> wantedSorry(Pool pool, IpvsServiceKey key) {
        return pool.plan()
                .sorryServer()
                .filter(sorry -> pool.sorry() || sorry.inhibit())
                .map(sorry -> sorryDestination(key, sorry, pool.sorry() ? SORRY_WEIGHT : 0));
    }

    /** What the sorry server is in a service while it stands in, if there is one. */
    static Optional<IpvsDestination> standingIn(Pool pool, IpvsServiceKey key) {
        return pool.plan().sorryServer().map(sorry -> sorryDestination(key, sorry, SORRY_WEIGHT));
    }

    private static IpvsDestination sorryDestination(IpvsServiceKey key, SorryServer sorry, int weight) {
        return IpvsDestination.of(
                sorry.address(), port(key, sorry.forwarding(), sorry.port()), sorry.forwarding(), weight);
    }

    /** Where a real server is in a service. */
    static Endpoint endpoint(IpvsServiceKey key, Member member) {
        RealServer server = member.plan();
        return endpoint(key, server.address(), server.forwarding(), server.port());
    }

    /** Where a server is in a service. */
    static Endpoint endpoint(IpvsServiceKey key, InetAddress address, IpvsForwarding forwarding, int port) {
        return new Endpoint(address, port(key, forwarding, port));
    }

    /** Only addresses that are rewritten can have a port of their own; behind a mark there is none (keepalived.conf(5)). */
    private static int port(IpvsServiceKey key, IpvsForwarding forwarding, int port) {
        return switch (key) {
            case IpvsServiceKey.FirewallMark _ -> forwarding instanceof IpvsForwarding.Masquerade ? port : 0;
            case IpvsServiceKey.Address service ->
                forwarding instanceof IpvsForwarding.Masquerade ? port : service.port();
        };
    }
}
