package holdfast.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.ipvs.CheckVerdict.WeightChange;
import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A director, what is expected of it, and dice. */
final class RandomWorld {
    /** A service that nobody has configured. */
    static final IpvsServiceKey FOREIGN = Plans.tcp("10.9.9.9", 80);

    final Random random;
    final RandomPlan plans;
    final FakeKernel kernel = new FakeKernel();
    /** Whether checks and operators change weights. */
    private final boolean weights;

    Director director;
    ExpectedPools expected;

    RandomWorld(long seed, boolean weights) {
        this.random = new Random(seed);
        this.weights = weights;
        this.plans = new RandomPlan(random, weights);
        assertTrue(kernel.perform(new IpvsRequest.AddService(IpvsService.of(FOREIGN, "rr")))
                .isEmpty());
    }

    void start() {
        BalancingPlan plan = plans.next();
        director = new Director(plan, kernel);
        director.start();
        expected = new ExpectedPools(plan);
    }

    /** Something happens, and happens again; no service is left without a server in between. */
    void step(String where) {
        director.now += 1_000_000;
        Set<IpvsServiceKey> before = new HashSet<>(kernel.services().keySet());
        before.removeIf(key -> !director.serves(key));
        BalancingEvent event = event();
        before.removeIf(key -> !director.serves(key));
        director.on(event);
        for (IpvsServiceKey key : before) {
            assertTrue(
                    !director.serves(key) || !director.emptied.contains(key),
                    () -> where + ": " + key + " was empty in between: " + director.requests);
        }
        BalancingEvent again =
                event instanceof BalancingEvent.TableRead ? new BalancingEvent.TableRead(kernel.table()) : event;
        assertEquals(List.of(), director.servers.on(again, director.now), () -> where + ": the second " + again);
    }

    private BalancingEvent event() {
        return switch (random.nextInt(20)) {
            case 0 -> reload();
            case 1 -> interference();
            case 2, 3 -> command();
            default -> verdict();
        };
    }

    private BalancingEvent reload() {
        BalancingPlan plan = plans.next();
        expected.reload(plan);
        return new BalancingEvent.Reloaded(plan);
    }

    /** Somebody else changes the table, and the agent looks. */
    private BalancingEvent interference() {
        meddle();
        return new BalancingEvent.TableRead(kernel.table());
    }

    /** What a person with ipvsadm might do to services other than {@link #FOREIGN}; some of it is refused. */
    void meddle() {
        for (IpvsServiceKey key : List.copyOf(kernel.services().keySet())) {
            if (random.nextInt(3) > 0 || key.equals(FOREIGN)) {
                continue;
            }
            IpvsDestination some = IpvsDestination.of(Plans.ip("10.2.0." + random.nextInt(12)), 80, Plans.NAT, 5);
            kernel.perform(
                    switch (random.nextInt(5)) {
                        case 0 -> new IpvsRequest.DeleteService(key);
                        case 1 -> new IpvsRequest.EditService(IpvsService.of(key, "sh"));
                        case 2 -> new IpvsRequest.AddDestination(key, some);
                        case 3 -> new IpvsRequest.EditDestination(key, some);
                        default -> new IpvsRequest.DeleteDestination(key, some);
                    });
        }
    }

    private BalancingEvent command() {
        OperatorCommand command = switch (random.nextInt(weights ? 6 : 5)) {
            case 0 -> new OperatorCommand.Drain();
            case 1 -> new OperatorCommand.Disable();
            case 2 -> new OperatorCommand.Enable();
            case 3 -> new OperatorCommand.ConfiguredWeight();
            case 4 -> new OperatorCommand.Reset();
            default -> new OperatorCommand.SetWeight(random.nextInt(5));
        };
        VirtualServer server = anyServer();
        RealServer real = anyReal(server);
        if (server == null || real == null) {
            return new BalancingEvent.Commanded(new RealServerId("nobody", Plans.ip("10.0.0.1"), 1), command);
        }
        expected.command(server, real, command);
        return new BalancingEvent.Commanded(new RealServerId(server.id(), real.address(), real.port()), command);
    }

    private BalancingEvent verdict() {
        String checker = RandomPlan.CHECKERS.get(random.nextInt(2));
        CheckVerdict verdict = switch (random.nextInt(6)) {
            case 0, 1 -> new CheckVerdict.Failed("reason " + random.nextInt(3));
            case 2 -> new CheckVerdict.Passed(weightChange());
            default -> CheckVerdict.passed();
        };
        VirtualServer server = anyServer();
        RealServer real = anyReal(server);
        if (server == null || real == null) {
            return new BalancingEvent.CheckFinished(
                    new RealServerId("nobody", Plans.ip("10.0.0.1"), 1), checker, verdict);
        }
        if (real.checkers().stream().anyMatch(each -> each.id().equals(checker))) {
            expected.verdict(server, real, checker, verdict);
        }
        return new BalancingEvent.CheckFinished(
                new RealServerId(server.id(), real.address(), real.port()), checker, verdict);
    }

    private WeightChange weightChange() {
        if (!weights) {
            return new WeightChange.None();
        }
        return random.nextBoolean()
                ? new WeightChange.To(random.nextInt(6))
                : new WeightChange.By(random.nextInt(9) - 4L);
    }

    /** Null when there is none. */
    private VirtualServer anyServer() {
        List<VirtualServer> servers = expected.plan().virtualServers();
        return servers.isEmpty() ? null : servers.get(random.nextInt(servers.size()));
    }

    private RealServer anyReal(VirtualServer server) {
        if (server == null || server.realServers().isEmpty()) {
            return null;
        }
        return server.realServers().get(random.nextInt(server.realServers().size()));
    }

    /** The table is what it should be; live weights and quorums, too. */
    void check(String where) {
        Map<IpvsServiceKey, VirtualServer> services = expected.services();
        services.forEach((key, server) -> {
            assertEquals(server.settings().service(key), kernel.services().get(key), where);
            assertEquals(expected.destinations(server, key), destinations(key), () -> where + " " + key + " " + server);
        });
        Map<String, VirtualServerStatus> status = new HashMap<>();
        director.servers.status().forEach(each -> status.put(each.id(), each));
        for (VirtualServer server : expected.plan().virtualServers()) {
            assertEquals(expected.liveWeight(server), status.get(server.id()).liveWeight(), where);
            assertEquals(expected.quorumUp(server), status.get(server.id()).quorumUp(), where);
        }
    }

    /** Nothing is there but what is configured and what was not ours. */
    void checkNothingElse(String where) {
        Set<IpvsServiceKey> there = new HashSet<>(expected.services().keySet());
        there.add(FOREIGN);
        assertEquals(there, kernel.services().keySet(), where);
    }

    private Map<String, String> destinations(IpvsServiceKey key) {
        Map<String, String> there = new HashMap<>();
        kernel.destinations(key)
                .forEach(destination -> there.put(ExpectedPools.place(destination), ExpectedPools.words(destination)));
        return there;
    }
}
