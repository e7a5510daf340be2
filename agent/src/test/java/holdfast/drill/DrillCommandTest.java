package holdfast.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.plan.PairPlan;
import holdfast.drill.plan.PlanException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DrillCommandTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void refusesAnUnknownScenario() {
        assertEquals(2, run("--scenario", "earthquake"));
        assertTrue(errors.toString().startsWith("no scenario 'earthquake'; there are stop, kill, link, script"));
    }

    @Test
    void refusesAnUnknownAgent() {
        assertEquals(2, run("--peer", "ucarp"));
        assertTrue(errors.toString().startsWith("--peer is holdfast or keepalived, not 'ucarp'"));
    }

    @Test
    void needsBothConfigurations() {
        assertEquals(2, run("--conf", "a.conf"));
    }

    @Test
    void listsScenarios() {
        assertEquals(0, run("--list"));
        assertTrue(output.toString().startsWith("stop "));
        assertEquals(6, output.toString().lines().count());
    }

    @Test
    void readsTheEmbeddedPair() throws PlanException {
        PairPlan pair = PairLoader.embedded();
        assertEquals("192.168.1.100", pair.target().getHostAddress());
        assertEquals(51, pair.firstRouter().virtualRouterId());
        assertEquals(103, pair.firstRouter().priorityWhenWell());
        assertEquals(102, pair.secondRouter().priorityWhenWell());
        assertEquals(Optional.of(101), pair.firstRouter().priorityWithoutHaproxy());
        assertEquals(Optional.of("node1"), pair.preferred());
    }

    @Test
    void namesAMissingFile() {
        PlanException refused = assertThrows(
                PlanException.class, () -> PairLoader.files(directory.resolve("a.conf"), directory.resolve("b.conf")));
        assertEquals(directory.resolve("a.conf") + ": no such file", refused.getMessage());
    }

    @Test
    void namesAMissingScript() throws IOException {
        Path file = Files.writeString(directory.resolve("a.conf"), """
                vrrp_script chk {
                    script "/nowhere/check.sh"
                    interval 2
                }
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    priority 100
                    virtual_ipaddress {
                        192.0.2.1/24
                    }
                    track_script {
                        chk
                    }
                }
                """);
        PlanException refused = assertThrows(PlanException.class, () -> PairLoader.files(file, file));
        assertTrue(refused.getMessage().contains("vrrp_script chk runs /nowhere/check.sh"), refused.getMessage());
    }

    @Test
    void aLiveDrillBelongsToADaemon() {
        assertEquals(
                4,
                run(
                        "--live",
                        "VI_1",
                        "--yes",
                        "--control",
                        directory.resolve("none.sock").toString()));
        assertTrue(errors.toString().contains("no daemon runs at"), errors.toString());
        assertEquals(2, run("--yes"));
    }

    private int run(String... arguments) {
        return new CommandLine(new DrillCommand())
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
