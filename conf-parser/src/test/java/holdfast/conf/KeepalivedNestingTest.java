package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.Configuration;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.lvs.HealthChecker;
import holdfast.conf.model.lvs.RealServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which block a line belongs to, read as keepalived does. Expected is what the dump of keepalived 2.2.7 (Debian 12) shows for each text. */
class KeepalivedNestingTest {
    private static Configuration read(String text) {
        return Reading.asKeepalived(text).configuration();
    }

    private static VrrpInstance instance(Configuration configuration, String name) {
        return configuration.vrrpInstance(name).orElseThrow();
    }

    private static List<String> addresses(VrrpInstance instance) {
        return instance.virtualIpAddresses().stream()
                .map(address -> address.address().getHostAddress() + " dev " + address.dev())
                .toList();
    }

    private static List<String> servers(Configuration configuration) {
        return configuration.virtualServers().getFirst().realServers().stream()
                .map(server -> server.address().getHostAddress() + " weight " + server.weight())
                .toList();
    }

    @Test
    void theEndOfAnUnknownBlockEndsTheBlockAroundIt() {
        Configuration found = read("""
                global_defs {
                  router_id a
                  foo {
                    router_id b
                  }
                  router_id c
                }
                vrrp_instance VI_1 {
                  interface eth0
                  virtual_router_id 51
                  foo x {
                    priority 77
                    bar 2
                  }
                  priority 99
                  virtual_ipaddress {
                    192.168.1.77/24
                  }
                }
                vrrp_instance VI_2 {
                  interface eth0
                  virtual_router_id 52
                  virtual_ipaddress {
                    192.168.1.78/24
                  }
                }
                """);
        assertEquals("b", found.globalDefs().routerId());
        assertEquals(77, instance(found, "VI_1").priority());
        assertEquals(List.of(), addresses(instance(found, "VI_1")));
        assertEquals(List.of("192.168.1.78 dev eth0"), addresses(instance(found, "VI_2")));
    }

    @Test
    void whatStandsInAnUnknownBlockOfACheckBelongsToTheCheckAndThenToTheServer() {
        Configuration found = read("""
                virtual_server 10.0.0.50 80 {
                  real_server 10.0.0.60 80 {
                    weight 2
                    TCP_CHECK {
                      connect_timeout 3
                      foo {
                        connect_timeout 7
                      }
                      retry 5
                    }
                    weight 3
                  }
                  real_server 10.0.0.61 80 {
                    weight 4
                  }
                }
                virtual_server 10.0.0.51 80 {
                  real_server 10.0.0.62 80 {
                    weight 4
                  }
                }
                """);
        RealServer server = found.virtualServers().getFirst().realServers().getFirst();
        HealthChecker check = server.checkers().getFirst();
        assertEquals(List.of("10.0.0.60 weight 2"), servers(found));
        assertEquals(Duration.ofSeconds(7), check.connection().orElseThrow().timeout());
        assertEquals(5, check.schedule().orElseThrow().retry());
        assertEquals(2, found.virtualServers().size());
    }

    @Test
    void aKnownBlockInTheWrongPlaceIsAnUnknownOne() {
        Configuration found = read("""
                virtual_server 10.0.0.50 80 {
                  real_server 10.0.0.60 80 {
                    weight 2
                    vrrp_instance X {
                      weight 5
                    }
                    weight 3
                  }
                  real_server 10.0.0.61 80 {
                    weight 4
                  }
                }
                vrrp_instance VI_2 {
                  interface eth0
                  virtual_router_id 52
                  virtual_ipaddress {
                    192.168.1.78/24
                  }
                }
                """);
        assertEquals(List.of("10.0.0.60 weight 5"), servers(found));
        assertEquals(1, found.vrrpInstances().size());
    }

    @Test
    void valuesGoOnInABlockWrittenAmongThem() {
        Configuration found = read("""
                vrrp_instance VI_2 {
                  interface eth0
                  virtual_router_id 52
                  virtual_ipaddress {
                    192.168.1.78/24
                    foo {
                      192.168.1.79/24
                    }
                    192.168.1.80/24
                  }
                  priority 98
                }
                """);
        assertEquals(List.of("192.168.1.78 dev eth0", "192.168.1.79 dev eth0"), addresses(instance(found, "VI_2")));
        assertEquals(100, instance(found, "VI_2").priority());
    }

    @Test
    void instancesAreMergedWhenTheEndOfTheFirstIsMissing() {
        Configuration found = read("""
                vrrp_instance VI_1 {
                  interface eth0
                  virtual_router_id 51
                  virtual_ipaddress {
                    192.168.1.77/24
                  }
                vrrp_instance VI_2 {
                  interface eth1
                  virtual_router_id 52
                  virtual_ipaddress {
                    192.168.2.78/24
                  }
                }
                """);
        assertEquals(1, found.vrrpInstances().size());
        assertEquals(52, instance(found, "VI_1").virtualRouterId());
        assertEquals(List.of("192.168.1.77 dev eth1", "192.168.2.78 dev eth1"), addresses(instance(found, "VI_1")));
    }

