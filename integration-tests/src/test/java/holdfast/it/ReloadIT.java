package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.measure.Fact;
import holdfast.drill.measure.PingProbe;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HUP on the master: what did not change in the file does not change on the network. */
class ReloadIT {
    private static final InetAddress GOING = InetAddress.ofLiteral("192.0.2.101");
    private static final InetAddress COMING = InetAddress.ofLiteral("192.0.2.102");

    private static final Duration PING_PERIOD = Duration.ofMillis(10);
    private static final Duration PING_PATIENCE = Duration.ofMillis(500);

    private static final RouterConf BEFORE = RouterConf.quick(150).addresses(Pair.VIP_LINE, "192.0.2.101/24");

    @Test
    void addressesComeAndGoAndTheOneThatStaysIsNotTouched() {
        underWatch((pair, news) -> {
            Instant reloaded = reload(pair, BEFORE.addresses(Pair.VIP_LINE, "192.0.2.102/24"));
            pair.await(
                    "the new address is there and the old one is not",
                    () -> pair.a().holds(COMING) && !pair.a().holds(GOING));
            pair.await(
                    "the new address is announced",
                    () -> pair.seen().facts().stream()
                            .filter(Fact.Announcement.class::isInstance)
                            .map(Fact.Announcement.class::cast)
                            .anyMatch(announcement -> announcement.address().equals(COMING)
                                    && !announcement.at().isBefore(reloaded)));
            pair.await(
                    "adverts list the new address",
                    () -> latest(pair).addresses().equals(List.of(Pair.VIP, COMING)));
            List<String> deleted = news.deleted();
            assertTrue(deleted.stream().anyMatch(line -> line.contains("192.0.2.101/")), deleted::toString);
            assertTrue(deleted.stream().noneMatch(line -> line.contains("192.0.2.100/")), deleted::toString);
            return reloaded;
        });
    }

    @Test
    void aBrokenFileIsRefusedAndTheOldOneStaysInForce() {
        underWatch((pair, _) -> {
            Instant reloaded = pair.a()
                    .agent()
                    .reload(BEFORE.addresses("192.0.2.102/24").text() + "\nvrrp_instance VI_2 {\n    priority 300\n");
            pair.await("the refusal is in the log", () -> pair.a().hasLogged("configuration in force stays"));
            pair.watch(Duration.ofSeconds(1));
            assertTrue(pair.a().holds(GOING) && !pair.a().holds(COMING));
            assertEquals(List.of(Pair.VIP, GOING), latest(pair).addresses());
            Instant repaired = reload(pair, BEFORE.addresses(Pair.VIP_LINE, "192.0.2.102/24"));
            pair.await(
                    "the next good file counts", () -> latest(pair).addresses().equals(List.of(Pair.VIP, COMING)));
            assertTrue(repaired.isAfter(reloaded));
            return reloaded;
        });
    }

    @Test
    void aRenamedInstanceWithAnotherPriorityStaysMaster() {
        underWatch((pair, _) -> {
            Instant reloaded = reload(pair, BEFORE.name("WEB").priority(160));
            pair.await("adverts carry the new priority", () -> latest(pair).priority() == 160);
            pair.watch(Duration.ofSeconds(1));
            assertTrue(pair.a().holds(GOING));
            return reloaded;
        });
    }

    /** What a test does; it returns when the reload was asked for. */
    @FunctionalInterface
    private interface Change {
        Instant make(Pair pair, IpMonitor news);
    }

    /** Makes a change while the kernel's news, the adverts and a client's pings are watched, and judges them. */
    private static void underWatch(Change change) {
        Pair.test(pair -> {
            pair.b().start(RouterConf.quick(100).addresses(Pair.VIP_LINE));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(BEFORE));
            IpMonitor news = IpMonitor.start(pair, pair.a(), "address");
            try (PingProbe pings = PingProbe.start(pair.client(), Pair.VIP, PING_PERIOD, PING_PATIENCE, _ -> {})) {
                pair.watch(Duration.ofSeconds(1));
                Instant reloaded = change.make(pair, news);
                pair.watch(Duration.ofSeconds(1));
                Instant judged = Instant.now();
                pair.watch(PING_PATIENCE);
                assertEquals(List.of(), pings.log().outages(reloaded, judged), "pings lost");
                assertAdvertsWentOn(pair, reloaded.minusMillis(500), judged);
                assertEquals(List.of(), pair.seen().adverts("b", Pair.VRID, reloaded), "adverts of the backup");
            }
            pair.assertHolder(pair.a(), Pair.VIP);
        });
    }

    /** Two intervals without an advert is one missed. */
    private static void assertAdvertsWentOn(Pair pair, Instant from, Instant until) {
        Instant last = from;
        for (Fact.Advert advert : pair.seen().adverts("a", Pair.VRID, from)) {
            assertFalse(advert.isRelease(), "priority 0 at " + advert.at());
            assertTrue(
                    Duration.between(last, advert.at()).toMillis() < 400,
                    "no advert from " + last + " to " + advert.at());
            last = advert.at();
        }
        assertTrue(Duration.between(last, until).toMillis() < 400, "no advert since " + last);
    }

    private static Instant reload(Pair pair, RouterConf conf) {
        return pair.a().agent().reload(conf.text());
    }

    private static Fact.Advert latest(Pair pair) {
        return pair.seen().adverts("a", Pair.VRID, Instant.EPOCH).getLast();
    }
}
