package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.it.Terminal.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What monitoring systems get, judged by their own tools. */
class MetricsIT {
    private static final String LISTEN = "192.0.2.1:9650";
    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9650);
    private static final Path MONITORING = Path.of(
            System.getProperty(
                    "maven.multiModuleProjectDirectory",
                    Path.of("..").toAbsolutePath().toString()),
            "packaging/src/monitoring");
    private static final String OPEN_METRICS = "Accept: application/openmetrics-text; version=1.0.0\r\n";

    private static String get(Pair pair, String path, String header) throws IOException {
        String answer = new Callers(pair.client()).ask(SERVER, "GET " + path + " HTTP/1.0\r\n" + header + "\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** A reader of the metrics that says nothing when all is right. */
    private static void assertClean(Node node, String metrics) {
        Terminal terminal = new Terminal(node.host());
        String file = terminal.file("metrics", metrics);
        Outcome outcome = terminal.run(List.of("sh", "-c", "promtool check metrics <" + file));
        assertEquals(new Outcome(0, "", List.of()), outcome, () -> metrics);
    }

    @Test
    void promtoolFindsNothingToImprove() {
        Pair.test(pair -> {
            Node node = pair.a();
            Instant started = node.start(tracked(node), "--listen", LISTEN);
            pair.awaitMaster(node, Pair.VIP, started);
            pair.awaitLog(node, "VRRP_Script(chk) failed");
            pair.awaitLog(node, "Metrics and web page at http://" + LISTEN + "/");
            String metrics = get(pair, "/metrics", "");
            assertClean(node, metrics);
            for (String line : List.of(
                    "keepalived_up 1.0",
                    "keepalived_vrrp_state{iname=\"VI_1\",intf=\"eth0\",ip_address=\"192.0.2.100/24\",vrid=\"51\"} 2.0",
                    "keepalived_script_status{name=\"chk\"} 0.0",
                    "holdfast_instance_state{iname=\"VI_1\",state=\"MASTER\"} 1.0",
                    "holdfast_instance_transitions_total{cause=\"silence\",iname=\"VI_1\",state=\"MASTER\"} 1.0",
                    "holdfast_instance_masters{iname=\"VI_1\"} 1.0",
                    "holdfast_takeover_seconds_count 1")) {
                assertTrue(metrics.lines().anyMatch(line::equals), () -> line + " is not in\n" + metrics);
            }
            String open = get(pair, "/metrics", OPEN_METRICS);
            assertTrue(open.endsWith("# EOF\n"), open);
            assertEquals(
                    "MASTER",
                    new ObjectMapper()
                            .readTree(get(pair, "/status.json", ""))
                            .path("instances")
                            .path(0)
                            .path("state")
                            .asText());
            assertChecked(pair, node);
        });
    }

    private static RouterConf tracked(Node node) {
        Path healthy = node.host().directory().resolve("healthy");
        return RouterConf.quick(150)
                .after(
                        "vrrp_script chk {",
                        "script \"/usr/bin/test -e " + healthy + "\"",
                        "interval 1",
                        "weight -60",
                        "}")
                .with("track_script {", "chk", "}");
    }

    /** The plugin for Nagios, while the script fails, when it does not any more, and when there is no daemon. */
    private static void assertChecked(Pair pair, Node node) throws IOException {
        Outcome failing = check(node, "--expect", "VI_1=MASTER");
        assertEquals(1, failing.status(), failing::toString);
        assertTrue(
                failing.output()
                        .startsWith("HOLDFAST WARNING - script chk fails: exited with status 1 | 'master'=1;;;0;1 "),
                failing::toString);
        Outcome unexpected = check(node, "--expect", "VI_1=BACKUP");
        assertEquals(2, unexpected.status(), unexpected::toString);
        assertTrue(
                unexpected.output().startsWith("HOLDFAST CRITICAL - VI_1 is MASTER, expected is BACKUP: "),
                unexpected::toString);
        Files.createFile(node.host().directory().resolve("healthy"));
        pair.awaitLog(node, "VRRP_Script(chk) succeeded");
        Outcome well = check(node, "--expect", "VI_1=MASTER");
        assertEquals(0, well.status(), well::toString);
        assertTrue(well.output().startsWith("HOLDFAST OK - VI_1 MASTER | "), well::toString);
        node.stop();
        assertEquals(2, check(node).status());
    }

    private static Outcome check(Node node, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(
                0,
                List.of("check-status", "--nagios", "-p", node.agent().pidFile().toString()));
        return new Terminal(node.host()).run(Terminal.command(List.of(), all.toArray(String[]::new)));
    }

    @Test
    void promtoolAcceptsTheAlertsAndTheirTests() {
        Pair.test(pair -> {
            Terminal terminal = new Terminal(pair.client());
            Outcome rules = terminal.run(List.of("promtool", "check", "rules", file("holdfast-alerts.yml")));
            assertEquals(0, rules.status(), rules::toString);
            Outcome tests = terminal.run(List.of("promtool", "test", "rules", file("holdfast-alerts-test.yml")));
            assertEquals(0, tests.status(), tests::toString);
        });
    }

    private static String file(String name) {
        return MONITORING.resolve(name).toString();
    }

    @Test
    void prometheusUnderstandsEveryQueryOfTheDashboard() {
        Pair.test(pair -> {
            JsonNode dashboard =
                    new ObjectMapper().readTree(Files.readString(MONITORING.resolve("holdfast-dashboard.json")));
            StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
            for (JsonNode query : dashboard.findValues("expr")) {
                String text = query.asText()
                        .replace("$__rate_interval", "5m")
                        .replace("$__range", "1h")
                        .replace("$node", ".*")
                        .replace("$iname", ".*");
                rules.append("  - record: a:b\n    expr: '")
                        .append(text.replace("'", "''"))
                        .append("'\n    labels: {n: \"")
                        .append(rules.length())
                        .append("\"}\n");
            }
            Terminal terminal = new Terminal(pair.client());
            Outcome outcome = terminal.run(
                    List.of("promtool", "check", "rules", terminal.file("dashboard.yml", rules.toString())));
            assertEquals(0, outcome.status(), outcome::toString);
        });
    }
}
