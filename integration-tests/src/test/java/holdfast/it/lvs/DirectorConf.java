package holdfast.it.lvs;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keepalived.conf of a director. Immutable; each method returns a changed copy.
 *
 * @param director its name
 * @param servers the real servers of every service
 * @param firstWeight the weight of r1 in services whose weights differ
 */
record DirectorConf(String director, List<String> servers, int firstWeight) {
    private static final String TCP_CHECK = """
            TCP_CHECK {
               connect_port 80
               connect_timeout 3
               retry 0
               delay_before_retry 1
              }
            """;

    /** How many virtual servers there are. */
    static final int SERVICES = 18;

    /** What both directors start with. */
    static DirectorConf of(String director) {
        return new DirectorConf(director, Addresses.SERVERS, 3);
    }

    DirectorConf servers(String... others) {
        return new DirectorConf(director, List.of(others), firstWeight);
    }

    DirectorConf firstWeight(int other) {
        return new DirectorConf(director, servers, other);
    }

    /** What the file holds. */
    String text() {
        String quorum = "quorum 2\n quorum_up \"/run/note %1$s up\"\n quorum_down \"/run/note %1$s down\"\n"
                .formatted(director);
        return globals()
                + balanced(false)
                + balanced(true)
                + virtualServer(
                        Addresses.front(false, Addresses.FIXED) + " 80", "wrr", "DR", "TCP", "", weighted(false, 80))
                + virtualServer(
                        Addresses.front(false, Addresses.QUORUM) + " 80",
                        "rr",
                        "NAT",
                        "TCP",
                        quorum + sorry(),
                        equal(false, "", httpGet("/quorum")))
                + special(false)
                + special(true);
    }

    /** What depends on more than the address. */
    private String special(boolean ipv6) {
        return virtualServer(
                        Addresses.front(ipv6, Addresses.PERSISTENT) + " 80",
                        "rr",
                        "NAT",
                        "TCP",
                        "persistence_timeout 50\n",
                        equal(ipv6, "inhibit_on_failure\n", httpGet("/inhibit")))
                + virtualServer(
                        "fwmark " + Addresses.mark(ipv6), "rr", "NAT", "TCP", "", equal(ipv6, "", httpGet("/")));
    }

    /** For each way of forwarding a service over TCP and one over UDP, all with weights. */
    private String balanced(boolean ipv6) {
        StringBuilder text = new StringBuilder();
        for (String protocol : List.of("TCP", "UDP")) {
            int port = protocol.equals("TCP") ? Addresses.HTTP : Addresses.UDP;
            boolean withSorry = protocol.equals("TCP") && !ipv6;
            text.append(virtualServer(
                    Addresses.front(ipv6, Addresses.NAT) + " " + port,
                    "wrr",
                    "NAT",
                    protocol,
                    withSorry ? sorry() : "",
                    weighted(ipv6, port)));
            text.append(virtualServer(
                    Addresses.front(ipv6, Addresses.DIRECT) + " " + port,
                    "wrr",
                    "DR",
                    protocol,
                    "",
                    weighted(ipv6, port)));
            text.append(virtualServer(
                    Addresses.front(ipv6, Addresses.TUNNEL) + " " + port,
                    "wrr",
                    "TUN",
                    protocol,
                    "",
                    weighted(ipv6, port)));
        }
        return text.toString();
    }

    private String weighted(boolean ipv6, int port) {
        return servers.stream()
                .map(name -> {
                    int weight = name.equals("r1") ? firstWeight : 4 - (name.charAt(1) - '0');
                    return realServer(Addresses.server(ipv6, name) + " " + port, weight, "", TCP_CHECK);
                })
                .collect(Collectors.joining());
    }

    private String equal(boolean ipv6, String lines, String check) {
        return servers.stream()
                .map(name -> realServer(Addresses.server(ipv6, name) + " 80", 1, lines, check))
                .collect(Collectors.joining());
    }

    private String globals() {
        Stream<String> addresses4 =
                Addresses.VIRTUAL.stream().map(number -> Addresses.front(false, number) + "/32 dev eth0");
        Stream<String> addresses6 =
                Addresses.VIRTUAL.stream().map(number -> Addresses.front(true, number) + "/128 dev eth0");
        return """
                global_defs {
                 router_id %s
                 script_user root
                 enable_script_security
                 vrrp_version 3
                 lvs_sync_daemon eth1 VI_4 id 7
                }
                vrrp_sync_group CLUSTER {
                 group {
                  VI_4
                  VI_6
                 }
                }
                """.formatted(director)
                + instance(
                        "VI_4", 51, Stream.concat(addresses4, Stream.of(Addresses.back(false, "1") + "/24 dev eth1")))
                + instance(
                        "VI_6",
                        52,
                        Stream.of(
                                        Stream.of("fe80::51/64 dev eth0"),
                                        addresses6,
                                        Stream.of(Addresses.back(true, "1") + "/64 dev eth1"))
                                .flatMap(lines -> lines));
    }

    private String instance(String name, int vrid, Stream<String> addresses) {
        return """
                vrrp_instance %s {
                 state BACKUP
                 interface eth0
                 virtual_router_id %d
                 priority %d
                 advert_int 0.5
                 virtual_ipaddress {
                  %s
                 }
                }
                """.formatted(
                        name, vrid, director.equals("d1") ? 150 : 100, addresses.collect(Collectors.joining("\n  ")));
    }

    private static String httpGet(String path) {
        return """
                HTTP_GET {
                   url {
                    path %s
                    status_code 200
                   }
                   connect_port 80
                   connect_timeout 3
                   retry 0
                   delay_before_retry 1
                  }
                """.formatted(path);
    }

    private static String sorry() {
        return " sorry_server " + Addresses.server(false, Addresses.SORRY) + " 80\n";
    }

    private static String realServer(String address, int weight, String lines, String check) {
        return " real_server " + address + " {\n  weight " + weight + "\n  " + lines + "  " + check + " }\n";
    }

    private static String virtualServer(
            String key, String scheduler, String kind, String protocol, String lines, String servers) {
        return """
                virtual_server %s {
                 delay_loop 1
                 lvs_sched %s
                 lvs_method %s
                 protocol %s
                 %s%s}
                """.formatted(key, scheduler, kind, protocol, lines, servers);
    }
}
