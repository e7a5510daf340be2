package holdfast.agent.reload;

import holdfast.agent.lvs.LvsPlan;
import holdfast.agent.lvs.Rebalancing;
import holdfast.agent.reload.Step.Action;
import holdfast.agent.reload.Step.Area;
import holdfast.check.CheckDefinition;
import holdfast.check.CheckId;
import holdfast.ipvs.Checker;
import holdfast.ipvs.RealServer;
import holdfast.ipvs.RealServerId;
import holdfast.ipvs.ServerNames;
import holdfast.ipvs.VirtualServer;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsRequest;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a reload does to the real servers of virtual servers that go on, and to their checks. */
final class RealServerSteps {
    private final TableChanges table;
    private final boolean running;
    private final Set<RealServerId> recheckedServers;
    private final Set<String> recheckedIn; // virtual servers
    private final List<Step> steps;

    private record Endpoint(InetAddress address, int port) {}

    /**
     * Adds to a list of steps.
     *
     * @param table what happens in the kernel
     */
    RealServerSteps(Rebalancing reload, TableChanges table, List<Step> steps) {
        this.table = table;
        this.running = reload.begun();
        this.recheckedServers = rechecked(reload.before(), reload.after());
        this.recheckedIn =
                recheckedServers.stream().map(RealServerId::virtualServer).collect(Collectors.toSet());
        this.steps = steps;
    }

    /** Servers of which a check of the same place is another one now. */
    private static Set<RealServerId> rechecked(LvsPlan before, LvsPlan after) {
        Map<CheckId, CheckDefinition> former =
                HashMap.newHashMap(before.checks().size());
        before.checks().forEach(check -> former.put(check.id(), check));
        Set<RealServerId> servers = new HashSet<>();
        for (CheckDefinition check : after.checks()) {
            CheckDefinition known = former.get(check.id());
            if (known != null && !known.equals(check)) {
                servers.add(after.checkers().get(check.id()).server());
            }
        }
        return servers;
    }

    /** Whether a check of one of its real servers is another one now. */
    boolean isRechecked(VirtualServer server) {
        return recheckedIn.contains(server.id());
    }

    void compare(VirtualServer before, VirtualServer after) {
        Map<Endpoint, RealServer> former = byEndpoint(before);
        Map<Endpoint, RealServer> next = byEndpoint(after);
        former.forEach((endpoint, real) -> {
            if (!next.containsKey(endpoint)) {
                removed(before, real);
            }
        });
        next.forEach((endpoint, real) -> {
            RealServer known = former.get(endpoint);
            if (known == null) {
                added(after, real);
            } else {
                changed(after, known, real);
            }
        });
    }

    private static Map<Endpoint, RealServer> byEndpoint(VirtualServer server) {
        Map<Endpoint, RealServer> all =
                LinkedHashMap.newLinkedHashMap(server.realServers().size());
        server.realServers().forEach(real -> all.put(new Endpoint(real.address(), real.port()), real));
        return all;
    }

    private static String name(VirtualServer server, RealServer real) {
        return ServerNames.realServer(real.address(), server.protocol(), real.port()) + " of " + server.name();
    }

    private void removed(VirtualServer server, RealServer real) {
        boolean served = table.of(server, real).isPresent();
        boolean idle = real.weight() == 0;
        Step step = Step.of(
                Area.REAL_SERVER,
                Action.REMOVE,
                name(server, real),
                !served ? "removed, it is not in the table" : idle ? "removed, its weight is 0" : "removed");
        steps.add(
                served
                        ? step.interrupting("connections to " + name(server, real)
                                + (idle ? ", if it still has some: 'holdfast lvs list' counts them" : ""))
                        : step);
    }

    private void added(VirtualServer server, RealServer real) {
        String when = table.of(server, real).isPresent()
                ? "gets connections at once"
                : real.checkers().isEmpty() && running
                        ? "gets no connections: the weight is 0, or an operator has taken it out"
                        : "gets connections when its checks pass";
        steps.add(Step.of(Area.REAL_SERVER, Action.ADD, name(server, real), "weight " + real.weight() + ", " + when));
    }

    private void changed(VirtualServer server, RealServer before, RealServer after) {
        Optional<IpvsRequest> request = table.of(server, after);
        boolean rechecked = recheckedServers.contains(new RealServerId(server.id(), after.address(), after.port()));
        if (before.equals(after) && request.isEmpty() && !rechecked) {
            return;
        }
        Differences all = new Differences()
                .of("weight", before.weight(), after.weight(), String::valueOf)
                .of("lvs_method", before.forwarding(), after.forwarding(), RealServerSteps::method)
                .number("uthreshold", before.upperThreshold(), after.upperThreshold())
                .number("lthreshold", before.lowerThreshold(), after.lowerThreshold())
                .onOff("inhibit_on_failure", before.inhibitOnFailure(), after.inhibitOnFailure())
                .changed("notify_up", before.notifyUp(), after.notifyUp())
                .changed("notify_down", before.notifyDown(), after.notifyDown())
                .onOff("smtp_alert", before.mail(), after.mail())
                .members("checked by", "no longer checked by", before.checkers(), after.checkers(), Checker::id);
        if (rechecked) {
            all.say("another check begins, the verdict so far counts until then");
        }
        if (request.isPresent()) {
            all.say(inTheTable(request.get(), after));
        } else if (before.weight() != after.weight()) {
            all.say("not in the table now, or an operator's weight counts");
        }
        Step step = Step.of(
                Area.REAL_SERVER,
                Action.CHANGE,
                name(server, after),
                all.orElse("settings changed", true).words());
        boolean ends =
                request.filter(IpvsRequest.DeleteDestination.class::isInstance).isPresent();
        steps.add(ends ? step.interrupting("connections to " + name(server, after)) : step);
    }

    private static String inTheTable(IpvsRequest request, RealServer real) {
        return switch (request) {
            case IpvsRequest.AddDestination _ -> "gets connections from now on";
            case IpvsRequest.DeleteDestination _ -> "taken out of the table";
            case IpvsRequest.EditDestination edit -> {
                int weight = edit.destination().weight();
                if (weight == 0) {
                    yield "no new connections, those it has live on";
                }
                yield (weight == real.weight() ? "" : "weight " + weight + " in the table, ") + "connections live on";
            }
            case IpvsRequest.AddService _,
                    IpvsRequest.EditService _,
                    IpvsRequest.DeleteService _,
                    IpvsRequest.StartSyncDaemon _,
                    IpvsRequest.StopSyncDaemon _,
                    IpvsRequest.SetTimeouts _,
                    IpvsRequest.ZeroStatistics _,
                    IpvsRequest.Flush _ -> throw new IllegalArgumentException("not about a real server: " + request);
        };
    }

    private static String method(IpvsForwarding forwarding) {
        return switch (forwarding) {
            case IpvsForwarding.Masquerade _ -> "NAT";
            case IpvsForwarding.DirectRouting _ -> "DR";
            case IpvsForwarding.Tunnel tunnel ->
                "TUN " + tunnel.encapsulation().name().toLowerCase(Locale.ROOT);
            case IpvsForwarding.LocalNode _ -> "local";
            case IpvsForwarding.Bypass _ -> "bypass";
        };
    }
}
