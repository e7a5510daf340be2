package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.linux.IpvsConnection;
import holdfast.linux.IpvsConnection.Transport;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsSyncMessage.Unlisted;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ConnectionServicesTest {
    private static final IpvsForwarding DIRECT = new IpvsForwarding.DirectRouting();
    private static final IpvsForwarding NAT = new IpvsForwarding.Masquerade();

    private final ConnectionServices services =
            new ConnectionServices(Given.plan("""
            virtual_server 192.0.2.1 80 {
                protocol TCP
                lvs_method DR
                persistence_timeout 3600
                sorry_server 10.0.1.9 80
                sorry_server_lvs_method NAT
                real_server 10.0.1.2 80 {
                }
                real_server 10.0.1.4 80 {
                    lvs_method TUN
                }
            }
            virtual_server 192.0.2.2 0 {
                protocol TCP
                lvs_method DR
                persistence_timeout 50
                real_server 10.0.1.2 0 {
                }
            }
            virtual_server 192.0.2.1 80 {
                protocol UDP
                persistence_timeout 20
                real_server 10.0.1.2 80 {
                }
            }
            virtual_server fwmark 7 {
                persistence_timeout 120
                real_server 10.0.1.2 0 {
                }
                real_server 10.0.1.3 0 {
                }
            }
            virtual_server fwmark 8 {
                lvs_method DR
                persistence_timeout 600
                real_server 10.0.1.3 0 {
                }
            }
            """).pool());

    private Unlisted of(String virtual, int port, String server) {
        return of(Transport.TCP, virtual, port, server);
    }

    private Unlisted of(Transport transport, String virtual, int port, String server) {
        return services.of(new IpvsConnection(
                transport,
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
    void aServiceAtAnAddress() {
        assertEquals(new Unlisted(0, DIRECT, 3_600), of("192.0.2.1", 80, "10.0.1.2"));
    }

    @Test
    void eachServerHasAForwardingOfItsOwn() {
        assertEquals(IpvsForwarding.ipip(), of("192.0.2.1", 80, "10.0.1.4").forwarding());
        assertEquals(NAT, of("192.0.2.1", 80, "10.0.1.9").forwarding());
    }

    @Test
    void eachTransportHasAServiceOfItsOwn() {
        assertEquals(new Unlisted(0, NAT, 20), of(Transport.UDP, "192.0.2.1", 80, "10.0.1.2"));
    }

    @Test
    void aServiceForAllPorts() {
        assertEquals(new Unlisted(0, DIRECT, 50), of("192.0.2.2", 443, "10.0.1.2"));
    }

    @Test
    void otherAddressesAreFoundByTheMarkOfTheirServer() {
        assertEquals(new Unlisted(7, NAT, 120), of("192.0.2.1", 443, "10.0.1.2"));
        assertEquals(7, of("192.0.2.9", 80, "10.0.1.3").mark());
    }

    /** The kernel writes the mark of a template in place of the virtual address. */
    @Test
    void aTemplateOfAMark() {
        assertEquals(new Unlisted(7, NAT, 120), of(Transport.IP, "0.0.0.7", 0, "10.0.1.3"));
        assertEquals(new Unlisted(8, DIRECT, 600), of(Transport.IP, "0.0.0.8", 0, "10.0.1.3"));
        assertEquals(Unlisted.PLAIN, of(Transport.IP, "0.0.0.9", 0, "10.0.1.3"));
    }

    @Test
    void nothingIsKnownOfAServerThatIsNotConfigured() {
        assertEquals(Unlisted.PLAIN, of("192.0.2.9", 80, "10.0.1.8"));
    }

    @Test
    void aServerThatWasConfiguredOtherwiseIsTakenForOneBehindNat() {
        assertEquals(new Unlisted(0, NAT, 3_600), of("192.0.2.1", 80, "10.0.1.8"));
    }
}
