package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.check.CheckDefinition;
import holdfast.check.HttpCheck;
import holdfast.check.TcpCheck;
import holdfast.ipvs.Checker;
import holdfast.ipvs.VirtualServer;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceFlags;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LvsPlannerTest {
    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static IpvsServiceKey tcp(String address, int port) {
        return new IpvsServiceKey.Address(IpvsProtocol.TCP, ip(address), port);
    }

    @Test
    void aVirtualServerWithItsChecks() {
        LvsPlan plan = Given.plan("""
                virtual_server 192.0.2.100 80 {
                    delay_loop 6
                    lvs_sched sh
                    sh-port
                    lvs_method DR
                    protocol TCP
                    persistence_timeout 50
                    quorum 2
                    hysteresis 1
                    sorry_server 192.0.2.9 80
                    ha_suspend
                    real_server 192.0.2.11 80 {
                        weight 3
                        inhibit_on_failure
                        TCP_CHECK {
                            connect_timeout 3
                        }
                        HTTP_GET {
                            url {
                                path /health
                                status_code 204
                            }
                            connect_port 8080
                        }
                    }
                    real_server 192.0.2.12 80 {
                        weight 2
                    }
                }
                """);
        VirtualServer server = plan.pool().virtualServers().getFirst();
        assertEquals("[192.0.2.100]:tcp:80", server.name());
        assertEquals(List.of(tcp("192.0.2.100", 80)), server.services());
        assertEquals("sh", server.settings().scheduler());
        assertEquals(IpvsServiceFlags.SCHEDULER_2, server.settings().flags());
        assertEquals(50, server.settings().persistence().orElseThrow().seconds());
        assertEquals(2, server.quorum().quorum());
        assertEquals(ip("192.0.2.9"), server.sorryServer().orElseThrow().address());
        assertEquals(Set.of(ip("192.0.2.100")), server.suspendWithout());
        assertInstanceOf(
                IpvsForwarding.DirectRouting.class,
                server.realServers().getFirst().forwarding());
        assertTrue(server.realServers().getFirst().inhibitOnFailure());
        assertEquals(
                List.of(
                        new Checker("TCP_CHECK 192.0.2.11 port 80", Checker.Kind.TCP, false),
                        new Checker("HTTP_GET 192.0.2.11 port 8080", Checker.Kind.HTTP, false)),
                server.realServers().getFirst().checkers());
        assertEquals(List.of(), server.realServers().get(1).checkers());

        assertEquals(2, plan.checks().size());
        CheckDefinition first = plan.checks().getFirst();
        TcpCheck check = assertInstanceOf(TcpCheck.class, first.check());
        assertEquals(Duration.ofSeconds(3), check.target().timeout());
        assertEquals(Duration.ofSeconds(6), first.timing().delayLoop());
        HttpCheck http = assertInstanceOf(HttpCheck.class, plan.checks().get(1).check());
        assertEquals("/health", http.urls().getFirst().path());
        assertEquals(8080, http.target().address().getPort());
        assertEquals(
                "TCP_CHECK 192.0.2.11 port 80", plan.checkers().get(first.id()).checker());
    }

    @Test
    void aGroupIsAllItsServices() {
        LvsPlan plan = Given.plan("""
                virtual_server_group WEB {
                    192.0.2.1-4 80
                    192.0.2.200 443
                    fwmark 7
                }
                virtual_server group WEB {
                    protocol TCP
                    lvs_method NAT
                    real_server 192.0.2.11 80 {
                    }
                }
                """);
        List<IpvsServiceKey> services = plan.pool().virtualServers().getFirst().services();
        assertEquals(6, services.size());
        IntStream.rangeClosed(1, 4)
                .forEach(last -> assertTrue(services.contains(tcp("192.0.2." + last, 80)), "192.0.2." + last));
        assertTrue(services.contains(tcp("192.0.2.200", 443)));
        assertTrue(services.contains(new IpvsServiceKey.FirewallMark(7, holdfast.linux.AddressFamily.IPV4)));
    }

    @Test
    void theSecondOfTwoOnTheSameAddressIsPassedOver() {
        String server = """
                virtual_server 192.0.2.100 80 {
                    protocol TCP
                    lvs_method NAT
                    real_server 192.0.2.11 80 {
                    }
                }
                """;
        assertEquals(1, Given.plan(server + server).pool().virtualServers().size());
    }

    @Test
    void checksThatAreTheSameAreEqualAfterAReload() {
        String text = """
                virtual_server 2001:db8::100 443 {
                    protocol TCP
                    lvs_method NAT
                    real_server 2001:db8::11 443 {
                        SSL_GET {
                            url {
                                path /
                            }
                        }
                    }
                }
                """;
        assertEquals(
                Given.plan(text).checks().getFirst(), Given.plan(text).checks().getFirst());
    }

    @Test
    void withoutVirtualServersThereIsNothingToDo() {
        assertTrue(Given.plan("").isIdle());
        assertFalse(Given.plan("global_defs {\n lvs_flush\n}\n").isIdle());
    }
}
