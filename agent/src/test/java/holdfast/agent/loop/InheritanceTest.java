package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import holdfast.vrrp.RouterKey;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.wire.AddressFamily;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InheritanceTest {
    private static RouterKey key(int vrid) {
        return new RouterKey("eth0", vrid, AddressFamily.IPV4);
    }

    private static Inheritance left(Map<String, RouterKey> routers) {
        return new Inheritance(
                1,
                2,
                routers,
                List.of("A", "B"),
                List.of(),
                new StandingOrders(true, Set.of("C")),
                Map.of(),
                Set.of(),
                List.of(),
                List.of());
    }

    private static VirtualRouter router(String name, int vrid) {
        return VirtualRouter.named(name)
                .on("eth0", vrid, AddressFamily.IPV4)
                .addresses(List.of(InetAddress.ofLiteral("192.0.2.100")))
                .build();
    }

    /** As a reload has it: interface, VRID and family say who goes on. */
    @Test
    void anInstanceGoesOnUnderAnotherName() {
        Inheritance former = left(Map.of("A", key(1), "B", key(2), "C", key(3)));
        Inheritance now = former.asCalledBy(List.of(router("X", 1), router("B", 2), router("Z", 3)));
        assertEquals(List.of("X", "B"), now.active());
        assertEquals(new StandingOrders(true, Set.of("Z")), now.standing());
    }

    @Test
    void theSameNameWithAnotherVridIsAnotherInstance() {
        Inheritance former = left(Map.of("A", key(1), "B", key(2), "C", key(3)));
        assertEquals(
                List.of("B"),
                former.asCalledBy(List.of(router("A", 7), router("B", 2))).active());
    }

    @Test
    void anOlderVersionTellsNamesOnly() {
        Inheritance former = left(Map.of());
        assertSame(former, former.asCalledBy(List.of(router("A", 7))));
    }
}
