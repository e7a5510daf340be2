package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.control.ControlPath;
import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Routes and rules that go with mastership, and static ones: the same in the kernel as keepalived's from the same file, and gone when they should be. */
class RoutesIT {
    private static final int KILLS = 3;
    /** What keepalived 2.2.7 reads, and the kernel takes. */
    private static final String[] ALL = {
        "virtual_ipaddress_excluded {",
        "    2001:db8::100/64",
        "}",
        "virtual_routes {",
        "    198.51.100.0/24 via 192.0.2.3 dev eth0",
        "    10.1.0.0/16 via 192.0.2.3 dev eth0 src 192.0.2.100 table 100 metric 50",
        "    10.2.0.0/16 dev eth0 scope link",
        "    10.3.0.0/16 dev eth0",
        "    10.4.0.0/16 via 10.99.0.2 dev eth0 onlink",
        "    blackhole 10.5.0.0/16",
        "    unreachable 10.6.0.0/16 metric 5",
        "    prohibit 10.7.0.0/16 table 100",
        "    throw 10.8.0.0/16 table 100",
        "    10.9.0.0/16 nexthop via 192.0.2.3 dev eth0 weight 2 nexthop via 192.0.2.4 dev eth0 weight 3 onlink",
        "    10.10.0.0/16 via 192.0.2.3 dev eth0 mtu lock 1400 advmss 1300 initcwnd 20 initrwnd 30 quickack 1"
                + " congctl lock cubic features ecn rto_min lock 250ms window 3000 cwnd lock 10 ssthresh lock 20"
                + " reordering 5 hoplimit 60 fastopen_no_cookie 1",
        "    10.11.0.0/16 via 192.0.2.3 dev eth0 tos 16 realms 3/4",
        "    10.12.0.0/16 via 192.0.2.3 dev eth0 protocol static no_track",
        "    10.13.0.0/16 via 192.0.2.3",
        "    10.14.0.0/16 via 192.0.2.3 dev eth0 append",
        "    10.15.0.0/16 encap ip id 5 dst 192.0.2.3 dev eth0",
        "    10.16.0.0/16 via 192.0.2.3 dev eth0 table 70000",
        "    default via 192.0.2.3 dev eth0 table 101",
        "    2001:db8:10::/48 via 2001:db8::3 dev eth0",
        "    2001:db8:11::/48 via 2001:db8::3 dev eth0 metric 77 src 2001:db8::100 table 100 pref high",
        "    2001:db8:12::/48 dev eth0 mtu 1300 hoplimit 33 rto_min 3s rtt 2s",
        "    blackhole 2001:db8:13::/48",
        "    unreachable 2001:db8:14::/48",
        "    prohibit 2001:db8:15::/48",
        "    2001:db8:16::/48 nexthop via 2001:db8::3 dev eth0 weight 2 nexthop via 2001:db8::4 dev eth0",
        "    2001:db8:17::/48 from 2001:db8::/64 via 2001:db8::3 dev eth0",
        "    2001:db8:18::/48 via 2001:db8::3 dev eth0 pref low",
        "}",
        "virtual_rules {",
        "    from 192.0.2.100 table 100 preference 1000",
        "    to 198.51.100.0/24 table 101 preference 1001",
        "    iif eth0 table 100 preference 1002",
        "    oif eth0 table 100 preference 1003 tos 16",
        "    fwmark 5/255 table 100 preference 1004",
        "    from 10.0.0.0/24 blackhole preference 1005",
        "    from 10.0.0.0/24 unreachable preference 1006",
        "    from 10.0.0.0/24 prohibit preference 1007",
        "    from 10.0.0.0/24 nop preference 1008",
        "    from 10.0.0.0/24 goto 1010 preference 1009",
        "    from 10.0.0.0/24 table 100 preference 1010 suppress_prefixlength 8",
        "    not from 10.0.0.0/24 table 100 preference 1011",
        "    from 10.0.0.0/24 table 100 preference 1012 uidrange 10-20 ipproto tcp sport 10-20 dport 30-40",
        "    from 10.0.0.0/24 table 100 preference 1013 realms 3/4",
        "    from 10.0.0.0/24 table 100 preference 1014 tunnel-id 9",
        "    l3mdev preference 1015",
        "    from 10.0.0.0/24 table 100 preference 1016 suppress_ifgroup default",
        "    from 10.0.0.0/24 table 70000 preference 1017",
        "    from 10.0.0.0/24 table 100",
        "    from 2001:db8::/64 table 100 preference 1000",
        "}",
    };

