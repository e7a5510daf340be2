package holdfast.agent.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.conf.diagnostic.Palette;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pair looks like, to people and to programs. */
class PairFormatsTest {
    private static final String NODE = """
            global_defs {
                router_id NAME
            }
            vrrp_script chk_haproxy {
                script "/usr/bin/pgrep haproxy"
                interval 2
                weight -20
            }
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                priority PRIORITY
                virtual_ipaddress {
                    192.168.1.100/24
                }
                track_script {
                    chk_haproxy
                }
            }
            """;

    @TempDir
    private Path folder;

    private String node(String name, int priority) throws IOException {
        String text = NODE.replace("NAME", name).replace("PRIORITY", String.valueOf(priority));
        return Files.writeString(folder.resolve(name + ".conf"), text).toString();
    }

    private Report pair(int first, int second) throws IOException {
        return new CheckRun(InputStream.nullInputStream(), false)
                .check(List.of(node("lb1", first), node("lb2", second)), List.of(), false, true);
    }

    private String text(Report report) {
        return new TextReport(Palette.PLAIN).of(report).replace(folder + "/", "");
    }

    @Test
    void textIsATableAndTheFindings() throws IOException {
        assertEquals("""
                lb1.conf: nothing wrong
                lb2.conf: nothing wrong

                VI_1 (VRID 51, IPv4)               lb1         lb2         who serves
                  at rest                          MASTER 150  backup 100  lb1
                  script chk_haproxy fails on lb1  MASTER 130  backup 100  lb1
                  script chk_haproxy fails on lb2  MASTER 150  backup 80   lb1
                  link eth0 fails on lb1           fault       MASTER 100  lb2
                  link eth0 fails on lb2           MASTER 150  fault       lb1
                  node lb1 fails                   down        MASTER 100  lb2
                  node lb2 fails                   MASTER 150  down        lb1

                lb1.conf:17:9: warning: script chk_haproxy fails on lb1, and lb1 stays MASTER of 'VI_1': its priority falls to 130, \
                which is not below the 100 of lb2 [HF0573]
                    chk_haproxy
                    ^~~~~~~~~~~ weight -51 or less, and lb2 takes over
                lb1 + lb2: 1 warning
                """, text(pair(150, 100)));
    }

    @Test
    void aTieIsToldAsOne() throws IOException {
        String text = text(pair(100, 100));
        assertTrue(text.contains("  lb1 or lb2: the higher address\n"), text);
        assertTrue(text.contains("lb2.conf:12:14: warning: 'VI_1' has priority 100 here and on lb1"), text);
    }

    @Test
    void jsonIsAnObjectWithFindingsNodesAndVirtualRouters() throws IOException {
        JsonNode pair = new ObjectMapper().readTree(JsonReport.of(pair(150, 100)));
        assertEquals("HF0573", pair.get("findings").get(0).get("rule").asText());
        assertEquals("lb2", pair.get("nodes").get(1).get("routerId").asText());
        JsonNode router = pair.get("virtualRouters").get(0);
        assertEquals("VI_1", router.get("name").asText());
        assertEquals(51, router.get("virtualRouterId").asInt());
        assertEquals("IPv4", router.get("family").asText());
        JsonNode rest = router.get("situations").get(0);
        assertTrue(rest.get("failure").isNull());
        assertEquals("one", rest.get("verdict").asText());
        assertEquals("lb1", rest.get("masters").get(0).asText());
        JsonNode failed = router.get("situations").get(1);
        assertEquals(
                "{\"kind\":\"script\",\"name\":\"chk_haproxy\",\"node\":\"lb1\"}",
                failed.get("failure").toString());
        assertEquals(
                "{\"node\":\"lb1\",\"state\":\"MASTER\",\"priority\":130}",
                failed.get("nodes").get(0).toString());
    }

    @Test
    void oneFileWithConditionsCanBeBothNodes() throws IOException {
        String text = NODE.replace("    router_id NAME", "@a router_id one\n@b router_id two")
                .replace("    priority PRIORITY", "@a priority 101\n@b priority 100");
        String file = Files.writeString(folder.resolve("k.conf"), text).toString();
        Report report = new CheckRun(InputStream.nullInputStream(), false)
                .check(List.of(file, file), List.of("a", "b"), false, true);
        assertEquals(List.of(), report.findings());
        assertTrue(
                text(report).contains("\n  at rest                        MASTER 101  backup 100  a\n"), text(report));
    }

    @Test
    void aFindingOfAPairCanBeAllowedWhereItStands() throws IOException {
        String first = node("lb1", 150);
        String second = node("lb2", 100);
        String allowed = Files.readString(Path.of(first))
                .replace("        chk_haproxy\n", "        chk_haproxy # holdfast: allow HF0573\n");
        Files.writeString(Path.of(first), allowed);
        Report report = new CheckRun(InputStream.nullInputStream(), false)
                .check(List.of(first, second), List.of(), false, true);
        assertEquals(List.of(), report.findings());
    }

    @Test
    void withAFileThatCannotBeRunThereIsNoElection() throws IOException {
        String broken = Files.writeString(folder.resolve("broken.conf"), "vrrp_instance VI_1 {\n")
                .toString();
        Report report = new CheckRun(InputStream.nullInputStream(), false)
                .check(List.of(node("lb1", 101), broken), List.of(), false, true);
        assertTrue(report.isUnusable());
        assertFalse(text(report).contains("at rest"), text(report));
    }
}
