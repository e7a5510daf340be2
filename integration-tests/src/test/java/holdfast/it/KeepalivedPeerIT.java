package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.Bridge;
import holdfast.drill.measure.Fact;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pair whose other node is Debian's keepalived, through everything that moves a virtual address. */
@Execution(ExecutionMode.CONCURRENT)
class KeepalivedPeerIT {
    private static final int HIGH = 150;
    private static final int LOW = 100;

    /** Capture time stamps are the kernel's; timers start when the agent has read the packet, which is later. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(2);

    /** A dialect the two have to agree in. */
    enum Dialect {
        V2_PASS(2, "1", Pair.VIP_LINE),
        V2(2, "1", Pair.VIP_LINE),
        V3(3, "0.2", Pair.VIP_LINE),
        V3_IPV6(3, "0.2", "fe80::51:100/64"),
        V3_UNICAST(3, "0.2", Pair.VIP_LINE);

        private final int version;
        private final String interval;
        private final String address;

        Dialect(int version, String interval, String address) {
            this.version = version;
            this.interval = interval;
            this.address = address;
        }

        InetAddress vip() {
            return InetAddress.ofLiteral(address.substring(0, address.indexOf('/')));
        }

        /** One address of IPv6 is the first, link-local one; a second one is what people use. */
        RouterConf conf(Node self, Node peer, int priority) {
            RouterConf conf = new RouterConf(
                    "VI_1", version, Pair.VRID, priority, interval, List.of(address), List.of(), List.of());
            return switch (this) {
                case V2_PASS -> conf.with("authentication {", "    auth_type PASS", "    auth_pass holdfast", "}");
                case V2, V3 -> conf;
                case V3_IPV6 -> conf.addresses(address, "2001:db8::100/64");
                case V3_UNICAST ->
                    conf.with(
                            "unicast_src_ip " + self.address().getHostAddress(),
                            "unicast_peer {",
                            "    " + peer.address().getHostAddress(),
                            "}");
            };
        }

        Duration interval() {
            return Duration.ofMillis((long) (Double.parseDouble(interval) * 1_000));
        }

        /** Skew_Time: RFC 3768, 6.1 (in units of a second) and RFC 9568, 6.1 (in units of the interval). */
        Duration skew(int priority) {
            return (version == 2 ? Duration.ofSeconds(1) : interval())
                    .multipliedBy(256 - priority)
                    .dividedBy(256);
        }

        /** Active_Down_Interval. */
        Duration down(int priority) {
            return interval().multipliedBy(3).plus(skew(priority));
        }
    }

    static Stream<Arguments> everyDialectInBothRoles() {
        AgentKind keepalived = new AgentKind.Keepalived();
        return Stream.of(Dialect.values())
                .flatMap(dialect -> Stream.of(
                        Arguments.argumentSet(dialect + ", keepalived is backup", dialect, Pair.holdfast(), keepalived),
                        Arguments.argumentSet(
                                dialect + ", keepalived is master", dialect, keepalived, Pair.holdfast())));
    }

    @ParameterizedTest
    @MethodSource("everyDialectInBothRoles")
    void onePairSharesOneAddressThroughElectionStopCrashAndReturn(Dialect dialect, AgentKind first, AgentKind second) {
        Pair.test(first, second, pair -> {
            Node a = pair.a();
            Node b = pair.b();
            b.start(dialect.conf(b, a, LOW));
            pair.awaitMaster(a, dialect.vip(), a.start(dialect.conf(a, b, HIGH)));
            orderlyStop(pair, dialect);
            pair.awaitMaster(a, dialect.vip(), a.start(dialect.conf(a, b, HIGH)));
            crash(pair, dialect);
            pair.awaitMaster(a, dialect.vip(), a.start(dialect.conf(a, b, HIGH)));
            assertEquals(List.of(), malformed(pair));
            Tshark.assertAdvertsFlawless(pair, dialect.version);
        });
    }

