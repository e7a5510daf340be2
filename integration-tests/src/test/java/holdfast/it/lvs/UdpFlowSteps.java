package holdfast.it.lvs;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Clients that speak over UDP for a long time keep their real servers when the director changes.
 *
 * <p>UDP has no handshake by which the kernel could tell a flow that matters: its sync daemon tells of a flow when the number of datagrams
 * from the client, modulo 50, is 3 (net.ipv4.vs.sync_threshold, Documentation/networking/ipvs-sysctl.rst), that is with the third datagram
 * and then with every fiftieth. A flow that is younger than three datagrams may get another server; so each flow here asks three times
 * before the cables are taken out.
 */
final class UdpFlowSteps implements AutoCloseable {
    private static final int THRESHOLD = 3;

    /** Weights are 3, 2 and 1: of so many flows that follow each other each server gets its share. */
    private static final int CYCLE = 6;

    private final Scenario scenario;
    private final Steps steps;

    /** With the server that answered first. */
    private final Map<UdpFlow, String> flows = new LinkedHashMap<>();

    UdpFlowSteps(Scenario scenario) {
        this.scenario = scenario;
        this.steps = scenario.steps();
    }

    void begin() {
        steps.step("the sync daemon tells the other director of UDP flows", this::synchronise);
    }

    /**
     * Asks once more with every flow.
     *
     * @param tables to be compared afterwards
     */
    void goOn(String step, Callable<Map<String, List<String>>> tables) {
        steps.step(step, tables, () -> {
            // The other way round than they began: scheduled anew, they would not get the servers they had.
            List<UdpFlow> asked = List.copyOf(flows.keySet()).reversed();
            List<String> changed = new ArrayList<>();
            for (UdpFlow flow : asked) {
                String answer = flow.ask();
                if (!answer.equals(flows.get(flow))) {
                    changed.add(flow + ": first " + flows.get(flow) + ", now " + answer);
                }
            }
            steps.see("flows", asked.size());
            steps.check("flows that changed their server", changed, changed.isEmpty() && !asked.isEmpty());
        });
    }

    private void synchronise() throws InterruptedException {
        for (InetSocketAddress service : services()) {
            String what = "flows to " + service.getAddress().getHostAddress();
            Map<String, Integer> exact = Map.of("r1", 3, "r2", 2, "r3", 1);
            Map<String, Integer> shares = cycle(service);
            if (!shares.equals(exact)) { // one from a port that the director remembers keeps the server it had
                steps.see(what + " at first", shares);
                shares = cycle(service);
            }
            steps.check(what, shares, shares.equals(exact));
        }
        try (UdpFlow young = new UdpFlow(scenario.client(), services().getFirst())) {
            young.ask();
            young.ask();
            steps.await("d2 knows the flows", Scenario.SOON, () -> known().containsAll(flows.keySet()));
            steps.see("d2 knows a flow of two datagrams", isKnown(young, connections()));
        }
    }

    /** As many new flows as give each server its share; which that is. */
    private Map<String, Integer> cycle(InetSocketAddress service) {
        Map<String, Integer> shares = new TreeMap<>();
        for (int i = 0; i < CYCLE; i++) {
            UdpFlow flow = new UdpFlow(scenario.client(), service);
            String server = flow.ask();
            flows.put(flow, server);
            shares.merge(server, 1, Integer::sum);
            for (int datagrams = 1; datagrams < THRESHOLD; datagrams++) {
                String answer = flow.ask();
                steps.check(flow.toString(), answer, answer.equals(server));
            }
        }
        return shares;
    }

    /** Each way of forwarding over IPv4 and IPv6. */
    private static List<InetSocketAddress> services() {
        return Stream.of(false, true)
                .flatMap(ipv6 -> Stream.of(Addresses.NAT, Addresses.DIRECT, Addresses.TUNNEL)
                        .map(number -> Addresses.service(ipv6, number, Addresses.UDP)))
                .toList();
    }

    private List<UdpFlow> known() {
        List<String> connections = connections();
        return flows.keySet().stream()
                .filter(flow -> isKnown(flow, connections))
                .toList();
    }

    private List<String> connections() {
        return scenario.second().machine().proc("ip_vs_conn");
    }

    private static boolean isKnown(UdpFlow flow, List<String> connections) {
        return connections.stream().anyMatch(line -> line.startsWith("UDP") && line.contains(flow.digits()));
    }

    @Override
    public void close() {
        flows.keySet().forEach(UdpFlow::close);
    }
}
