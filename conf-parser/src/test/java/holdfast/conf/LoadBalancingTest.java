package holdfast.conf;

import static holdfast.conf.Reading.findings;
import static holdfast.conf.Reading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.HealthChecker;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.VirtualServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Virtual servers: defaults, inheritance and messages, as keepalived 2.2.7 has them (keepalived.conf(5)). */
class LoadBalancingTest {
    private static String server(String lines, String realServerLines) {
        return "virtual_server 192.0.2.1 80 {\n lvs_sched rr\n lvs_method NAT\n protocol TCP\n " + lines
                + "\n real_server 192.0.2.11 80 {\n " + realServerLines + "\n }\n}\n";
    }

    private static VirtualServer only(String text) {
        return read(text).configuration().virtualServers().getFirst();
    }

    private static HealthChecker checker(String lines, String realServerLines) {
        return only(server(lines, realServerLines))
                .realServers()
                .getFirst()
                .checkers()
                .getFirst();
    }

    @Test
    void defaultsAreThoseOfTheManual() {
        HealthChecker tcp = checker("", "TCP_CHECK { }");
        assertEquals(Duration.ofSeconds(60), tcp.schedule().orElseThrow().delayLoop());
        assertEquals(Duration.ofSeconds(60), tcp.schedule().orElseThrow().warmup());
        assertEquals(1, tcp.schedule().orElseThrow().retry());
        assertEquals(Duration.ofSeconds(1), tcp.schedule().orElseThrow().delayBeforeRetry());
        assertEquals(Duration.ofSeconds(5), tcp.connection().orElseThrow().timeout());
        HealthChecker dns = checker("delay_loop 7", "DNS_CHECK { }");
        assertEquals(3, dns.schedule().orElseThrow().retry());
        assertEquals(Duration.ofSeconds(7), dns.schedule().orElseThrow().delayBeforeRetry());
        assertEquals(new Check.Dns("SOA", "."), dns.check());
        assertEquals(
                0,
                checker("", "MISC_CHECK { \n misc_path /bin/true\n }")
                        .schedule()
                        .orElseThrow()
                        .retry());
    }

    @Test
    void checkersInheritFromRealServersAndTheseFromVirtualServers() {
        String check = "TCP_CHECK {\n delay_before_retry 2\n }\n retry 4";
        HealthChecker tcp = checker("retry 9\n delay_loop 6\n connect_timeout 3\n alpha\n warmup 1", check);
        assertEquals(4, tcp.schedule().orElseThrow().retry());
        assertEquals(Duration.ofSeconds(6), tcp.schedule().orElseThrow().delayLoop());
        assertEquals(Duration.ofSeconds(2), tcp.schedule().orElseThrow().delayBeforeRetry());
        assertEquals(Duration.ofSeconds(1), tcp.schedule().orElseThrow().warmup());
        assertEquals(Duration.ofSeconds(3), tcp.connection().orElseThrow().timeout());
        assertTrue(tcp.alpha());
    }

    @Test
    void aVirtualHostReachesTheUrl() {
        HealthChecker http = checker("virtualhost www.example.org", "HTTP_GET {\n url {\n path /\n }\n }");
        assertEquals(
                Optional.of("www.example.org"),
                ((Check.Http) http.check()).urls().getFirst().virtualHost());
    }

    @Test
    void thePortOfADirectRoutingServerIsThatOfTheVirtualServer() {
        String text = server("", "").replace("NAT", "DR").replace("11 80", "11 8080");
        assertEquals(List.of("6 REAL_SERVER_PORT"), findings(text));
        RealServer server = only(text).realServers().getFirst();
        assertEquals(80, server.port());
    }

    @Test
    void theQuorumIsCutToTheTotalWeight() {
        String text = server("quorum 7\n hysteresis 2", "weight 3");
        assertEquals(List.of("5 QUORUM"), findings(text));
        assertEquals(3, only(text).quorum().quorum());
        assertEquals(2, only(text).quorum().hysteresis());
        assertEquals(List.of("1 QUORUM"), findings(server("", "weight 0")));
    }

    @Test
    void eachMistakeHasItsMessage() {
        assertEquals(List.of("5 OUT_OF_RANGE"), findings(server("persistence_timeout 0", "")));
        assertEquals(List.of("5 REMOVED_KEYWORD"), findings(server("nat_mask 255.255.255.0", "")));
        assertEquals(List.of("7 CHECK_INCOMPLETE"), findings(server("", "HTTP_GET { }")));
        assertEquals(List.of("7 CHECK_INCOMPLETE"), findings(server("", "MISC_CHECK { }")));
        assertEquals(List.of("1 NO_REAL_SERVER"), findings(server("", "").replaceFirst("(?s) real_server.*?}", "")));
        assertEquals(List.of("1 PROTOCOL_MISSING"), findings(server("", "").replace("protocol TCP", "")));
        assertEquals(List.of("1 BALANCING_MISSING"), findings(server("", "").replace("lvs_sched rr", "")));
        assertEquals(List.of("1 BALANCING_MISSING"), findings(server("", "").replace("lvs_method NAT", "")));
        assertEquals(List.of("1 VALUE_MISSING"), findings(server("", "").replace("192.0.2.1 80", "fwmark")));
        assertEquals(
                List.of("5 REAL_SERVER_DUPLICATE"),
                findings(server("", "}\n real_server 192.0.2.11 80 {")).stream()
                        .map(line -> line.replace("8 ", "5 "))
                        .toList());
        assertEquals(List.of("1 SERVER_GROUP"), findings(server("", "").replace("192.0.2.1 80", "group web")));
    }

    @Test
    void wordsOfOtherProgramsInACheckSayWhatToWrite() {
        String text = server("", "HTTP_GET {\n url {\n path /\n }\n timeout 3\n fall 3\n rise 2\n }");
        assertEquals(
                List.of(
                        Optional.of("write 'connect_timeout SECONDS'"),
                        Optional.of("write 'retry N': so many failures in a row are forgiven"),
                        Optional.of("remove it: one success brings the server back")),
                read(text).diagnostics().stream()
                        .filter(diagnostic -> diagnostic.rule().isMistake()
                                && diagnostic.severity() != holdfast.conf.diagnostic.Severity.NOTE)
                        .map(diagnostic -> diagnostic.hint())
                        .toList());
    }

    /** Ten times as many take about ten times as long; a hundred times would be quadratic. */
    @Test
    void timeGrowsWithTheNumberOfVirtualServers() {
        many(1_000); // classes are loaded and compiled here
        long thousand = Math.max(many(1_000), 1_000_000);
        long tenThousand = many(10_000);
        assertTrue(tenThousand < 50 * thousand, thousand + " ns and " + tenThousand + " ns");
    }

    private static long many(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(server("", "TCP_CHECK { }")
                    .replace("192.0.2.1 ", "10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256 + " "));
        }
        long start = System.nanoTime();
        assertEquals(
                count, read(text.toString()).configuration().virtualServers().size());
        return System.nanoTime() - start;
    }
}
