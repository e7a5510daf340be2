package holdfast.agent.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.configuration.Places;
import holdfast.agent.pair.RouterElection.Situation;
import holdfast.agent.pair.RouterElection.Verdict;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.ParseResult;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Files of nodes that belong together, and what the report says of them, in short. */
final class Pairs {
    /** The pair of seed 002: 101 and 100, and a script that adds 2 while it succeeds. */
    static final String NODE = """
            global_defs {
                router_id ID
            }
            vrrp_script chk_haproxy {
                script "killall -0 haproxy"
                interval 2
                weight 2
            }
            vrrp_instance VI_1 {
                state BACKUP
                interface eth0
                virtual_router_id 51
                priority 101
                advert_int 1
                authentication {
                    auth_type PASS
                    auth_pass 1111
                }
                virtual_ipaddress {
                    192.168.1.100/24
                    192.168.1.101/24
                }
                track_script {
                    chk_haproxy
                }
            }
            """;

    /** The node with priority 101. */
    static final String A = NODE.replace("ID", "lb1").replace("state BACKUP", "state MASTER");
    /** The node with priority 100. */
    static final String B = NODE.replace("ID", "lb2").replace("priority 101", "priority 100");

    private Pairs() {}

    private record OneText(String name, String text) implements SourceLoader {
        @Override
        public List<String> glob(String directory, String pattern) {
            return List.of();
        }

        @Override
        public ReadOutcome read(String path) {
            return path.equals(name) ? new Content(text.getBytes(StandardCharsets.UTF_8)) : new Missing();
        }
    }

    /** The comparison of nodes called {@code a}, {@code b}, ... */
    static PairReport pair(String... texts) {
        List<PairNode> nodes = new ArrayList<>();
        for (String text : texts) {
            String label = String.valueOf((char) ('a' + nodes.size()));
            String file = label + ".conf";
            ParseResult parse = ConfigurationReader.read(new OneText(file, text), file, ParseEnvironment.ofHost(label));
            assertEquals("", parse.hasErrors() ? parse.render() : "");
            nodes.add(new PairNode(label, file, parse.configuration(), new Places(file, parse.tree())));
        }
        return PairReport.of(nodes, true);
    }

    /** The election of one virtual router. */
    static RouterElection election(PairReport report, String router) {
        return report.elections().stream()
                .filter(election -> election.router().name().equals(router))
                .findFirst()
                .orElseThrow();
    }

    /** Situation in words to who is MASTER: {@code a}, {@code a+b}, {@code a|b} when it is open, {@code none}. */
    static Map<String, String> outcomes(PairReport report, String router) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        for (Situation situation : election(report, router).situations()) {
            String masters = situation.masters().stream()
                    .map(node -> report.nodes().get(node).label())
                    .collect(Collectors.joining(situation.verdict() == Verdict.EITHER ? "|" : "+"));
            String what = situation
                    .failure()
                    .map(failure ->
                            failure.describe(report.nodes().get(failure.node()).label()))
                    .orElse("at rest");
            outcomes.put(what, masters.isEmpty() ? "none" : masters);
        }
        return outcomes;
    }

    /** Ids of all findings. */
    static List<String> rules(PairReport report) {
        return report.findings().stream().map(finding -> finding.rule().id()).toList();
    }

    /** The only finding. */
    static Diagnostic only(PairReport report) {
        assertEquals(1, report.findings().size(), () -> report.findings().toString());
        return report.findings().getFirst();
    }

    /** A node with a second instance, in one group with the first. */
    static String withGroup(String node) {
        String second = node.substring(node.indexOf("vrrp_instance"))
                .replace("VI_1", "VI_2")
                .replace("eth0", "eth1")
                .replace("id 51", "id 52")
                .replace("192.168.1.", "10.0.0.");
        return node + second + "vrrp_sync_group G {\n    group {\n        VI_1\n        VI_2\n    }\n}\n";
    }
}