    static final String ROUTE = "198.51.100.0/24 via 192.0.2.3 dev eth0";
    static final String RULE = "1000:\tfrom 192.0.2.100 lookup 100";
    static final RouterConf SHORT = withRoutes(RouterConf.quick(150));

    static RouterConf withRoutes(RouterConf conf) {
        return conf.with(
                "virtual_routes {",
                "    198.51.100.0/24 via 192.0.2.3 dev eth0",
                "    203.0.113.0/24 via 192.0.2.3 dev eth0 src 192.0.2.100",
                "    2001:db8:10::/48 via 2001:db8::3 dev eth0",
                "}",
                "virtual_rules {",
                "    from 192.0.2.100 table 100 preference 1000",
                "}");
    }

    /** Everything a kernel has of routes and rules, but for what differs from host to host. */
    private static List<String> routing(Host host) {
        return Stream.of(
                        host.ip(List.of("-4", "-d", "route", "show", "table", "all")),
                        host.ip(List.of("-6", "-d", "route", "show", "table", "all")),
                        host.ip(List.of("-4", "rule", "show")),
                        host.ip(List.of("-6", "rule", "show")))
                .flatMap(String::lines)
                .filter(line -> !line.contains("proto kernel"))
                .map(String::stripTrailing)
                .sorted()
                .toList();
    }

    static boolean has(Node node, String line) {
        return Stream.of(
                        node.host().ip(List.of("-4", "route", "show")),
                        node.host().ip(List.of("-6", "route", "show")),
                        node.host().ip(List.of("-4", "rule", "show")))
                .flatMap(String::lines)
                .anyMatch(found -> found.contains(line));
    }

    static boolean hasAll(Node node) {
        return has(node, ROUTE) && has(node, "203.0.113.0/24") && has(node, "2001:db8:10::/48") && has(node, RULE);
    }

