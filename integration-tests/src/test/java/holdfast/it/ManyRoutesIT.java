package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.measure.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two thousand virtual routes of an instance: they come without an advert being late, and all of them go. */
class ManyRoutesIT {
    private static final int ROUTES = 2_000;
    private static final Duration LATEST = Duration.ofMillis(1_100);

    private static RouterConf conf() {
        List<String> lines = new ArrayList<>();
        lines.add("virtual_routes {");
        for (int i = 0; i < ROUTES; i++) {
            lines.add("    10.%d.%d.0/24 via 192.0.2.3 dev eth0".formatted(i / 250, i % 250));
        }
        lines.add("}");
        return RouterConf.classic(150).with(lines.toArray(String[]::new));
    }

    private static long present(Node node) {
        return node.host()
                .ip(List.of("-4", "route", "show", "proto", "18"))
                .lines()
                .count();
    }

    private static Duration longestPause(List<Fact.Advert> adverts) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < adverts.size(); i++) {
            Duration pause =
                    Duration.between(adverts.get(i - 1).at(), adverts.get(i).at());
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        return longest;
    }

    @Test
    void comeWithoutALateAdvertAndGoWithTheEnd() {
        Pair.test(pair -> {
            pair.b().start(RouterConf.classic(100));
            pair.awaitMaster(pair.b(), Pair.VIP, Instant.EPOCH);
            Instant started = pair.a().start(conf());
            pair.awaitMaster(pair.a(), Pair.VIP, started);
            Instant master = Instant.now();
            pair.await("all routes", () -> present(pair.a()) == ROUTES);
            Duration took = Duration.between(master, Instant.now());
            pair.watch(Duration.ofSeconds(5)); // with looks at what may be missing, and what is left to a next process
            List<Fact.Advert> adverts = pair.seen().adverts(pair.a().name(), Pair.VRID, started);
            assertTrue(adverts.size() >= 5, adverts::toString);
            Duration pause = longestPause(adverts);
            System.out.printf(
                    "measured %d routes: %d ms after mastership was seen, longest pause between two adverts %d ms%n",
                    ROUTES, took.toMillis(), pause.toMillis());
            assertTrue(pause.compareTo(LATEST) <= 0, () -> "no advert for " + pause.toMillis() + " ms");
            Instant stopping = Instant.now();
            pair.a().stop();
            assertEquals(0, present(pair.a()));
            pair.awaitMaster(pair.b(), Pair.VIP, stopping);
        });
    }
}
