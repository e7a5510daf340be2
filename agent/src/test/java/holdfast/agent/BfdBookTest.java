package holdfast.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.bfd.BfdState;
import holdfast.conf.model.BfdInstance;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BfdBookTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final BfdBook book = new BfdBook();

    private static BfdInstance instance(String name) {
        Duration interval = Duration.ofMillis(100);
        return new BfdInstance(
                name,
                InetAddress.getLoopbackAddress(),
                Optional.empty(),
                interval,
                interval,
                Duration.ofSeconds(1),
                5,
                false,
                255,
                1,
                false,
                0,
                false,
                true,
                false);
    }

    private boolean up() {
        return book.sessions().iterator().next().up();
    }

    @Test
    void aSessionIsDownUntilItHasBeenUp() {
        book.replace(List.of(instance("a")));
        assertFalse(up());
        assertEquals(Optional.empty(), book.grace());
        assertTrue(book.changed("a", BfdState.UP, NOW).orElseThrow().up());
        assertFalse(book.changed("a", BfdState.DOWN, NOW).orElseThrow().up());
    }

    /** A handshake goes over INIT, which must not look like a failure. */
    @Test
    void whatAFormerProcessSawUpStaysUpWhileItComesUpAnew() {
        book.goOnFrom(Map.of("a", true));
        book.replace(List.of(instance("a")));
        assertTrue(up());
        assertEquals(Optional.empty(), book.changed("a", BfdState.INIT, NOW));
        assertTrue(book.changed("a", BfdState.UP, NOW).orElseThrow().up());
        assertEquals(List.of(), book.graceOver(NOW));
        assertFalse(book.changed("a", BfdState.DOWN, NOW).orElseThrow().up());
    }

    @Test
    void whatDoesNotComeUpInItsTimeIsDown() {
        book.goOnFrom(Map.of("a", true, "b", false));
        book.replace(List.of(instance("a"), instance("b")));
        assertEquals(Optional.of(Duration.ofMillis(4500)), book.grace()); // 5 x 100 ms, then 4 x 1 s
        assertEquals(
                List.of("a"),
                book.graceOver(NOW).stream().map(s -> s.config().name()).toList());
        assertFalse(up());
        assertEquals(Optional.empty(), book.grace());
    }

    @Test
    void aReloadChangesNothingAboutThat() {
        book.goOnFrom(Map.of("a", true));
        book.replace(List.of(instance("a")));
        book.replace(List.of(instance("a"), instance("b")));
        assertEquals(Optional.empty(), book.changed("a", BfdState.DOWN, NOW));
        assertTrue(up());
    }
}
