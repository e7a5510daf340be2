package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --early-start}, at adverts two seconds apart and priority 150: one interval and Skew_Time are 2.83 s, three are 6.83 s. */
class EarlyStartIT {
    private static final String EARLY = "--early-start";
    private static final Duration THREE_INTERVALS = Duration.ofSeconds(6);
    private static final String VIP6 = "2001:db8:51::100";

    private static String master(RouterConf conf) {
        return conf.text().replace("state BACKUP", "state MASTER");
    }

    private static RouterConf slow(int version, String address) {
        return new RouterConf("VI_1", version, Pair.VRID, 150, "2", List.of(address), List.of(), List.of());
    }

    private static RouterConf slow() {
        return slow(2, Pair.VIP_LINE);
    }

    private static Duration untilTaken(Pair pair, InetAddress address, Instant started) {
        pair.await(
                address + " is there",
                () -> pair.seen().addresses().first("a", address, true, started).isPresent());
        return Duration.between(
                started,
                pair.seen().addresses().first("a", address, true, started).orElseThrow());
    }

    @Test
    void aLoneNodeServesAfterOneInterval() {
        Pair.test(pair -> {
            Duration taken = untilTaken(pair, Pair.VIP, pair.a().agent().start(master(slow()), EARLY));
            assertTrue(taken.compareTo(THREE_INTERVALS) < 0, "after " + taken);
            pair.awaitLog(pair.a(), "and nobody answers for the addresses");
        });
    }

    @Test
    void withoutTheOptionItListensForThree() {
        Pair.test(pair -> {
            Duration taken = untilTaken(pair, Pair.VIP, pair.a().agent().start(master(slow())));
            assertTrue(taken.compareTo(THREE_INTERVALS) > 0, "after " + taken);
        });
    }

    @Test
    void aBackupListensForThree() {
        Pair.test(pair -> {
            Duration taken = untilTaken(pair, Pair.VIP, pair.a().agent().start(slow().text(), EARLY));
            assertTrue(taken.compareTo(THREE_INTERVALS) > 0, "after " + taken);
        });
    }

    /** A host whose adverts do not arrive, but which answers ARP. */
    @Test
    void whereAnotherHostAnswersForTheAddressItListensForThree() {
        Pair.test(pair -> {
            pair.client().ip(List.of("address", "add", Pair.VIP_LINE, "dev", "eth0"));
            Duration taken = untilTaken(pair, Pair.VIP, pair.a().agent().start(master(slow()), EARLY));
            assertTrue(taken.compareTo(THREE_INTERVALS) > 0, "after " + taken);
            pair.awaitLog(pair.a(), "answers for " + Pair.VIP.getHostAddress() + " on eth0");
        });
    }

    @Test
    void neighboursAreAskedForAnIpv6AddressToo() {
        InetAddress address = InetAddress.ofLiteral(VIP6);
        Pair.test(pair -> {
            pair.client().ip(List.of("address", "add", VIP6 + "/64", "dev", "eth0", "nodad"));
            Duration taken = untilTaken(pair, address, pair.a().agent().start(master(slow(3, VIP6 + "/64")), EARLY));
            assertTrue(taken.compareTo(THREE_INTERVALS) > 0, "after " + taken);
            pair.awaitLog(pair.a(), "answers for " + address.getHostAddress() + " on eth0");
        });
        Pair.test(pair -> {
            Duration taken = untilTaken(pair, address, pair.a().agent().start(master(slow(3, VIP6 + "/64")), EARLY));
            assertTrue(taken.compareTo(THREE_INTERVALS) < 0, "after " + taken);
        });
    }

    @Test
    void aMasterOfLowerPriorityIsPreemptedInTheUsualTime() {
        Pair.test(pair -> {
            pair.awaitMaster(pair.b(), Pair.VIP, pair.b().start(slow().priority(100)));
            Instant started = pair.a().agent().start(master(slow()), EARLY);
            pair.awaitMaster(pair.a(), Pair.VIP, started.plusSeconds(1));
            Duration taken = Duration.between(
                    started,
                    pair.seen().addresses().first("a", Pair.VIP, true, started).orElseThrow());
            assertTrue(taken.compareTo(THREE_INTERVALS) > 0, "after " + taken);
            assertFalse(pair.a().hasLogged("and nobody answers"), "it has heard the other one");
        });
    }
}