    @ParameterizedTest
    @MethodSource("everyDialectInBothRoles")
    void ofTwoMastersOfEqualPriorityTheHigherAddressStays(Dialect dialect, AgentKind first, AgentKind second) {
        Pair.test(first, second, pair -> {
            Node a = pair.a();
            Node b = pair.b();
            Bridge network = a.host().bridgeOf("eth0");
            network.setApart(a.host(), true);
            network.setApart(b.host(), true);
            a.start(dialect.conf(a, b, LOW));
            b.start(dialect.conf(b, a, LOW));
            pair.await(
                    "both are masters while they cannot hear each other",
                    () -> pair.holders(dialect.vip()).equals(List.of(a, b)));
            Instant healed = Instant.now();
            network.setApart(a.host(), false);
            network.setApart(b.host(), false);
            pair.awaitMaster(b, dialect.vip(), healed);
            pair.watch(dialect.down(LOW));
            pair.assertHolder(b, dialect.vip());
            Tshark.assertAdvertsFlawless(pair, dialect.version);
        });
    }

    /** What was refused while the link was down must not keep a router from taking its address when it preempts. */
    @Test
    void afterItsLinkWasDownTheBetterRouterComesBack() {
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> {
            pair.b().start(RouterConf.classic(100));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(RouterConf.classic(150)));
            Instant cut = Instant.now();
            pair.a().host().setLink("eth0", false);
            pair.awaitMaster(pair.b(), Pair.VIP, cut);
            Instant back = Instant.now();
            pair.a().host().setLink("eth0", true);
            pair.awaitMaster(pair.a(), Pair.VIP, back);
            pair.watch(Duration.ofSeconds(2));
            pair.assertHolder(pair.a(), Pair.VIP);
        });
    }

    /** Priority 0, then the backup after its Skew_Time (RFC 9568, 6.4.2 and 6.4.3). */
    private static void orderlyStop(Pair pair, Dialect dialect) {
        Instant stopped = pair.a().stop();
        pair.awaitMaster(pair.b(), dialect.vip(), stopped);
        List<Fact.Advert> last = pair.seen().adverts("a", Pair.VRID, stopped);
        Fact.Advert release =
                last.stream().filter(Fact.Advert::isRelease).findFirst().orElseThrow();
        assertTrue(last.stream().noneMatch(advert -> advert.at().isAfter(release.at()) && !advert.isRelease()));
        assertNotEarlier(dialect.skew(LOW), release, firstAfter(pair, stopped), "takeover after priority 0");
    }

    /** Silence, then the backup after its Active_Down_Interval. */
    private static void crash(Pair pair, Dialect dialect) {
        Instant killed = pair.a().runsHoldfast() ? pair.a().agent().kill() : powerCut(pair.a(), dialect);
        pair.awaitMaster(pair.b(), dialect.vip(), killed);
        Fact.Advert last = pair.seen().adverts("a", Pair.VRID, Instant.EPOCH).getLast();
        assertNotEarlier(dialect.down(LOW), last, firstAfter(pair, killed), "takeover after silence");
    }

    /**
     * Of keepalived's two processes each acts on the other's end, so they are stopped first. What they leave behind goes with
     * the machine.
     */
    private static Instant powerCut(Node node, Dialect dialect) {
        Instant cut = node.agent().freeze();
        node.agent().kill();
        node.removeAddress(dialect.address);
        return cut;
    }

    private static Fact.Advert firstAfter(Pair pair, Instant since) {
        return pair.seen().adverts("b", Pair.VRID, since).getFirst();
    }

    private static void assertNotEarlier(Duration wait, Fact.Advert from, Fact.Advert until, String what) {
        Duration waited = Duration.between(from.at(), until.at());
        assertTrue(
                waited.plus(CLOCK_TOLERANCE).compareTo(wait) >= 0,
                what + ": " + waited.toMillis() + " ms, " + wait.toMillis() + " ms at least");
    }

    private static List<Fact> malformed(Pair pair) {
        return pair.seen().facts().stream()
                .filter(Fact.Malformed.class::isInstance)
                .toList();
    }
}
