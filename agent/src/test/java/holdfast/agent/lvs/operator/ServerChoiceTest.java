package holdfast.agent.lvs.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.control.ControlRefusal;
import holdfast.ipvs.VirtualServerStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerChoiceTest {
    private static final List<VirtualServerStatus> ALL =
            FakeLvsControl.ofManyKinds().list().toCompletableFuture().join().virtualServers();

    private static ServerChoice choose(String virtual, String real) throws ControlRefusal {
        return ServerChoice.of(ALL, Optional.ofNullable(virtual), real);
    }

    private static String refusal(String virtual, String real) {
        return assertThrows(ControlRefusal.class, () -> choose(virtual, real)).getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:80, 10.0.0.11:80, [10.0.0.1]:tcp:80",
        "tcp 10.0.0.1:80, 10.0.0.11, [10.0.0.1]:tcp:80",
        "[10.0.0.1]:tcp:80, 10.0.0.11:80, [10.0.0.1]:tcp:80",
        "udp 10.0.0.1:53, 10.0.0.21:53, [10.0.0.1]:udp:53",
        "TCP:10.0.0.1:53, 10.0.0.21:53, [10.0.0.1]:tcp:53",
        "[2001:db8::1]:80, [2001:db8::11]:80, [2001:db8::1]:tcp:80",
        "2001:db8::1, 2001:db8:0::11, [2001:db8::1]:tcp:80",
        "fwmark 5, 10.0.0.31, FWM 5",
        "FWM 5, 10.0.0.31:0, FWM 5",
        "fwm5, 10.0.0.31, FWM 5",
        "group web, 10.0.0.11:80, [web]:0",
        "web, 10.0.0.11:80, [web]:0",
        "10.0.0.3:80, 10.0.0.11:80, [web]:0"
    })
    void virtualServersAreNamedAsForIpvsadm(String virtual, String real, String meant) throws ControlRefusal {
        assertEquals(meant, choose(virtual, real).virtualServer().name());
    }

    @Test
    void theVirtualServerMayBeLeftOutWhenOnlyOneHasTheRealServer() throws ControlRefusal {
        assertEquals(
                "[10.0.0.1]:tcp:80",
                choose(null, "10.0.0.12:80").virtualServer().name());
        assertEquals(
                "'10.0.0.11:80' can mean 2 real servers: 10.0.0.11:80 of TCP 10.0.0.1:80, 10.0.0.11:80 of group web;"
                        + " write the virtual server before it, and the port after it",
                refusal(null, "10.0.0.11:80"));
        assertTrue(refusal("10.0.0.1:53", "10.0.0.21:53").contains("TCP 10.0.0.1:53"));
    }

    @Test
    void whatIsNotThereIsAnsweredWithWhatIs() {
        assertEquals(
                "there is no virtual server '10.0.0.9:80'; there are TCP 10.0.0.1:80, TCP 10.0.0.1:53, UDP 10.0.0.1:53,"
                        + " TCP [2001:db8::1]:80, FWM 5, group web",
                refusal("10.0.0.9:80", "10.0.0.11:80"));
        assertEquals(
                "'fwmark 5' has no real server '10.0.0.99:80'; it has 10.0.0.31:0",
                refusal("fwmark 5", "10.0.0.99:80"));
        assertEquals(
                "no virtual server has a real server '10.0.0.99'; 'holdfast lvs list' shows all",
                refusal(null, "10.0.0.99"));
    }

    @Test
    void namesAreNeverLookedUp() {
        assertEquals(
                "'localhost:80' is no address of a real server; write it as 10.0.0.11:80 or [2001:db8::11]:80",
                refusal(null, "localhost:80"));
        assertEquals(
                "'10.0.0.300:80' is no address; write it as 10.0.0.1:80 or [2001:db8::1]:80",
                refusal("tcp 10.0.0.300:80", "10.0.0.11:80"));
    }
}
