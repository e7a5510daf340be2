package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.lab.AgentKind;
import holdfast.drill.measure.Outage;
import holdfast.drill.measure.PingProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code use_vmac}: the address moves together with its hardware address (RFC 9568, 7.3). */
class VirtualMacIT {
    /** 00-00-5E-00-01-{VRID}, VRID 51. */
    private static final String VIRTUAL_MAC = "00:00:5e:00:01:33";

    @Test
    void thePairSharesOneHardwareAddressAndLeavesNothingBehind() {
        Pair.test(pair -> {
            Set<String> settings = settings(pair.a());
            RouterConf conf = RouterConf.quick(150).with("use_vmac");
            pair.b().start(conf.priority(100));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf));
            try (PingProbe pings =
                    PingProbe.start(pair.client(), Pair.VIP, Duration.ofMillis(20), Duration.ofMillis(500), _ -> {})) {
                pair.await("the address answers", () -> pings.log().isServed(Instant.now(), Duration.ofMillis(300)));
                assertEquals(VIRTUAL_MAC, neighbour(pair));
                assertSentFromVirtualMac(pair, pair.a());
                Instant stopped = pair.a().stop();
                pair.awaitMaster(pair.b(), Pair.VIP, stopped);
                pair.await("the address answers", () -> pings.log().isServed(Instant.now(), Duration.ofMillis(300)));
                assertEquals(VIRTUAL_MAC, neighbour(pair), "clients need not learn anything");
                assertSentFromVirtualMac(pair, pair.b());
            }
            assertFalse(pair.a().holds(Pair.VIP));
            assertEquals(
                    "",
                    pair.a()
                            .host()
                            .ip(List.of("link", "show", "type", "macvlan"))
                            .strip(),
                    "interfaces left");
            assertEquals(Set.of(), difference(settings, settings(pair.a())), "changed settings of the kernel");
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf));
            Tshark.assertAdvertsFlawless(pair, 3);
        });
    }

    /** keepalived answers gratuitous ARP requests as long as it has the address, which would lead the switch back to it for an interval. */
    @Test
    void theSwitchFollowsWhenKeepalivedIsPreempted() {
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> {
            RouterConf conf = RouterConf.classic(150).with("use_vmac");
            pair.awaitMaster(pair.b(), Pair.VIP, pair.b().start(conf.priority(100)));
            try (PingProbe pings =
                    PingProbe.start(pair.client(), Pair.VIP, Duration.ofMillis(10), Duration.ofMillis(500), _ -> {})) {
                pair.await("b answers", () -> pings.log().isServed(Instant.now(), Duration.ofMillis(300)));
                Instant begin = pair.a().start(conf);
                pair.awaitMaster(pair.a(), Pair.VIP, begin);
                pair.watch(Duration.ofSeconds(2));
                List<Outage> outages = pings.log().outages(begin, Instant.now().minusMillis(500));
                assertTrue(
                        outages.stream().allMatch(outage -> outage.lost() < 40),
                        "an interval has 100 pings: " + outages);
            }
        });
    }

    private static Set<String> difference(Set<String> before, Set<String> after) {
        assertFalse(before.isEmpty());
        Set<String> changed = new TreeSet<>(before);
        changed.removeAll(after);
        Set<String> added = new TreeSet<>(after);
        added.removeAll(before);
        changed.addAll(added);
        return changed;
    }

    private static String neighbour(Pair pair) {
        String shown = pair.client().ip(List.of("neighbour", "show", "192.0.2.100"));
        List<String> words = List.of(shown.strip().split(" +", -1));
        assertTrue(words.contains("lladdr"), shown);
        return words.get(words.indexOf("lladdr") + 1);
    }

    private static void assertSentFromVirtualMac(Pair pair, Node node) {
        Path capture = pair.lab().switchHost().directory().resolve("switch.pcap");
        List<String> sources =
                Tshark.fields(capture, "vrrp && ip.src == " + node.address().getHostAddress(), "sll.src.eth").stream()
                        .distinct()
                        .toList();
        assertEquals(List.of(VIRTUAL_MAC), sources, "source of the adverts of " + node);
    }

    /** What the kernel is told about all interfaces, name by name. */
    private static Set<String> settings(Node node) {
        return new TreeSet<>(new Terminal(node.host())
                .run(List.of("grep", "-rs", ".", "/proc/sys/net/ipv4/conf", "/proc/sys/net/ipv6/conf"))
                .output()
                .lines()
                .toList());
    }
}
