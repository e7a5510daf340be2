package bench.micro;

import holdfast.ipvs.BalancingEffect;
import holdfast.ipvs.BalancingEvent;
import holdfast.ipvs.BalancingPlan;
import holdfast.ipvs.KernelTable;
import holdfast.ipvs.QuorumRule;
import holdfast.ipvs.RealServer;
import holdfast.ipvs.ServerNames;
import holdfast.ipvs.ServiceSettings;
import holdfast.ipvs.VirtualServer;
import holdfast.ipvs.VirtualServers;
import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The kernel's table of 1,000 real servers compared with what it should be. */
@State(Scope.Thread)
public class IpvsReducer extends DaemonLike {
    private static final int VIRTUAL_SERVERS = 100;
    private static final int REAL_SERVERS_EACH = 10;
    private static final IpvsForwarding NAT = new IpvsForwarding.Masquerade();

    private final List<VirtualServer> configured = IntStream.range(0, VIRTUAL_SERVERS)
            .mapToObj(IpvsReducer::virtualServer)
            .toList();
    private VirtualServers reducer;
    private KernelTable same;
    private KernelTable other;

    private static VirtualServer virtualServer(int number) {
        IpvsServiceKey key =
                new IpvsServiceKey.Address(IpvsProtocol.TCP, InetAddress.ofLiteral("198.51.100." + number), 80);
        List<RealServer> servers = IntStream.range(0, REAL_SERVERS_EACH)
                .mapToObj(server ->
                        RealServer.of(InetAddress.ofLiteral("10.0." + number + "." + server), 80, 1, NAT))
                .toList();
        return new VirtualServer(
                ServerNames.virtualServer(key),
                ServerNames.virtualServer(key),
                Optional.of(IpvsProtocol.TCP),
                List.of(key),
                ServiceSettings.of("rr"),
                new QuorumRule(1, 0, Optional.empty(), Optional.empty()),
                Optional.empty(),
                false,
                Set.of(),
                false,
                servers);
    }

    /** Lets the reducer fill an empty table, and makes another in which one real server of ten has gone. */
    @Setup
    public void prepare() {
        reducer = new VirtualServers(BalancingPlan.of(configured.toArray(VirtualServer[]::new)));
        Map<IpvsServiceKey, IpvsService> services = new LinkedHashMap<>();
        Map<IpvsServiceKey, List<IpvsDestination>> destinations = new LinkedHashMap<>();
        for (BalancingEffect effect : reducer.on(new BalancingEvent.Started(KernelTable.EMPTY, Set.of()), 0)) {
            if (effect instanceof BalancingEffect.Ipvs(IpvsRequest.AddService add)) {
                services.put(add.service().key(), add.service());
                destinations.put(add.service().key(), new ArrayList<>());
            } else if (effect instanceof BalancingEffect.Ipvs(IpvsRequest.AddDestination add)) {
                destinations.get(add.key()).add(add.destination());
            }
        }
        same = table(services, destinations);
        destinations.values().forEach(List::removeLast);
        other = table(services, destinations);
    }

    private static KernelTable table(
            Map<IpvsServiceKey, IpvsService> services, Map<IpvsServiceKey, List<IpvsDestination>> destinations) {
        Map<IpvsService, List<IpvsDestination>> all = new LinkedHashMap<>();
        services.forEach((key, service) -> all.put(service, List.copyOf(destinations.get(key))));
        return new KernelTable(all, List.of(), KernelTable.EMPTY.timeouts());
    }

    /** The table is as it should be. */
    @Benchmark
    public List<BalancingEffect> nothingToDo() {
        return reducer.on(new BalancingEvent.TableRead(same), 1);
    }

    /** 100 of 1,000 real servers are missing. */
    @Benchmark
    public List<BalancingEffect> hundredMissing() {
        return reducer.on(new BalancingEvent.TableRead(other), 1);
    }

    /** From an empty table. */
    @Benchmark
    public List<BalancingEffect> start() {
        VirtualServers fresh = new VirtualServers(BalancingPlan.of(configured.toArray(VirtualServer[]::new)));
        return fresh.on(new BalancingEvent.Started(KernelTable.EMPTY, Set.of()), 0);
    }
}
