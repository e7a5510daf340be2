package holdfast.agent.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalMachineTest {
    @Test
    void readsTheNamesOfProcNetDev() { // as Linux 6 prints it; an interface name may contain a colon
        assertEquals(
                Set.of("lo", "eth0", "enp0s3.100", "eth0:x"),
                LocalMachine.interfacesIn(List.of(
                        "Inter-|   Receive                                                |  Transmit",
                        " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop",
                        "    lo: 1000       10    0    0    0     0          0         0     1000      10    0    0",
                        "  eth0: 0       0    0    0    0     0          0         0     0       0    0    0",
                        "enp0s3.100: 0       0    0    0    0     0          0         0     0       0    0    0",
                        "eth0:x: 0       0    0    0    0     0          0         0     0       0    0    0")));
    }

    @Test
    void knowsTheInterfacesOfThisMachine() {
        LocalMachine machine = new LocalMachine();
        assertTrue(machine.hasInterface("lo"));
        assertFalse(machine.hasInterface("no-such-if"));
    }
}
