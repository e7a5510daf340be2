package holdfast.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.vrrp.wire.AddressFamily;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private static VirtualRouter router(String name, int vrid) {
        return VirtualRouter.named(name)
                .on("eth0", vrid, AddressFamily.IPV4)
                .addresses(List.of(EngineBench.VIP))
                .build();
    }

    @Test
    void whoGoesOnUnderAnotherName() {
        List<VirtualRouter> before = List.of(router("VI_1", 51), router("VI_2", 52), router("VI_3", 53));
        assertEquals(
                Map.of("VI_1", "WEB"),
                Succession.renames(before, List.of(router("WEB", 51), router("VI_2", 52), router("NEW", 54))));
        assertEquals(Map.of(), Succession.renames(before, before));
    }

    @Test
    void namesThatChangePlaces() {
        assertEquals(
                Map.of("VI_1", "VI_2", "VI_2", "VI_1"),
                Succession.renames(
                        List.of(router("VI_1", 51), router("VI_2", 52)),
                        List.of(router("VI_2", 51), router("VI_1", 52))));
    }
}
