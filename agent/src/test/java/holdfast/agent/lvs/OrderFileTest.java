package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.ipvs.OperatorCommand.Disable;
import holdfast.ipvs.OperatorCommand.Drain;
import holdfast.ipvs.OperatorCommand.Enable;
import holdfast.ipvs.OperatorCommand.SetWeight;
import holdfast.ipvs.RealServerId;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFileTest {
    private static final String BOOT = "5ac84a51-b0d7-4b7c-9ae9-5be1a1e6f0f1";
    private static final RealServerId ONE =
            new RealServerId("[10.1.0.1]:tcp:80", InetAddress.ofLiteral("10.2.0.1"), 80);
    private static final RealServerId TWO = new RealServerId("group", InetAddress.ofLiteral("2001:db8::2"), 0);
    private static final long NOW = 1_000;

    @TempDir
    private Path directory;

    private Instant wallClock = Instant.parse("2026-11-22T07:00:00Z");

    @Test
    void ordersHoldOnInTheNextDaemonWhoseClockBeganElsewhere() {
        Orders weighed = Orders.NONE
                .and(new SetWeight(5), OptionalLong.empty())
                .and(new Enable(), OptionalLong.of(NOW + Duration.ofMinutes(10).toNanos()));
        Orders disabled = Orders.NONE.and(new Disable(), OptionalLong.empty());
        book(BOOT).write(Map.of(ONE, weighed, TWO, disabled), NOW);

        wallClock = wallClock.plus(Duration.ofMinutes(4));
        Map<RealServerId, Orders> read = book(BOOT).read(-77);
        assertEquals(disabled, read.get(TWO));
        assertEquals(weighed.lasting(), read.get(ONE).lasting());
        assertEquals(
                OptionalLong.of(Duration.ofMinutes(6).toNanos()), read.get(ONE).nanosUntilEnd(-77));
    }

    @Test
    void whatWasOverBeforeTheRestartIsOver() {
        Orders drained = Orders.NONE.and(
                new Drain(), OptionalLong.of(NOW + Duration.ofMinutes(1).toNanos()));
        Orders both = drained.and(new SetWeight(2), OptionalLong.empty());
        book(BOOT).write(Map.of(ONE, drained, TWO, both), NOW);
        wallClock = wallClock.plus(Duration.ofMinutes(1));
        assertEquals(
                Map.of(TWO, Orders.NONE.and(new SetWeight(2), OptionalLong.empty())),
                book(BOOT).read(5));
    }

    @Test
    void anotherBootKnowsNothing() {
        book(BOOT).write(Map.of(ONE, Orders.NONE.and(new Drain(), OptionalLong.empty())), NOW);
        assertEquals(Map.of(), book("another").read(NOW));
    }

    @Test
    void withoutOrdersThereIsNoFile() {
        book(BOOT).write(Map.of(ONE, Orders.NONE.and(new Drain(), OptionalLong.empty())), NOW);
        assertTrue(Files.exists(file()));
        book(BOOT).write(Map.of(), NOW);
        assertFalse(Files.exists(file()));
        assertEquals(Map.of(), book(BOOT).read(NOW));
    }

    @Test
    void whatCannotBeReadIsNotBelievedAtAll() throws IOException {
        book(BOOT).write(Map.of(ONE, Orders.NONE.and(new Drain(), OptionalLong.empty())), NOW);
        String good = Files.readString(file());
        for (String bad : new String[] {
            "",
            "null",
            "[]",
            "\u0000\u0001",
            good.substring(0, good.length() / 2),
            good.replace("orders", "others"),
            good.replace("drain", "explode"),
            good.replace("10.2.0.1", "nowhere"),
            good.replace("\"port\"", "\"no\""),
            good.replace("drain", "weight"),
            good.replace("\"command\"", "\"until\":\"soon\",\"command\""),
            good.replace("\"command\"", "\"until\":\"+999999999-01-01T00:00:00Z\",\"command\"")
        }) {
            Files.writeString(file(), bad);
            assertEquals(Map.of(), book(BOOT).read(NOW), bad);
        }
    }

    @Test
    void aFolderThatIsGoneIsNoReasonToFail() throws IOException {
        OrderFile book = new OrderFile(directory.resolve("gone").resolve("control-lvs.json"), BOOT, clock());
        book.write(Map.of(ONE, Orders.NONE.and(new Drain(), OptionalLong.empty())), NOW);
        assertEquals(Map.of(), book.read(NOW));
    }

    private Path file() {
        return directory.resolve("control-lvs.json");
    }

    private OrderFile book(String boot) {
        return new OrderFile(file(), boot, clock());
    }

    private InstantSource clock() {
        return () -> wallClock;
    }
}
