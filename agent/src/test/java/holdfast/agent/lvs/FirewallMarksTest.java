package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.linux.IpvsConnection;
import holdfast.linux.IpvsConnection.Transport;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class FirewallMarksTest {
    private final FirewallMarks marks = new FirewallMarks(Given.plan("""
            virtual_server 192.0.2.1 80 {
                protocol TCP
                real_server 10.0.1.2 80 {
                }
            }
            virtual_server fwmark 7 {
                real_server 10.0.1.2 0 {
                }
                real_server 10.0.1.3 0 {
                }
            }
            virtual_server fwmark 8 {
                real_server 10.0.1.3 0 {
                }
            }
            """).pool());

    private long of(String virtual, int port, String server) {
        return marks.of(new IpvsConnection(
                Transport.TCP,
                InetAddress.ofLiteral("192.0.2.50"),
                40001,
                InetAddress.ofLiteral(virtual),
                port,
                InetAddress.ofLiteral(server),
                80,
                "ESTABLISHED",
                900));
    }

    @Test
    void aServiceAtAnAddressHasNone() {
        assertEquals(0, of("192.0.2.1", 80, "10.0.1.2"));
    }

    @Test
    void otherAddressesAreFoundByTheMarkOfTheirServer() {
        assertEquals(7, of("192.0.2.1", 443, "10.0.1.2"));
        assertEquals(7, of("192.0.2.9", 80, "10.0.1.3"));
    }

    @Test
    void aServerThatIsNotConfiguredHasNone() {
        assertEquals(0, of("192.0.2.9", 80, "10.0.1.9"));
    }
}