    static void elect(Pair pair, RouterConf conf, String... options) {
        pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf, options));
        pair.await("routes and rules are there", () -> hasAll(pair.a()));
    }

    @Test
    void theKernelHasTheSameFromTheSameFileAsWithKeepalived() {
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> {
            List<String> without = routing(pair.a().host());
            RouterConf conf = RouterConf.quick(150).with(ALL);
            pair.awaitMaster(pair.b(), Pair.VIP, pair.b().start(conf));
            pair.await(
                    "keepalived's last rule",
                    () -> routing(pair.b().host()).stream().anyMatch(line -> line.contains("1017:")));
            pair.watch(Duration.ofSeconds(1));
            List<String> expected = routing(pair.b().host());
            assertTrue(expected.size() > without.size() + 50, expected::toString);
            pair.b().stop();
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf, "--no-vip-lease"));
            pair.await("as many", () -> routing(pair.a().host()).size() >= expected.size());
            assertEquals(
                    String.join("\n", expected),
                    String.join("\n", routing(pair.a().host())));
            pair.a().stop();
            assertEquals(without, routing(pair.a().host()));
        });
    }

    @Test
    void whatIsRemovedByHandOrGoesWithAnInterfaceIsPutBack() {
        Pair.test(pair -> {
            elect(pair, SHORT);
            Instant removed = Instant.now();
            pair.a().host().ip(List.of("route", "del", "198.51.100.0/24"));
            pair.a().host().ip(List.of("rule", "del", "preference", "1000"));
            pair.a().host().ip(List.of("-6", "route", "del", "2001:db8:10::/48"));
            pair.await("all are back", () -> hasAll(pair.a()));
            pair.awaitLog(pair.a(), ROUTE + " was gone and has been put back");
            assertTrue(
                    pair.seen().adverts("a", Pair.VRID, removed).stream().noneMatch(advert -> advert.isRelease()),
                    "it stays MASTER");
        });
    }

    @Test
    void aReloadTouchesOnlyWhatChanged() {
        Pair.test(pair -> {
            elect(pair, SHORT);
            IpMonitor news = IpMonitor.start(pair, pair.a(), "route", "rule");
            pair.a()
                    .agent()
                    .reload(RouterConf.quick(150)
                            .name("OTHER")
                            .with(
                                    "virtual_routes {",
                                    "    198.51.100.0/24 via 192.0.2.3 dev eth0",
                                    "    10.77.0.0/16 via 192.0.2.3 dev eth0",
                                    "}")
                            .text());
            pair.await(
                    "what is new is there, what is gone is not",
                    () -> has(pair.a(), "10.77.0.0/16")
                            && !has(pair.a(), "203.0.113.0/24")
                            && !has(pair.a(), RULE)
                            && !has(pair.a(), "2001:db8:10::/48"));
            assertTrue(has(pair.a(), ROUTE));
            List<String> lines = news.lines();
            assertTrue(lines.stream().anyMatch(line -> line.contains("203.0.113.0/24")), lines::toString);
            assertTrue(lines.stream().noneMatch(line -> line.contains("198.51.100.0/24")), lines::toString);
            pair.a().stop();
            assertTrue(!has(pair.a(), ROUTE) && !has(pair.a(), "10.77.0.0/16"));
        });
    }

    /** Nothing ends them but the next process: it begins as backup of a node that is MASTER by then. */
    @Test
    void afterAKillTheNextProcessSweepsThemAway() {
        Pair.test(pair -> {
            pair.b().start(RouterConf.quick(160).priority(100));
            elect(pair, SHORT);
            pair.a().agent().kill();
            pair.await("the other takes over", () -> pair.b().holds(Pair.VIP));
            pair.await("the route whose source was the address went with it", () -> !has(pair.a(), "203.0.113.0/24"));
            assertTrue(has(pair.a(), ROUTE) && has(pair.a(), RULE), "the kernel keeps these");
            pair.a().start(SHORT.priority(50));
            pair.await("all are swept away", () -> !has(pair.a(), ROUTE) && !has(pair.a(), RULE));
            pair.awaitLog(pair.a(), ROUTE + " was left behind; removed");
            pair.watch(Duration.ofSeconds(1));
            assertTrue(pair.b().holds(Pair.VIP));
        });
    }

    @Test
    void underAGuardianTheyStayAndGoWithTheEnd() {
        Pair.test(pair -> {
            elect(pair, withRoutes(RouterConf.classic(150)), "--guardian");
            IpMonitor news = IpMonitor.start(pair, pair.a(), "address", "route", "rule");
            boolean late = true;
            for (int kill = 0; late && kill < KILLS; kill++) {
                int before = news.deleted().size();
                killUnderGuardian(pair);
                List<String> deleted = news.deleted().stream().skip(before).toList();
                // On a machine that is too busy to start it within the lease, the kernel takes the address first.
                late = deleted.stream().anyMatch(line -> line.contains(Pair.VIP_LINE));
                if (!late) {
                    assertTrue(deleted.stream().noneMatch(line -> line.contains("198.51.100.0/24")), deleted::toString);
                }
                pair.await("all are there", () -> hasAll(pair.a()));
            }
            assertFalse(late, "not once started again within the lease");
            pair.a().stop();
            assertTrue(!has(pair.a(), ROUTE) && !has(pair.a(), RULE) && !has(pair.a(), "2001:db8:10::/48"));
        });
    }

    private static void killUnderGuardian(Pair pair) {
        long former = pid(pair.a());
        pair.watch(Duration.ofMillis(1500)); // what is left to the next process is written once a second
        pair.a().host().run(List.of("kill", "-KILL", Long.toString(former)));
        pair.await("another process", () -> pid(pair.a()) != former);
        pair.watch(Duration.ofSeconds(2));
    }

    private static void restartHitless(Node node) throws IOException {
        Terminal.Outcome outcome = new Terminal(node.host())
                .holdfast(
                        "restart",
                        "--hitless",
                        "--control",
                        ControlPath.of(node.agent().pidFile()).toString());
        assertEquals(0, outcome.status(), outcome::toString);
    }

    /** The new process reads another file than the one the former process acts by. */
    @Test
    void aHitlessRestartRemovesWhatIsNotInTheFileAnyMore() {
        Pair.test(pair -> {
            elect(pair, SHORT);
            IpMonitor news = IpMonitor.start(pair, pair.a(), "route", "rule");
            Files.writeString(
                    pair.a().host().directory().resolve("agent.conf"),
                    RouterConf.quick(150)
                            .with(
                                    "virtual_routes {",
                                    "    198.51.100.0/24 via 192.0.2.3 dev eth0",
                                    "    2001:db8:10::/48 via 2001:db8::3 dev eth0 mtu 1400",
                                    "}")
                            .text());
            Instant from = Instant.now();
            long former = pid(pair.a());
            restartHitless(pair.a());
            pair.await(
                    "what is gone from the file is gone, what has changed is as it says",
                    () -> has(pair.a(), ROUTE)
                            && !has(pair.a(), "203.0.113.0/24")
                            && !has(pair.a(), RULE)
                            && pair.a()
                                    .host()
                                    .ip(List.of("-6", "route", "show"))
                                    .contains("mtu 1400"));
            List<String> deleted = news.deleted();
            assertTrue(deleted.stream().noneMatch(line -> line.contains("198.51.100.0/24")), deleted::toString);
            assertTrue(pair.seen().adverts("a", Pair.VRID, from).stream().noneMatch(advert -> advert.isRelease()));
            pair.await(
                    "the new process has written its number",
                    () -> !Set.of(0L, former).contains(pid(pair.a())));
            pair.a().host().run(List.of("kill", "-TERM", Long.toString(pid(pair.a()))));
            pair.await("the rest goes with the end", () -> !has(pair.a(), ROUTE) && !has(pair.a(), "2001:db8:10::/48"));
        });
    }

    private static long pid(Node node) {
        try {
            return Long.parseLong(Files.readString(node.agent().pidFile()).strip());
        } catch (IOException | NumberFormatException e) {
            return 0; // between two processes
        }
    }

    @Test
    void staticOnesAreThereFromStartToEnd() {
        Pair.test(pair -> {
            List<String> without = routing(pair.a().host());
            RouterConf conf = RouterConf.quick(150)
                    .after(
                            "static_ipaddress {",
                            "    10.66.0.1/24 dev eth0",
                            "}",
                            "static_routes {",
                            "    198.51.100.0/24 via 192.0.2.3 dev eth0",
                            "    10.88.0.0/16 via 10.66.0.9 dev eth0",
                            "}",
                            "static_rules {",
                            "    from 10.66.0.1 table 100 preference 2000",
                            "}");
            pair.b().start(RouterConf.quick(200));
            pair.a().start(conf);
            pair.await(
                    "all are there",
                    () -> has(pair.a(), ROUTE)
                            && has(pair.a(), "10.88.0.0/16")
                            && has(pair.a(), "2000:")
                            && pair.a().holds(InetAddress.ofLiteral("10.66.0.1")));
            pair.a().removeAddress("10.66.0.1/24");
            pair.a().host().ip(List.of("rule", "del", "preference", "2000"));
            pair.await(
                    "they are put back",
                    () -> has(pair.a(), "10.88.0.0/16")
                            && has(pair.a(), "2000:")
                            && pair.a().holds(InetAddress.ofLiteral("10.66.0.1")));
            pair.a().stop();
            assertEquals(without, routing(pair.a().host()));
        });
    }
}
