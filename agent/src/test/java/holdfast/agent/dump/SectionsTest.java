package holdfast.agent.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.configuration.GivenConfiguration;
import holdfast.agent.status.GivenStatus;
import holdfast.conf.model.Configuration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sections and lines as Debian's keepalived 2.2.7 wrote them for the same lines of configuration. */
class SectionsTest {
    private static final String TEXT = """
            static_ipaddress {
                192.0.2.1/24 dev eth0 scope global
                2001:db8:9::1/64 dev eth0
            }
            static_routes {
                10.7.0.0/24 dev eth0 scope link table 100 metric 5
                blackhole 10.66.0.0/16
            }
            static_rules {
                from 10.7.0.0/24 table 100 priority 1000
            }
            vrrp_instance VI_1 {
                state BACKUP
                interface eth0
                virtual_router_id 51
                priority 101
                virtual_ipaddress {
                    192.0.2.100/24
                }
                virtual_routes {
                    default via 10.1.0.254 dev eth0
                    192.168.0.0/16 nexthop via 10.1.0.253 dev eth0 weight 2 nexthop via 10.1.0.254 dev eth0 weight 3
                    unreachable 10.77.0.0/16
                    2001:db8:5::/64 via 2001:db8::254 dev eth0 no_track
                    10.5.1.0/24 src 10.1.0.100 tos 0x10 via 10.1.0.254 dev eth0 onlink table 9 scope link metric 4 realms 3/4 mtu lock 1400 hoplimit 9 advmss 1300 quickack 1
                    2001:db8:6::/64 via 2001:db8::254 dev eth0 expires 60 pref high
                }
                virtual_rules {
                    to 10.6.0.0/24 iif eth0 lookup main
                    from 10.5.1.0/24 fwmark 7 table 102 no_track
                    not from 10.5.0.0/24 to 10.6.0.0/24 tos 16 fwmark 7/0xff iif eth0 oif lo priority 5 lookup 100 suppress_prefixlength 3 suppress_ifgroup 4 realms 3/4
                    from 10.5.2.0/24 goto 2000 priority 1500
                    from 10.5.3.0/24 blackhole priority 7
                    from 10.5.5.0/24 uidrange 5-9 ipproto udp sport 5-9 lookup main priority 11
                }
            }
            """;

    private static String data() {
        Configuration configuration = GivenConfiguration.of(TEXT);
        return DataDump.text(
                configuration,
                GivenStatus.agent(GivenStatus.backup()),
                DumpedInstance.of(configuration, List.of(GivenStatus.backup())),
                GivenMachine.MACHINE);
    }

    private static void assertHas(String block) {
        String data = data();
        assertTrue(data.contains(block), () -> block + "is missing in\n" + data);
    }

    @Test
    void sectionsComeInKeepalivedsOrder() {
        assertEquals(
                List.of(
                        "------< Global definitions >------",
                        "------< Static Addresses >------",
                        "------< Static Routes >------",
                        "------< Static Rules >------",
                        "------< VRRP Topology >------",
                        "------< VRRP Sockpool >------",
                        "------< Interfaces >------"),
                data().lines().filter(line -> line.startsWith("------<")).toList());
    }

    @Test
    void staticEntriesAreIndentedByFiveBlanks() {
        assertHas("""
                ------< Static Addresses >------
                     192.0.2.1/24 dev eth0 scope global set
                     2001:db8:9::1/64 dev eth0 scope global preferred_lft forever
                ------< Static Routes >------
                     prepend 10.7.0.0/24 dev eth0 table 100 proto 18 scope 253 metric 5
                     add blackhole 10.66.0.0/16 proto 18 no_track
                ------< Static Rules >------
                     from 10.7.0.0/24 priority 1000 tos 0x0 protocol 18 lookup 100
                """);
    }

    @Test
    void virtualRoutesHaveTheirWordsInKeepalivedsOrder() {
        assertHas("""
                   Virtual Routes :
                     prepend 0.0.0.0/0 via inet 10.1.0.254 dev eth0 proto 18
                     prepend 192.168.0.0/16 proto 18 nexthop via inet 10.1.0.253 dev eth0 weight 2 nexthop via inet 10.1.0.254 dev eth0 weight 3 no_track
                     add unreachable 10.77.0.0/16 proto 18 no_track
                     prepend 2001:db8:5::/64 via inet6 2001:db8::254 dev eth0 no_track
                     prepend 10.5.1.0/24 src 10.1.0.100 tos 16 via inet 10.1.0.254 dev eth0 table 9 proto 18 scope 253 metric 4 onlink realms 3/4 mtu lock 1400 advmss 1300 hoplimit 9 quickack 1
                     prepend 2001:db8:6::/64 via inet6 2001:db8::254 dev eth0 proto 18 expires 60sec pref high
                """);
    }

    @Test
    void virtualRulesHaveTheirWordsInKeepalivedsOrder() {
        assertHas("""
                   Virtual Rules :
                     from all to 10.6.0.0/24 priority 16384 tos 0x0 iif eth0 protocol 18 lookup 254
                     from 10.5.1.0/24 priority 16383 tos 0x0 fwmark 0x7 lookup 102 no_track
                     not from 10.5.0.0/24 to 10.6.0.0/24 priority 5 tos 0x10 fwmark 0x7/0xff iif eth0 oif lo suppress_prefixlen 3 suppress_ifgroup 4 protocol 18 realms 3/4 lookup 100
                     from 10.5.2.0/24 priority 1500 tos 0x0 protocol 18 goto 2000
                     from 10.5.3.0/24 priority 7 tos 0x0 protocol 18 type blackhole
                     from 10.5.5.0/24 priority 11 tos 0x0 uidrange 5-9 protocol 18 ipproto 17 sport 5-9 lookup 254
                """);
    }

    @Test
    void instancesThatShareASocketStandTogether() {
        assertHas("""
                ------< VRRP Sockpool >------
                 fd_in -1 fd_out = -1
                   Interface = eth0
                   Family = IPv4
                   Protocol = VRRP
                   Type = Multicast
                   Rx buf size = 0
                   VRRP instances
                     VI_1 vrid 51
                """);
    }

    @Test
    void everyInterfaceHasItsBlock() {
        assertHas("""
                ------< Interfaces >------
                 Name = lo
                   index = 1
                   IPv4 address = 127.0.0.1
                   IPv6 address = (none)
                   State = UP, RUNNING, no broadcast, loopback, no multicast
                   MTU = 65536
                   HW Type = LOOPBACK
                   NIC netlink status update
                 Name = eth0
                   index = 2
                   IPv4 address = 192.0.2.1
                   IPv6 address = fe80::1
                   MAC = 02:00:00:00:00:01
                   MAC broadcast = ff:ff:ff:ff:ff:ff
                   State = UP, RUNNING
                   MTU = 1500
                   HW Type = ETHERNET
                   NIC netlink status update
                   Tracking VRRP instances :
                     VI_1, weight 0
                 Name = vrrp.51
                   index = 3
                   IPv4 address = (none)
                   IPv6 address = (none)
                   MAC = 00:00:5e:00:01:33
                   MAC broadcast = ff:ff:ff:ff:ff:ff
                   State = UP, RUNNING
                   VMAC type private, underlying interface = eth0, state = UP, RUNNING
                """);
    }
}
