package holdfast.ipvs;

import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsServiceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the manual says should be in the table, worked out the slow way: from what checks and operators have said, anew each time
 * (keepalived.conf(5), "Virtual server(s)"; the hysteresis is the only thing remembered).
 */
final class ExpectedPools {
    private BalancingPlan plan;
    /** Which checks count as failed, by server and check. */
    private final Set<String> failed = new HashSet<>();

    private final Map<String, CheckVerdict.WeightChange> weights = new HashMap<>();
    private final Set<RealServerId> drained = new HashSet<>();
    private final Set<RealServerId> disabled = new HashSet<>();
    private final Map<RealServerId, Integer> operatorWeights = new HashMap<>();
    private final Map<String, Boolean> quorums = new HashMap<>();

    ExpectedPools(BalancingPlan plan) {
        this.plan = plan;
        for (VirtualServer server : plan.virtualServers()) {
            server.realServers().forEach(real -> begin(server, real));
        }
        watchQuorums();
    }

    private void begin(VirtualServer server, RealServer real) {
        for (Checker checker : real.checkers()) {
            weights.remove(key(server, real) + checker.id());
            failed.remove(key(server, real) + checker.id());
            if (checker.alpha()) {
                failed.add(key(server, real) + checker.id());
            }
        }
    }

    private static String key(VirtualServer server, RealServer real) {
        return server.id() + " " + real.address().getHostAddress() + " ";
    }

    private static RealServerId id(VirtualServer server, RealServer real) {
        return new RealServerId(server.id(), real.address(), real.port());
    }

    void verdict(VirtualServer server, RealServer real, String checker, CheckVerdict verdict) {
        String check = key(server, real) + checker;
        if (verdict instanceof CheckVerdict.Passed(CheckVerdict.WeightChange weight)) {
            failed.remove(check);
            weights.put(check, weight);
        } else {
            failed.add(check);
        }
        watchQuorums();
    }

    void command(VirtualServer server, RealServer real, OperatorCommand command) {
        RealServerId who = id(server, real);
        switch (command) {
            case OperatorCommand.Drain _ -> {
                disabled.remove(who);
                drained.add(who);
            }
            case OperatorCommand.Disable _ -> {
                drained.remove(who);
                disabled.add(who);
            }
            case OperatorCommand.Enable _ -> {
                drained.remove(who);
                disabled.remove(who);
            }
            case OperatorCommand.SetWeight set -> operatorWeights.put(who, set.weight());
            case OperatorCommand.ConfiguredWeight _ -> operatorWeights.remove(who);
            case OperatorCommand.Reset _ -> {
                drained.remove(who);
                disabled.remove(who);
                operatorWeights.remove(who);
            }
        }
        watchQuorums();
    }

    void reload(BalancingPlan other) {
        BalancingPlan before = plan;
        Map<String, Map<String, RealServer>> known = new HashMap<>();
        for (VirtualServer server : before.virtualServers()) {
            Map<String, RealServer> reals = new HashMap<>();
            server.realServers().forEach(real -> reals.put(key(server, real), real));
            known.put(server.id(), reals);
        }
        plan = other;
        quorums.keySet()
                .retainAll(
                        other.virtualServers().stream().map(VirtualServer::id).toList());
        for (VirtualServer server : other.virtualServers()) {
            for (RealServer real : server.realServers()) {
                RealServer was = known.getOrDefault(server.id(), Map.of()).get(key(server, real));
                if (was == null) {
                    begin(server, real);
                } else {
                    goOn(server, was, real);
                }
            }
        }
        watchQuorums();
    }

    /** Checks that are new say what was believed of the server. */
    private void goOn(VirtualServer server, RealServer was, RealServer real) {
        boolean alive = alive(server, was);
        List<String> before = was.checkers().stream().map(Checker::id).toList();
        for (Checker checker : real.checkers()) {
            if (!before.contains(checker.id())) {
                String check = key(server, real) + checker.id();
                weights.remove(check);
                failed.remove(check);
                if (!alive) {
                    failed.add(check);
                }
            }
        }
    }

    private boolean alive(VirtualServer server, RealServer real) {
        return real.checkers().stream().noneMatch(checker -> failed.contains(key(server, real) + checker.id()));
    }

    private int weight(VirtualServer server, RealServer real) {
        Integer wanted = operatorWeights.get(id(server, real));
        if (wanted != null) {
            return wanted;
        }
        long weight = real.weight();
        for (Checker checker : real.checkers()) {
            CheckVerdict.WeightChange change = weights.get(key(server, real) + checker.id());
            if (change instanceof CheckVerdict.WeightChange.To(int to)) {
                weight += to - real.weight();
            } else if (change instanceof CheckVerdict.WeightChange.By(long amount)) {
                weight += amount;
            }
        }
        return (int) Math.max(0, Math.min(weight, Integer.MAX_VALUE));
    }

