package holdfast.agent.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.cli.Commands;
import holdfast.agent.cli.StartupFailure;
import holdfast.agent.control.ControlServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command, the socket and the handlers together, as root; only what a reload would do is a fake. */
@Timeout(30)
class PlanCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private ControlServer server;

    @BeforeEach
    void serve() {
        server = new ControlServer(folder.resolve("s"), () -> new ReloadHandlers(new GivenReloading()).byCommand());
        server.start();
        while (!Files.exists(folder.resolve("s"))) {
            Thread.onSpinWait(); // the file is made by another thread, a few milliseconds from now
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int plan(String file) throws StartupFailure {
        return new Commands(Map.of("plan", () -> new PlanCommand().spec()), stream(out), stream(err))
                .run(List.of("plan", file, "--control", folder.resolve("s").toString()));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    @Test
    void whatIsIncludedIsSentToo() throws StartupFailure, IOException {
        String file = write("a.conf", "include conf.d/*.conf\n");
        write("conf.d/one.conf", "vrrp_instance VI_1 {\n include deep/one.inc\n virtual_router_id 1\n}\n");
        write("conf.d/deep/one.inc", "interface eth0\n");
        write("conf.d/two.conf", "vrrp_instance VI_2 {\n interface eth0\n virtual_router_id 2\n}\n");
        assertEquals(0, plan(file), () -> err.toString(StandardCharsets.UTF_8));
        String told = out.toString(StandardCharsets.UTF_8);
        assertTrue(told.contains("VI_1") && told.contains("VI_2"), told);
    }

    @Test
    void aPatternInThePlaceOfTheFileNamesFiles() throws StartupFailure, IOException {
        write("one.conf", "vrrp_instance VI_1 {\n interface eth0\n virtual_router_id 1\n}\n");
        assertEquals(0, plan(folder.resolve("*.conf").toString()), () -> err.toString(StandardCharsets.UTF_8));
        String told = out.toString(StandardCharsets.UTF_8);
        assertTrue(told.contains("VI_1"), told);
    }
}
