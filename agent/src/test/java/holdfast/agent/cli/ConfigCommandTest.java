package holdfast.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    private static final String PAIR = """
            global_defs {
                router_id a
                vrrp_version 3
            }
            $PRIORITY=150
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                @lb1 priority ${PRIORITY}
                @lb2 priority 100
                advert_int 0.5
                notify_master "/bin/up 'a b'" nobody
                virtual_ipaddress {
                    192.0.2.1/24 label eth0:1
                }
            }
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("x.conf"), text).toString();
    }

    private int config(String... words) throws StartupFailure {
        List<String> all = new ArrayList<>(List.of(words));
        all.addFirst("config");
        return new Commands(
                        Map.of("config", ConfigCommand::new),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(all);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsAFileWithEveryValueResolved() throws Exception {
        assertEquals(0, config("-i", "lb1", file(PAIR)));
        assertTrue(out().contains("\n    version 3\n"), out());
        assertTrue(out().contains("\n    priority 150\n"), out());
        assertTrue(out().contains("\n    advert_int 0.5\n"), out());
        assertTrue(out().contains("\n    notify_master \"/bin/up 'a b'\" nobody\n"), out());
        assertTrue(out().contains("\n        192.0.2.1/24 dev eth0 label eth0:1\n"), out());
        assertEquals("", err());
    }

    @Test
    void whatItPrintsIsPrintedTheSameAgain() throws Exception {
        config("-i", "lb1", file(PAIR));
        String first = out();
        out.reset();
        config(file(first));
        assertEquals(first, out());
    }

    @Test
    void originsAreCommentsOfTheFile() throws Exception {
        String file = file(PAIR);
        config("-i", "lb2", "--origins", file);
        assertTrue(out().contains("    priority 100                                # " + file + ":10\n"), out());
        assertTrue(out().contains("# vrrp_version, " + file + ":3\n"), out());
        assertTrue(out().contains("    preempt                                     # default\n"), out());
    }

    @Test
    void jsonHasValuesOfTheirKindAndTheirOrigins() throws Exception {
        String file = file(PAIR);
        assertEquals(0, config("-i", "lb1", "--format=json", "--origins", file));
        JsonNode root = new ObjectMapper().readTree(out());
        assertEquals(file, root.get("file").asText());
        assertEquals("a", root.at("/global_defs/router_id").asText());
        JsonNode instance = root.at("/vrrp_instance/0");
        assertEquals("VI_1", instance.get("name").asText());
        assertEquals(150, instance.get("priority").intValue());
        assertEquals(0.5, instance.get("advert_int").doubleValue());
        assertTrue(instance.get("preempt").booleanValue());
        assertEquals("a b", instance.at("/notify_master/argv/1").asText());
        assertEquals("nobody", instance.at("/notify_master/user").asText());
        assertEquals("192.0.2.1/24", instance.at("/virtual_ipaddress/0/address").asText());
        assertEquals(14, instance.at("/virtual_ipaddress/0/origin/line").intValue());
        assertEquals(9, instance.at("/origins/priority/line").intValue());
        assertEquals("inherited", instance.at("/origins/version/from").asText());
        assertEquals("default", instance.at("/origins/preempt/from").asText());
    }

    @Test
    void anUnknownBlockTakesTheEndOfItsInstanceAsKeepalivedReadsIt() throws Exception {
        String file = file(
                PAIR.replace("    advert_int 0.5\n", "    foo {\n        advert_int 2\n    }\n    advert_int 0.5\n"));
        assertEquals(0, config("-i", "lb1", file));
        assertTrue(out().contains("\n    advert_int 0.5\n"), out());
        assertTrue(out().contains("192.0.2.1"), out());
        out.reset();
        assertEquals(0, config("-i", "lb1", "--as-keepalived", "--origins", file));
        assertTrue(out().contains("    advert_int 2                                # " + file + ":12\n"), out());
        assertFalse(out().contains("192.0.2.1"), out());
    }

    @Test
    void aFileThatMustNotRunIsPrintedAsFarAsUnderstood() throws Exception {
        assertEquals(4, config(file(PAIR.replace("interface eth0", "interfaces eth0"))));
        assertTrue(out().contains("router_id a"), out());
        assertTrue(err().contains(": error: "), err());
    }

    @Test
    void mistakesThatDoNotStopItAreHintedAt() throws Exception {
        assertEquals(0, config(file(PAIR.replace("router_id a", "routerid a"))));
        assertTrue(err().contains("holdfast check"), err());
    }
}
