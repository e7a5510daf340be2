package holdfast.agent.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DoctorCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new DoctorCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void wrongCommandLinesHaveAStatusThatIsNoVerdict() {
        assertEquals(3, run("--capture", "0"));
        assertTrue(err.toString().contains("--capture takes 1 to 3600 seconds, not '0'"), err.toString());
        assertEquals(3, run("-i", "eth0"));
        assertEquals(3, run("--nonsense"));
    }

    @Test
    void theListNamesEveryExaminationWithALine() {
        assertEquals(0, run("--list"));
        assertEquals(15, out.toString().strip().lines().count());
        assertTrue(out.toString().contains("firewall       nftables and iptables rules"), out.toString());
    }

    @Test
    void theListIsThereForProgramsToo() throws JsonProcessingException {
        assertEquals(0, run("--list", "--json"));
        JsonNode list = new ObjectMapper().readTree(out.toString()).path("examinations");
        assertEquals(15, list.size());
        assertTrue(list.valueStream()
                .allMatch(one -> one.path("name").asText().matches("[a-z-]+")
                        && !one.path("about").asText().isEmpty()));
    }

    @Test
    void theHelpTellsHowLongItTakesAndGivesExamples() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("20 seconds at most"), out.toString());
        assertTrue(out.toString().contains("holdfast doctor --capture 5"), out.toString());
    }
}
