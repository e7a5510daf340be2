package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.Host;
import holdfast.it.Terminal.Outcome;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Faults that people make: each is found by its name, and the command that the doctor gives removes it. */
class DoctorIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SECRET = "s3cr3tpw";
    private static final String OTHER_SECRET = "0th3rpw";

    private static RouterConf conf(int priority, String password) {
        return RouterConf.classic(priority).with("authentication {", "auth_type PASS", "auth_pass " + password, "}");
    }

    /** What the doctor says on a host, with or without a daemon. */
    private static JsonNode doctor(Host host, String... options) {
        List<String> words = new ArrayList<>(List.of("doctor", "--json"));
        words.addAll(List.of(options));
        Outcome outcome = new Terminal(host).run(Terminal.command(List.of(), words.toArray(String[]::new)));
        assertTrue(outcome.status() <= 2, outcome::toString);
        String text = outcome.output();
        assertFalse(text.contains(SECRET) || text.contains(OTHER_SECRET), text);
        try {
            JsonNode document = MAPPER.readTree(text);
            assertEquals(outcome.status(), document.path("status").asInt());
            return document;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode doctor(Node node, String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("-p", node.agent().pidFile().toString()));
        return doctor(node.host(), words.toArray(String[]::new));
    }

    private static Optional<JsonNode> find(JsonNode document, String id) {
        for (JsonNode finding : document.path("findings")) {
            if (finding.path("id").asText().equals(id)) {
                return Optional.of(finding);
            }
        }
        return Optional.empty();
    }

    /** A daemon begins to answer a moment after it has begun to serve; until then the doctor has the file only. */
    private static void awaitAnswers(Pair pair, Node node) {
        String pidFile = node.agent().pidFile().toString();
        pair.await(
                node + " answers",
                () -> new Terminal(node.host())
                                .holdfast("status", "-p", pidFile)
                                .status()
                        == 0);
    }

    private static void awaitFound(Pair pair, String id, Node node, String... options) {
        pair.await(
                "the doctor finds " + id, () -> find(doctor(node, options), id).isPresent());
    }

    private static void awaitGone(Pair pair, String id, Node node, String... options) {
        pair.await(
                "the doctor no longer finds " + id,
                () -> find(doctor(node, options), id).isEmpty());
    }

    private static void shell(Host host, String command) {
        host.run(List.of("sh", "-c", command));
    }

    /** Breaks something, has it found, runs the command that is given, and has it found no more. */
    private static JsonNode mends(Host host, String id, String fault, String... options) {
        shell(host, fault);
        JsonNode finding = find(doctor(host, options), id)
                .orElseThrow(() -> new AssertionError(
                        id + " after: " + fault + "\n" + doctor(host, options).toPrettyString()));
        assertFalse(finding.path("evidence").asText().isEmpty(), finding.toString());
        assertFalse(finding.path("consequence").asText().isEmpty(), finding.toString());
        shell(host, finding.path("command").asText());
        assertEquals(
                Optional.empty(),
                find(doctor(host, options), id),
                finding.path("command").asText());
        return finding;
    }

    private static String[] of(Node node, String only) {
        return new String[] {"--only", only, "-p", node.agent().pidFile().toString()};
    }

    @Test
    void aHealthyPairHasNoProblems() {
        Pair.test(pair -> {
            pair.b().start(conf(100, SECRET));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf(150, SECRET)));
            for (Node node : List.of(pair.a(), pair.b())) {
                JsonNode document = doctor(node, "--capture", "3");
                assertEquals(0, document.path("status").asInt(), document::toPrettyString);
                assertEquals(1, document.path("speakers").size(), document::toPrettyString);
                JsonNode speaker = document.path("speakers").path(0);
                assertEquals("192.0.2.1", speaker.path("source").asText());
                assertEquals(node.equals(pair.a()), speaker.path("thisNode").asBoolean());
                assertEquals("matches", speaker.path("advert").path("password").asText());
                assertEquals(1.0, speaker.path("measuredSeconds").asDouble(), 0.3);
            }
        });
    }

    @Test
    void firewallsInTheWayAreFoundAndOpened() {
        Pair.test(pair -> {
            pair.b().start(conf(100, SECRET));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf(150, SECRET)));
            Host b = pair.b().host();
            String rules = new Terminal(b).file("rules.nft", """
                    table inet filter {
                        chain input {
                            type filter hook input priority 0; policy drop;
                            ct state established,related accept
                            iif lo accept
                            tcp dport 22 accept
                        }
                    }
                    """);
            String[] segment = {"--capture", "3", "--only", "segment,conflicts"};
            shell(b, "nft -f " + rules);
            awaitFound(pair, "two-masters", pair.b(), segment);
            assertTrue(find(doctor(pair.b(), segment), "adverts-not-arriving").isPresent());
            assertTrue(find(doctor(pair.a(), segment), "vip-held-by-other").isPresent());
            JsonNode finding = mends(b, "firewall-adverts-in", "true", of(pair.b(), "firewall"));
            assertEquals("VI_1", finding.path("instances").path(0).asText());
            assertEquals("eth0", finding.path("interface").asText());
            awaitGone(pair, "two-masters", pair.b(), segment);
            awaitGone(pair, "vip-held-by-other", pair.a(), segment);

            shell(b, "nft flush ruleset");
            mends(b, "firewall-adverts-in", "iptables-nft -A INPUT -p vrrp -j DROP", of(pair.b(), "firewall"));
            Host a = pair.a().host();
            mends(a, "firewall-adverts-out", "iptables-legacy -A OUTPUT -p vrrp -j DROP", of(pair.a(), "firewall"));
            Instant mended = pair.a().agent().reload(conf(150, SECRET).text()); // ends the wait after a refusal
            pair.awaitMaster(pair.a(), Pair.VIP, mended);
        });
    }

    @Test
    void interfacesAndSettingsAreFoundAndMended() {
        Pair.test(pair -> {
            pair.b().start(conf(100, SECRET));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf(150, SECRET)));
            Host b = pair.b().host();
            String[] interfaces = of(pair.b(), "interfaces");
            mends(b, "interface-no-multicast", "ip link set dev eth0 multicast off", interfaces);
            mends(
                    b,
                    "host",
                    "sysctl -w net.ipv4.conf.eth0.arp_ignore=8 net.ipv4.ip_nonlocal_bind=1",
                    of(pair.b(), "configuration"));
            mends(b, "interface-down", "ip link set dev eth0 down", interfaces);

            String stacked = new Terminal(b)
                    .file("stacked.conf", conf(100, SECRET).text().replace("interface eth0", "interface upper"));
            mends(
                    b,
                    "interface-parent-down",
                    "ip link add trunk type veth peer name trunkend && ip link set trunkend up && ip link set trunk up"
                            + " && ip link add link trunk name upper type macvlan mode bridge && ip link set upper up"
                            + " && ip link set trunk down",
                    "--only",
                    "interfaces",
                    "-f",
                    stacked);
            String nat = new Terminal(b).file("nat.conf", conf(100, SECRET).text() + """
                    virtual_server 192.0.2.100 80 {
                        lvs_sched rr
                        lvs_method NAT
                        protocol TCP
                        real_server 192.0.2.3 80 {
                            weight 1
                        }
                    }
                    """);
            mends(b, "forwarding-off", "sysctl -w net.ipv4.ip_forward=0", "--only", "settings", "-f", nat);
        });
    }

    @Test
    void addressesInTheWrongPlaceAreFoundAndPutRight() {
        Pair.test(pair -> {
            pair.b().start(conf(100, SECRET));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf(150, SECRET)));
            Host a = pair.a().host();
            mends(a, "vip-prefix", "ip address add 192.0.2.100/32 dev eth0", of(pair.a(), "addresses"));
            mends(a, "vip-on-lo", "ip address add 192.0.2.100/32 dev lo", of(pair.a(), "addresses"));
            mends(pair.b().host(), "vip-stale", "ip address add 192.0.2.100/24 dev eth0", of(pair.b(), "addresses"));

            String[] conflicts = of(pair.a(), "conflicts");
            shell(pair.client(), "ip address add 192.0.2.100/24 dev eth0");
            JsonNode held = find(doctor(a, conflicts), "vip-held-by-other").orElseThrow();
            String link = pair.client().ip(List.of("link", "show", "dev", "eth0"));
            assertTrue(link.contains(macIn(held)), held + " " + link);
            shell(pair.client(), "ip address del 192.0.2.100/24 dev eth0");
            assertEquals(Optional.empty(), find(doctor(a, conflicts), "vip-held-by-other"));
        });
    }

    @Test
    void routesInTheWrongPlaceOrToNowhereAreFound() {
        Pair.test(pair -> {
            String[] lines = {
                "virtual_routes {",
                "    198.51.100.0/24 via 192.0.2.77 dev eth0",
                "    2001:db8:10::/48 dev eth0",
                "}",
                "virtual_rules {",
                "    from 192.0.2.100 table 100 preference 1000",
                "}"
            };
            pair.b().start(conf(100, SECRET).with(lines));
            pair.awaitMaster(
                    pair.a(), Pair.VIP, pair.a().start(conf(150, SECRET).with(lines)));
            String[] routing = of(pair.a(), "routing");
            assertTrue(find(doctor(pair.a().host(), routing), "routing-gateway")
                    .orElseThrow()
                    .path("what")
                    .asText()
                    .startsWith("the router 192.0.2.77 of 198.51.100.0/24"));
            shell(pair.client(), "ip address add 192.0.2.77/24 dev eth0");
            pair.await(
                    "nothing is wrong",
                    () -> doctor(pair.a().host(), routing).path("status").asInt() == 0);
            mends(
                    pair.b().host(),
                    "routing-stale",
                    "ip route add 198.51.100.0/24 via 192.0.2.77 dev eth0 proto 18; ip rule add from 192.0.2.100"
                            + " table 100 priority 1000 protocol 18; ip -6 route add 2001:db8:10::/48 dev eth0 proto 18",
                    of(pair.b(), "routing"));
        });
    }

    private static String macIn(JsonNode finding) {
        return finding.path("evidence").asText().replaceAll(".*((?:[0-9a-f]{2}:){5}[0-9a-f]{2}).*", "$1");
    }

    /** Keepalived advertises thrice as often: an advert it does not believe puts off its own next one, so that it would fall silent. */
    @Test
    void aPeerThatIsNotLikeOursIsFoundByTheDaemonAndByACapture() {
        RouterConf ours = slower(conf(150, SECRET));
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> {
            pair.b().start(conf(200, OTHER_SECRET));
            pair.a().start(ours);
            awaitAnswers(pair, pair.a());
            awaitFound(pair, "heard-password", pair.a(), "--only", "peers");
            pair.await("both are master", () -> pair.holders(Pair.VIP).size() == 2);
            JsonNode document = doctor(pair.a(), "--capture", "7");
            assertEquals(2, document.path("status").asInt());
            for (String id : List.of("heard-password", "two-masters", "vip-held-by-other")) {
                assertTrue(find(document, id).isPresent(), () -> id + document.toPrettyString());
            }
            pair.b().agent().reload(slower(conf(200, SECRET)).text());
            awaitGone(pair, "heard-password", pair.a(), "--only", "peers");
            awaitGone(pair, "vip-held-by-other", pair.a(), "--only", "conflicts");

            pair.b()
                    .agent()
                    .reload(conf(200, SECRET).addresses("192.0.2.200/24").text());
            awaitFound(pair, "vrid-duplicate", pair.a(), "--capture", "5", "--only", "segment");
        });
    }

    private static RouterConf slower(RouterConf conf) {
        return new RouterConf(
                conf.name(),
                conf.version(),
                conf.vrid(),
                conf.priority(),
                "3",
                conf.addresses(),
                conf.lines(),
                conf.before());
    }

    @Test
    void withoutADaemonAndAConfigurationItStillListens() {
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> {
            pair.b().start(conf(100, SECRET));
            pair.await(pair.b() + " is master", () -> pair.b().holds(Pair.VIP));
            JsonNode document = doctor(
                    pair.client(), "--capture", "3", "-i", "eth0", "-f", "/nonexistent.conf", "-p", "/nonexistent.pid");
            assertEquals(
                    "192.0.2.2",
                    document.path("speakers").path(0).path("source").asText());
            Outcome unusable =
                    new Terminal(pair.client()).holdfast("doctor", "-f", "/nonexistent.conf", "-p", "/nonexistent.pid");
            assertEquals(4, unusable.status());
            String file = new Terminal(pair.client())
                    .file("client.conf", conf(50, SECRET).text());
            JsonNode stopped = doctor(pair.client(), "-f", file, "-p", "/nonexistent.pid");
            assertTrue(find(stopped, "daemon-not-running").isPresent(), stopped::toPrettyString);
        });
    }
}
