package holdfast.agent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPathTest {
    @ParameterizedTest
    @CsvSource({
        "/run/keepalived.pid, /run/holdfast/control.sock",
        "/run/lb1.pid, /run/lb1.sock",
        "/run/keepalived/keepalived.pid, /run/keepalived/keepalived.sock",
        "/tmp/a/pid, /tmp/a/pid.sock",
        "x.pid, x.sock"
    })
    void theSocketFollowsThePidFile(Path pidFile, Path socket) {
        assertEquals(socket, ControlPath.of(pidFile));
    }
}