    /** Total weight of the living real servers that an operator lets have connections. */
    long liveWeight(VirtualServer server) {
        long sum = 0;
        for (RealServer real : server.realServers()) {
            RealServerId who = id(server, real);
            if (alive(server, real) && !drained.contains(who) && !disabled.contains(who)) {
                sum += weight(server, real);
            }
        }
        return sum;
    }

    boolean quorumUp(VirtualServer server) {
        return quorums.getOrDefault(server.id(), false);
    }

    private void watchQuorums() {
        for (VirtualServer server : plan.virtualServers()) {
            long live = liveWeight(server);
            QuorumRule rule = server.quorum();
            boolean up = quorumUp(server)
                    ? live > 0 && live >= rule.quorum() - rule.hysteresis()
                    : live > 0 && live >= rule.quorum() + rule.hysteresis();
            quorums.put(server.id(), up);
        }
    }

    /** The destinations of a service: place, forwarding, weight. */
    Map<String, String> destinations(VirtualServer server, IpvsServiceKey key) {
        Map<String, String> wanted = new LinkedHashMap<>();
        boolean sorry = server.sorryServer().isPresent() && !quorumUp(server);
        for (RealServer real : server.realServers()) {
            RealServerId who = id(server, real);
            boolean alive = alive(server, real);
            if (disabled.contains(who)) {
                continue;
            }
            if (alive && !sorry && !drained.contains(who)) {
                put(wanted, key, real, weight(server, real));
            } else if ((alive && drained.contains(who)) || real.inhibitOnFailure()) {
                put(wanted, key, real, 0);
            }
        }
        server.sorryServer().ifPresent(standIn -> {
            IpvsDestination destination = new IpvsDestination(
                    standIn.address(), port(key, standIn.forwarding()), standIn.forwarding(), 1, 0, 0);
            if (sorry) {
                wanted.put(place(destination), words(destination));
            } else if (standIn.inhibit()) {
                wanted.putIfAbsent(place(destination), words(destination.withWeight(0)));
            }
        });
        return wanted;
    }

    private static void put(Map<String, String> wanted, IpvsServiceKey key, RealServer real, int weight) {
        IpvsDestination destination = new IpvsDestination(
                real.address(), port(key, real.forwarding()), real.forwarding(), weight, real.upperThreshold(), 0);
        wanted.put(place(destination), words(destination));
    }

    /** In this world real servers behind NAT listen on 80; the others get what the client asked for. */
    private static int port(IpvsServiceKey key, IpvsForwarding forwarding) {
        if (forwarding.equals(Plans.NAT)) {
            return 80;
        }
        return key instanceof IpvsServiceKey.Address address ? address.port() : 0;
    }

    static String place(IpvsDestination destination) {
        return destination.address().getHostAddress() + " " + destination.port();
    }

    static String words(IpvsDestination destination) {
        return destination.forwarding() + " weight " + destination.weight() + " threshold "
                + destination.upperThreshold();
    }

    /** All services that should be there, with their virtual servers. */
    Map<IpvsServiceKey, VirtualServer> services() {
        Map<IpvsServiceKey, VirtualServer> services = new LinkedHashMap<>();
        plan.virtualServers().forEach(server -> server.services().forEach(key -> services.put(key, server)));
        return services;
    }

    /** What operators want, as commands that bring it about. */
    List<BalancingEvent.Commanded> commands() {
        List<BalancingEvent.Commanded> commands = new ArrayList<>();
        drained.forEach(id -> commands.add(new BalancingEvent.Commanded(id, new OperatorCommand.Drain())));
        disabled.forEach(id -> commands.add(new BalancingEvent.Commanded(id, new OperatorCommand.Disable())));
        return commands;
    }

    /** What all checks would say if they were made now. */
    List<BalancingEvent.CheckFinished> verdicts() {
        List<BalancingEvent.CheckFinished> verdicts = new ArrayList<>();
        for (VirtualServer server : plan.virtualServers()) {
            for (RealServer real : server.realServers()) {
                RealServerId id = id(server, real);
                for (Checker checker : real.checkers()) {
                    boolean down = failed.contains(key(server, real) + checker.id());
                    verdicts.add(new BalancingEvent.CheckFinished(
                            id, checker.id(), down ? new CheckVerdict.Failed("still") : CheckVerdict.passed()));
                }
            }
        }
        return verdicts;
    }

    /** Takes over the quorums as they are, where the hysteresis allows both. */
    void takeQuorums(List<VirtualServerStatus> status) {
        status.forEach(each -> quorums.put(each.id(), each.quorumUp()));
        watchQuorums();
    }

    BalancingPlan plan() {
        return plan;
    }
}
