package holdfast.agent.cli.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckStatusCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new CheckStatusCommand().spec())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    /** A mistake that nobody notices would be an alert that comes nevertheless. */
    @Test
    void aCodeThatIsNoneIsAMistake() {
        assertEquals(3, run("--ignore", "real-server-downn"));
        assertTrue(
                err.toString().startsWith("--ignore knows no 'real-server-downn'; there are fault, "), err.toString());
        assertTrue(err.toString().contains(", real-server-down, "), err.toString());
    }

    @Test
    void aCodeThatThereIsIsTaken(@TempDir Path folder) {
        assertEquals(
                2,
                run(
                        "--ignore",
                        "real-server-down",
                        "--control",
                        folder.resolve("none.sock").toString()));
        assertEquals("", err.toString());
    }
}
