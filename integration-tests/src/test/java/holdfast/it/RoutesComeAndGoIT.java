package holdfast.it;

import static holdfast.it.RoutesIT.ROUTE;
import static holdfast.it.RoutesIT.RULE;
import static holdfast.it.RoutesIT.SHORT;
import static holdfast.it.RoutesIT.elect;
import static holdfast.it.RoutesIT.has;
import static holdfast.it.RoutesIT.hasAll;
import static holdfast.it.RoutesIT.withRoutes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Routes and rules of members of a sync group, and when interfaces go down and come up. */
class RoutesComeAndGoIT {
    /** What the kernel has refused is tried again after 5 s in any case, of which more than one has passed. */
    private static final Duration BEFORE_THE_NEXT_LOOK = Duration.ofSeconds(3);

    @Test
    void withASyncGroupTheRoutesOfAllMembersGoTogether() {
        Pair.test(pair -> {
            RouterConf group = SHORT.after(
                    "vrrp_sync_group G {",
                    "    group {",
                    "        VI_1",
                    "        VI_2",
                    "    }",
                    "}",
                    "vrrp_instance VI_2 {",
                    "    interface eth0",
                    "    version 3",
                    "    virtual_router_id 77",
                    "    priority 150",
                    "    advert_int 0.2",
                    "    track_file {",
                    "        switch",
                    "    }",
                    "    virtual_ipaddress {",
                    "        192.0.2.177/24",
                    "    }",
                    "    virtual_routes {",
                    "        10.77.0.0/16 via 192.0.2.3 dev eth0",
                    "        198.51.100.0/24 via 192.0.2.3 dev eth0",
                    "    }",
                    "}");
            Path file = pair.a().host().directory().resolve("switch");
            Files.writeString(file, "0");
            elect(pair, group.after("track_file switch {", "    file " + file, "    weight 0", "}"));
            pair.await("those of the other member, too", () -> has(pair.a(), "10.77.0.0/16"));
            Files.writeString(file, "1"); // a fault of the second member is one of both
            pair.await(
                    "all are gone, with the one that both have",
                    () -> !has(pair.a(), ROUTE) && !has(pair.a(), RULE) && !has(pair.a(), "10.77.0.0/16"));
            Files.writeString(file, "0");
            pair.await("all are back", () -> hasAll(pair.a()) && has(pair.a(), "10.77.0.0/16"));
        });
    }

    /** The kernel removes routes with their interface; with no_track the instance stays MASTER. */
    @Test
    void anInterfaceOfARouteThatGoesDownAndComesUpAgain() {
        Pair.test(pair -> {
            pair.a().host().ip(List.of("link", "add", "far0", "type", "veth", "peer", "name", "far1"));
            pair.a().host().ip(List.of("link", "set", "far1", "up"));
            pair.a().host().ip(List.of("link", "set", "far0", "up"));
            elect(
                    pair,
                    withRoutes(RouterConf.quick(150))
                            .with("virtual_routes {", "    10.66.0.0/16 dev far0 no_track", "}"));
            pair.await("the route", () -> has(pair.a(), "10.66.0.0/16"));
            Instant down = Instant.now();
            pair.a().host().ip(List.of("link", "set", "far0", "down"));
            pair.await("the kernel has removed it", () -> !has(pair.a(), "10.66.0.0/16"));
            pair.watch(Duration.ofSeconds(1));
            assertTrue(hasAll(pair.a()), "the others stay");
            pair.a().host().ip(List.of("link", "set", "far0", "up"));
            assertTrue(
                    pair.seen().await(() -> has(pair.a(), "10.66.0.0/16"), BEFORE_THE_NEXT_LOOK),
                    "it is put back at once");
            assertTrue(pair.seen().adverts("a", Pair.VRID, down).stream().noneMatch(advert -> advert.isRelease()));
        });
    }

    @Test
    void theOwnInterfaceGoesDownAndComesUpAgain() {
        Pair.test(pair -> {
            elect(pair, SHORT);
            pair.a().host().ip(List.of("link", "set", "eth0", "down"));
            pair.await("rules go, too", () -> !has(pair.a(), ROUTE) && !has(pair.a(), RULE));
            pair.a().host().ip(List.of("link", "set", "eth0", "up"));
            pair.await(
                    "all are back",
                    () -> has(pair.a(), ROUTE) && has(pair.a(), "203.0.113.0/24") && has(pair.a(), RULE));
        });
    }
}