    @Test
    void anOpenAuthenticationLeavesTheInstanceWithoutAddress() {
        Configuration found = read("""
                vrrp_instance VI_1 {
                  interface eth0
                  virtual_router_id 51
                  authentication {
                    auth_type PASS
                    auth_pass abcd
                  virtual_ipaddress {
                    192.168.1.77/24
                  }
                }
                """);
        assertEquals(List.of(), addresses(instance(found, "VI_1")));
        assertTrue(instance(found, "VI_1").authentication().isPresent());
    }

    @Test
    void aBlockBeginsWithoutItsBrace() {
        Configuration found = read("""
                vrrp_instance VI_1
                  interface eth0
                  virtual_router_id 51
                  virtual_ipaddress {
                    192.168.1.77/24
                  }
                }
                vrrp_instance VI_2 {
                  interface eth0
                  virtual_router_id 52
                  authentication
                    auth_type PASS
                    auth_pass abcd
                  }
                  priority 33
                  virtual_ipaddress
                    192.168.1.78/24
                  }
                  nopreempt
                }
                """);
        assertEquals(List.of("192.168.1.77 dev eth0"), addresses(instance(found, "VI_1")));
        assertEquals(33, instance(found, "VI_2").priority());
        assertEquals(List.of("192.168.1.78 dev eth0"), addresses(instance(found, "VI_2")));
    }

    @Test
    void aCheckWithoutBracesTakesTheEndOfItsServer() {
        Configuration found = read("""
                virtual_server 10.0.0.50 80 {
                  real_server 10.0.0.60 80 {
                    weight 2
                    TCP_CHECK
                  }
                  real_server 10.0.0.61 80 {
                    weight 4
                  }
                }
                """);
        assertEquals(List.of("10.0.0.60 weight 4"), servers(found));
    }

    @Test
    void oneEndTooManyEndsTheVirtualServer() {
        Configuration found = read("""
                virtual_server 10.0.0.50 80 {
                  real_server 10.0.0.60 80 {
                    weight 2
                  }
                  }
                  real_server 10.0.0.61 80 {
                    weight 4
                  }
                }
                vrrp_instance VI_2 {
                  interface eth0
                  virtual_router_id 52
                  virtual_ipaddress {
                    192.168.1.78/24
                  }
                }
                """);
        assertEquals(List.of("10.0.0.60 weight 2"), servers(found));
        assertEquals(List.of("192.168.1.78 dev eth0"), addresses(instance(found, "VI_2")));
    }

    @Test
    void aServerWithoutUsableAddressIsSkippedByItsBraces() {
        Configuration found = read("""
                virtual_server 10.0.0.300 80 {
                  foo {
                  }
                  real_server 10.0.0.2 80 {
                    weight 2
                  }
                }
                virtual_server 10.0.0.30 80 {
                  real_server 10.0.0.222222 80 {
                    weight 2
                    foo {
                    }
                    weight 7
                  }
                  real_server 10.0.0.2 80 {
                    weight 3
                    foo
                    {
                    }
                  real_server 10.0.0.3 80 {
                    weight 2
                  }
                }
                """);
        assertEquals(1, found.virtualServers().size());
        assertEquals(List.of("10.0.0.2 weight 3", "10.0.0.3 weight 2"), servers(found));
    }

    @Test
    void theParentCountsBracesOfInstancesSoThatGlobalDefsAreLostWhereTheyDoNotAddUp() {
        Configuration found = read("""
                vrrp_instance VI_1 {
                 interface eth0
                 virtual_router_id 52
                 virtual_ipaddress { 192.168.1.2/24 }
                 foo {
                virtual_server 10.0.0.9 80 {
                 real_server 10.0.0.8 80 {
                   TCP_CHECK { }
                 }
                }
                global_defs {
                  router_id yy
                }
                """);
        assertEquals("lb1.example.org", found.globalDefs().routerId());
        assertEquals(List.of("192.168.1.2 dev eth0"), addresses(instance(found, "VI_1")));
        assertEquals(List.of(), found.virtualServers());
    }

    @Test
    void theFirstStatementOfALineCountsAndABraceThatNoWordAsksForDoesNot() {
        Configuration found = read("""
                vrrp_instance VI_1 {
                  interface eth0 virtual_router_id 51
                  virtual_router_id 52 { priority 3 }
                  virtual_ipaddress { 192.168.1.77/24 192.168.1.79/24 } priority 8
                  advert_int 2 { foo
                  }
                }
                vrrp_instance VI_2 { interface eth0
                  virtual_router_id 53
                  virtual_ipaddress { 192.168.1.78/24 } }
                """);
        assertEquals(52, instance(found, "VI_1").virtualRouterId());
        assertEquals(3, instance(found, "VI_1").priority());
        assertEquals(List.of(), addresses(instance(found, "VI_1")));
        assertEquals(List.of("192.168.1.78 dev eth0"), addresses(instance(found, "VI_2")));
    }
}
