package holdfast.drill.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabNamesTest {
    /** Linux numbers processes up to 4194304 at most (proc_sys_kernel(5), pid_max). */
    private static final String NOBODY = "99999999";

    @Test
    void ofADeadProcessAreStale() {
        assertTrue(StaleLabs.isStale("hf-" + NOBODY + "-0-node1"));
        assertTrue(StaleLabs.isStale("hf-" + NOBODY + "-12-8126443219"));
    }

    @Test
    void ofALivingProcessAreNot() {
        assertFalse(StaleLabs.isStale("hf-" + ProcessHandle.current().pid() + "-0-node1"));
    }

    @Test
    void ofAnybodyElseAreNot() {
        assertFalse(StaleLabs.isStale("hf-web"));
        assertFalse(StaleLabs.isStale("half-" + NOBODY + "-0-x"));
        assertFalse(StaleLabs.isStale("kept-hf-" + NOBODY + "-0-x"));
    }

    @Test
    void ofAddressesKeepTheirNetwork() {
        assertEquals(
                Cidr.parse("192.168.1.11/24"), Cidr.parse("192.168.1.100/24").host(11));
        assertEquals(Cidr.parse("fd00::c/64"), Cidr.parse("fd00::64/64").host(12));
        assertEquals("10.0.0.1/8", Cidr.parse("10.0.0.1/8").toString());
        assertThrows(
                IllegalArgumentException.class,
                () -> Cidr.parse("192.168.1.100/29").host(11));
        assertThrows(IllegalArgumentException.class, () -> Cidr.parse("192.168.1.100/33"));
        assertThrows(IllegalArgumentException.class, () -> Cidr.parse("192.168.1.100"));
    }

    @Test
    void ofAgentsStandInTheirCommandLines() {
        Path configuration = Path.of("/lab/agent.conf");
        Path pidFile = Path.of("/lab/agent.pid");
        assertEquals(
                List.of(
                        "/opt/holdfast/bin/holdfast",
                        "-f",
                        "/lab/agent.conf",
                        "-n",
                        "-l",
                        "-D",
                        "-p",
                        "/lab/agent.pid"),
                new AgentKind.Holdfast(Path.of("/opt/holdfast/bin/holdfast")).commandLine(configuration, pidFile));
        assertEquals(
                List.of("keepalived", "-f", "/lab/agent.conf", "-n", "-l", "-G", "-D", "-p", "/lab/agent.pid"),
                new AgentKind.Keepalived().commandLine(configuration, pidFile));
    }
}
