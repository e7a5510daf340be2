package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.lab.AgentKind;
import holdfast.drill.measure.Fact;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node with two hundred virtual routers, each with an advert every 0.1 s. */
class ManyInstancesIT {
    private static final int COUNT = 200;
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private static RouterConf conf(int priority) {
        RouterConf conf = instance(COUNT, priority);
        for (int vrid = 1; vrid < COUNT; vrid++) {
            String text = instance(vrid, priority).text();
            conf = conf.after(text.substring(text.indexOf("vrrp_instance")));
        }
        return conf;
    }

    private static RouterConf instance(int vrid, int priority) {
        return new RouterConf(
                "VI_" + vrid,
                3,
                vrid,
                priority,
                "0.1",
                List.of(address(vrid).getHostAddress() + "/32"),
                List.of(),
                List.of());
    }

    private static InetAddress address(int vrid) {
        return InetAddress.ofLiteral("198.51.100." + vrid);
    }

    private static void takeAll(Pair pair) {
        pair.a().start(conf(150));
        pair.await(
                "a has all addresses",
                () -> IntStream.rangeClosed(1, COUNT)
                        .allMatch(vrid -> pair.seen().addresses().holds("a", address(vrid))));
        pair.b().start(conf(100));
        pair.awaitLog(pair.b(), "(VI_" + COUNT + ") Entering BACKUP STATE");
        pair.watch(Duration.ofSeconds(2));
    }

    private static List<Fact.Advert> adverts(Pair pair, int vrid, Instant from) {
        return pair.seen().adverts("a", vrid, from).stream()
                .filter(advert -> advert.at().isBefore(from.plus(WINDOW)))
                .toList();
    }

    /** The usual distance from an advert to the next one of another router, as a share of the interval. */
    private static double phase(Pair pair, int vrid, int other, Instant from) {
        List<Fact.Advert> others = adverts(pair, other, from);
        List<Double> shares = new ArrayList<>();
        for (Fact.Advert advert : adverts(pair, vrid, from)) {
            others.stream()
                    .filter(next -> !next.at().isBefore(advert.at()))
                    .findFirst()
                    .ifPresent(next -> shares.add(
                            (double) Duration.between(advert.at(), next.at()).toNanos() / INTERVAL.toNanos()));
        }
        shares.sort(null);
        return shares.get(shares.size() / 2);
    }

    private static boolean isApart(double phase) {
        return phase > 0.04 && phase < 0.96;
    }

    @Test
    void keepalivedStaysBackupThoughAdvertsAreSpreadOverTheInterval() {
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> {
            takeAll(pair);
            Instant from = Instant.now();
            pair.watch(WINDOW);
            assertTrue(isApart(phase(pair, 1, 65, from)), "the second group is at least a sixteenth earlier");
            assertTrue(isApart(phase(pair, 1, 193, from)), "the fourth group, too");
            assertFalse(isApart(phase(pair, 1, 2, from)), "there are groups");
            for (int vrid = 1; vrid <= COUNT; vrid++) {
                long expected = WINDOW.dividedBy(INTERVAL);
                int sent = adverts(pair, vrid, from).size();
                assertTrue(Math.abs(sent - expected) <= 2, sent + " adverts of " + vrid);
                assertEquals(List.of(), pair.seen().adverts("b", vrid, Instant.EPOCH));
            }
        });
    }

    @Test
    void aBackupReadsManyPacketsEachTimeItWakesUp() {
        Pair.test(pair -> {
            takeAll(pair);
            long before = wakeUps(pair.b());
            pair.watch(WINDOW);
            long packets = COUNT * WINDOW.dividedBy(INTERVAL);
            long woken = wakeUps(pair.b()) - before;
            assertTrue(woken < packets / 5, "woke up " + woken + " times for " + packets + " packets");
            assertEquals(List.of(), pair.seen().adverts("b", COUNT, Instant.EPOCH));
        });
    }

    /** How often its loop had nothing to do and waited (proc(5), {@code voluntary_ctxt_switches}). */
    private static long wakeUps(Node node) {
        String pid = node.host()
                .run(List.of("cat", node.agent().pidFile().toString()))
                .strip();
        String statuses = node.host().run(List.of("sh", "-c", "cat /proc/" + pid + "/task/*/status"));
        String ofLoop = statuses.substring(statuses.indexOf("Name:\tvrrp-loop"));
        Matcher line = Pattern.compile("\nvoluntary_ctxt_switches:\\s*(\\d+)").matcher(ofLoop);
        assertTrue(line.find(), ofLoop);
        return Long.parseLong(line.group(1));
    }
}
