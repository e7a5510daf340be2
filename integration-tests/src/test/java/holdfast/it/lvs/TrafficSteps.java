package holdfast.it.lvs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who gets which requests. */
final class TrafficSteps {
    private final Steps steps;
    private final Namespace client;

    TrafficSteps(Steps steps, Cluster cluster) {
        this.steps = steps;
        this.client = cluster.machine("client");
    }

    void run() {
        steps.step("traffic follows the weights, for NAT, DR and TUN, IPv4 and IPv6, TCP and UDP", this::weights);
        steps.step("a client keeps its server for the time of persistence", () -> {
            persistence(false);
            persistence(true);
        });
        steps.step("marked packets are balanced", () -> {
            for (boolean ipv6 : new boolean[] {false, true}) {
                Map<String, Integer> answers = count(ipv6, Addresses.MARKED, Addresses.HTTP, 6);
                steps.check(
                        "answers to mark " + Addresses.mark(ipv6),
                        answers,
                        answers.equals(Map.of("r1", 2, "r2", 2, "r3", 2)));
            }
        });
    }

    /**
     * Weighted round robin is exact: 3, 2 and 1 of every six. A connection from a port that the director remembers from before is not scheduled but goes to the server
     * it had, which now and then one of hundreds does: then they are counted once more.
     */
    void weights() {
        for (boolean ipv6 : new boolean[] {false, true}) {
            for (String number : List.of(Addresses.NAT, Addresses.DIRECT, Addresses.TUNNEL)) {
                for (int port : new int[] {Addresses.HTTP, Addresses.UDP}) {
                    Map<String, Integer> exact = Map.of("r1", 6, "r2", 4, "r3", 2);
                    Map<String, Integer> answers = count(ipv6, number, port, 12);
                    if (!answers.equals(exact)) {
                        steps.see(Addresses.front(ipv6, number) + " " + port + " at first", answers);
                        answers = count(ipv6, number, port, 12);
                    }
                    steps.check(Addresses.front(ipv6, number) + " " + port, answers, answers.equals(exact));
                }
            }
        }
    }

    private void persistence(boolean ipv6) {
        Map<String, Set<String>> answers = new TreeMap<>();
        client.call(() -> {
            for (int round = 0; round < 3; round++) {
                for (String number : List.of("50", "51", "52")) {
                    String from = Addresses.front(ipv6, number);
                    answers.computeIfAbsent(from, _ -> new TreeSet<>())
                            .add(Client.get(
                                    Addresses.service(ipv6, Addresses.PERSISTENT, Addresses.HTTP),
                                    from,
                                    Client.PATIENT_MILLIS));
                }
            }
            return answers;
        });
        List<String> all =
                answers.values().stream().flatMap(Collection::stream).sorted().toList();
        steps.check(
                "answers to " + Addresses.front(ipv6, Addresses.PERSISTENT), answers, all.equals(Addresses.SERVERS));
    }

    private Map<String, Integer> count(boolean ipv6, String number, int port, int requests) {
        return client.call(() -> Client.count(Addresses.service(ipv6, number, port), requests));
    }
}
