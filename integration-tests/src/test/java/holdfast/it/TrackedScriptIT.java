package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import holdfast.drill.measure.Fact;
import holdfast.drill.measure.HttpProbe;
import holdfast.drill.measure.ProbeResult;
import holdfast.drill.scenario.Haproxy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** HAProxy on both nodes, watched by {@code killall -0 haproxy}: stopping it on the master moves the address. */
class TrackedScriptIT {
    private static final Duration PAGE_PERIOD = Duration.ofMillis(50);
    private static final Duration PAGE_PATIENCE = Duration.ofSeconds(1);

    /** The pair many tutorials end with, as published: 101 and 100, {@code weight 2}, {@code interval 2}, PASS. */
    @Test
    void withWeight2TheMasterFallsBelowTheBackup() {
        Pair.test(pair -> {
            Proxies proxies = Proxies.start(pair);
            RouterConf conf = RouterConf.classic(101)
                    .after(script(2, "weight 2"))
                    .with(
                            "authentication {",
                            "auth_type PASS",
                            "auth_pass 1111",
                            "}",
                            "track_script {",
                            "chk_haproxy",
                            "}");
            pair.b().start(conf.priority(100));
            Instant started = pair.a().start(conf);
            pair.awaitMaster(pair.a(), Pair.VIP, started);
            pair.await("a advertises 101 + 2", () -> lastPriority(pair, "a") == 103);
            pair.assertHolder(pair.a(), Pair.VIP);
            try (HttpProbe pages = pages(pair)) {
                proxies.awaitPagesThrough(pair, pages, pair.a());
                Instant stopped = proxies.of(pair.a()).stop();
                pair.awaitMaster(pair.b(), Pair.VIP, stopped);
                assertEquals(102, lastPriority(pair, "b"), "100 + 2");
                assertEquals(101, lastPriority(pair, "a"), "101 while its HAProxy is stopped");
                proxies.awaitPagesThrough(pair, pages, pair.b());
                Instant back = proxies.of(pair.a()).start();
                pair.awaitMaster(pair.a(), Pair.VIP, back);
                proxies.awaitPagesThrough(pair, pages, pair.a());
            }
            assertEquals(103, lastPriority(pair, "a"));
            Tshark.assertAdvertsFlawless(pair, 2);
        });
    }

    @Test
    void withWeightMinus2TheMasterIsPunishedForFailing() {
        Pair.test(pair -> {
            Proxies proxies = Proxies.start(pair);
            RouterConf conf = tracked("weight -2");
            pair.b().start(conf.priority(100));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf));
            assertEquals(101, lastPriority(pair, "a"));
            Instant stopped = proxies.of(pair.a()).stop();
            pair.awaitMaster(pair.b(), Pair.VIP, stopped);
            assertEquals(99, lastPriority(pair, "a"), "101 - 2");
            assertEquals(100, lastPriority(pair, "b"));
            pair.awaitMaster(pair.a(), Pair.VIP, proxies.of(pair.a()).start());
        });
    }

    @Test
    void withoutWeightTheMasterFailsAndSaysPriority0() {
        Pair.test(pair -> {
            Proxies proxies = Proxies.start(pair);
            RouterConf conf = tracked("weight 0");
            pair.b().start(conf.priority(100));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf));
            Instant stopped = proxies.of(pair.a()).stop();
            pair.awaitMaster(pair.b(), Pair.VIP, stopped);
            assertEquals(0, lastPriority(pair, "a"), "lets go with priority 0");
            pair.awaitLog(pair.a(), "(VI_1) Entering FAULT STATE");
            Instant back = proxies.of(pair.a()).start();
            pair.awaitMaster(pair.a(), Pair.VIP, back);
            assertEquals(101, lastPriority(pair, "a"), "a script without weight changes no priority");
        });
    }

    private static RouterConf tracked(String weight) {
        return RouterConf.quick(101).after(script(1, weight)).with("track_script {", "chk_haproxy", "}");
    }

    private static String script(int interval, String weight) {
        return """
                vrrp_script chk_haproxy {
                    script "killall -0 haproxy"
                    interval %d
                    %s
                }""".formatted(interval, weight);
    }

    private static int lastPriority(Pair pair, String host) {
        List<Fact.Advert> adverts = pair.seen().adverts(host, Pair.VRID, Instant.EPOCH);
        assertFalse(adverts.isEmpty(), host + " has sent adverts");
        return adverts.getLast().priority();
    }

    private static HttpProbe pages(Pair pair) {
        return HttpProbe.start(pair.client(), Pair.VIP, PAGE_PERIOD, PAGE_PATIENCE, _ -> {});
    }

    /** A proxy on each node in front of a web server on the client's host. */
    private record Proxies(Map<Which, Haproxy> proxies) {
        private enum Which {
            A,
            B
        }

        static Proxies start(Pair pair) {
            Haproxy.webServer(pair.client()).start();
            Map<Which, Haproxy> proxies = new EnumMap<>(Which.class);
            for (Node node : List.of(pair.a(), pair.b())) {
                Haproxy proxy = Haproxy.proxy(node.host(), List.of(Pair.CLIENT));
                proxy.start();
                proxies.put(which(node), proxy);
            }
            return new Proxies(proxies);
        }

        private static Which which(Node node) {
            return node.name().equals("a") ? Which.A : Which.B;
        }

        Haproxy of(Node node) {
            return proxies.get(which(node));
        }

        /** Waits for an answer that names the node it came through. */
        void awaitPagesThrough(Pair pair, HttpProbe pages, Node node) {
            Instant since = Instant.now();
            pair.await(
                    "pages come through " + node,
                    () -> pages.log().between(since, Instant.now()).stream()
                            .map(ProbeResult::answeredBy)
                            .anyMatch(node.name()::equals));
        }
    }
}
