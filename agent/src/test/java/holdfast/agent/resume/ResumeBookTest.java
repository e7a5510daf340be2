package holdfast.agent.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.loop.FormerMaster;
import holdfast.agent.loop.FormerProcess;
import holdfast.agent.loop.Inheritance;
import holdfast.agent.loop.LastWords;
import holdfast.agent.loop.Legacy;
import holdfast.agent.loop.StandingOrders;
import holdfast.linux.RoutingRemoval;
import holdfast.vrrp.EngineConfiguration;
import holdfast.vrrp.RouterKey;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.wire.AddressFamily;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed when nothing of it is called any more: no close, no forget. */
class ResumeBookTest {
    private static final long SECOND = 1_000_000_000;
    private static final TrackedObject SCRIPT = new TrackedObject(TrackedObject.Kind.SCRIPT, "chk haproxy");

    private static final LastWords WORDS = new LastWords(
            List.of(new LastWords.Advert(
                    "VI 1",
                    "vrrp.51",
                    holdfast.linux.AddressFamily.IPV6,
                    InetAddress.ofLiteral("fe80::1"),
                    255,
                    InetAddress.ofLiteral("ff02::12"),
                    "3133")),
            List.of(new LastWords.Place("VI 1", "eth0.7", InetAddress.ofLiteral("192.0.2.100"))),
            List.of(
                    new LastWords.Routing(
                            "VI 1",
                            "rule 1000: from 192.0.2.100 lookup 100",
                            // the attributes are those of keepalived 2.2.7
                            new RoutingRemoval(
                                    "34000000" + "21000500" + "0000000000000000" + "020020006400000100000000"
                                            + "080002000a090064" + "08000600e8030000" + "0500150012000000",
                                    "0badcafe")),
                    new LastWords.Routing(
                            "",
                            "blackhole 192.0.6.0/24",
                            new RoutingRemoval(
                                    "24000000" + "19000500" + "0000000000000000" + "02180000fe12000600000000"
                                            + "08000100c0000600",
                                    ""))));

    @TempDir
    private Path directory;

    private static VirtualRouter router(String name, int vrid, Duration interval) {
        return VirtualRouter.named(name)
                .on("eth0.7", vrid, AddressFamily.IPV4)
                .addresses(List.of(InetAddress.ofLiteral("192.0.2.100")))
                .advertisementInterval(interval)
                .build();
    }

    private static Legacy legacy(VirtualRouter... routers) {
        return new Legacy(
                EngineConfiguration.of(routers),
                new Inheritance(
                        ProcessHandle.current().pid(),
                        7,
                        Map.of("VI 1", new RouterKey("eth0.7", 51, AddressFamily.IPV4)),
                        List.of("VI 1"),
                        List.of(),
                        StandingOrders.NONE,
                        Map.of(SCRIPT, new TrackStatus.Bad("exited with status 1")),
                        Set.of(),
                        List.of(),
                        List.of()),
                WORDS);
    }

    private ResumeBook book() {
        return new ResumeBook(
                ResumeFiles.beside(directory.resolve("control.sock")).orElseThrow());
    }

    private ResumeBook begun(VirtualRouter... routers) {
        ResumeBook book = book();
        book.begin();
        book.turned(1, SECOND, () -> legacy(routers));
        return book;
    }

    private FormerProcess former() {
        return book().former().orElseThrow();
    }

    @Test
    void theNextProcessKnowsWhoWasMasterAndWhatWasTracked() {
        VirtualRouter first = router("VI 1", 51, Duration.ofSeconds(1));
        VirtualRouter second = router("VI_2", 52, Duration.ofSeconds(2));
        ResumeBook book = begun(first, second);
        book.advertised("VI_2", 40 * SECOND);
        book.advertised("VI_2", 42 * SECOND);
        book.close();
        FormerProcess former = former();
        assertEquals(
                List.of(new FormerMaster("VI_2", second.key(), 42 * SECOND, 2 * 3_007_812_500L)), former.masters());
        assertEquals(
                Map.of(SCRIPT, new TrackStatus.Bad("exited with status 1")),
                former.inheritance().tracked());
        assertEquals(WORDS, former.lastWords());
    }

    /** An advert of version 2 has the password in it. */
    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        begun(router("VI 1", 51, Duration.ofSeconds(1))).close();
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("control-resume.txt"))));
    }

    @Test
    void whoHasYieldedIsNoMaster() {
        ResumeBook book = begun(router("VI 1", 51, Duration.ofSeconds(1)));
        book.advertised("VI 1", SECOND);
        book.yielded("VI 1");
        book.close();
        assertEquals(List.of(), former().masters());
    }

    /** The moment is in memory that outlives the process: nothing has to be written for it. */
    @Test
    void anAdvertIsKnownAtOnce() {
        ResumeBook book = begun(router("VI 1", 51, Duration.ofSeconds(1)));
        book.close();
        book.advertised("VI 1", 5 * SECOND);
        assertEquals(5 * SECOND, former().masters().getFirst().advertisedAt());
        assertTrue(former().isRecent(6 * SECOND));
        assertFalse(former().isRecent(8 * SECOND));
    }

    @Test
    void afterAReloadARouterKeepsItsMoment() {
        VirtualRouter first = router("VI 1", 51, Duration.ofSeconds(1));
        ResumeBook book = begun(first, router("VI_2", 52, Duration.ofSeconds(1)));
        book.advertised("VI_2", SECOND);
        book.turned(
                2,
                3 * SECOND,
                () -> legacy(router("VI_2", 52, Duration.ofSeconds(1)), router("VI 3", 53, Duration.ofSeconds(1))));
        book.advertised("VI 3", 2 * SECOND);
        book.close();
        assertEquals(
                Map.of("VI_2", SECOND, "VI 3", 2 * SECOND),
                former().masters().stream().collect(Collectors.toMap(FormerMaster::name, FormerMaster::advertisedAt)));
    }

    @Test
    void asAnotherVirtualRouterItHasNone() {
        ResumeBook book = begun(router("VI 1", 51, Duration.ofSeconds(1)));
        book.advertised("VI 1", SECOND);
        book.turned(2, 3 * SECOND, () -> legacy(router("VI 1", 77, Duration.ofSeconds(1))));
        book.close();
        assertEquals(List.of(), former().masters());
    }

    @Test
    void whatIsTrackedIsAskedForAtMostOnceASecond() {
        ResumeBook book = begun(router("VI 1", 51, Duration.ofSeconds(1)));
        book.turned(1, 9 * SECOND, () -> {
            throw new AssertionError("nothing has changed");
        });
        book.turned(2, SECOND + 1, () -> {
            throw new AssertionError("too soon");
        });
        book.close();
    }

    @Test
    void anOrderlyEndLeavesNothing() throws IOException {
        ResumeBook book = begun(router("VI 1", 51, Duration.ofSeconds(1)));
        book.advertised("VI 1", SECOND);
        book.close();
        book.forget();
        try (var left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void anotherBootOrNetworkNamespaceHasNothingToGoOnWith() {
        Path adverts = directory.resolve("adverts");
        Path knowledge = directory.resolve("knowledge");
        ResumeBook book = new ResumeBook(new ResumeFiles(adverts, knowledge, "boot-1 net:[1]"));
        book.begin();
        book.turned(1, SECOND, () -> legacy(router("VI 1", 51, Duration.ofSeconds(1))));
        book.advertised("VI 1", SECOND);
        book.close();
        assertTrue(new ResumeFiles(adverts, knowledge, "boot-1 net:[1]").read().isPresent());
        assertFalse(new ResumeFiles(adverts, knowledge, "boot-2 net:[1]").read().isPresent());
        assertFalse(new ResumeFiles(adverts, knowledge, "boot-1 net:[2]").read().isPresent());
    }

    /** It has its memory, but what that means was not written before it was killed. */
    @Test
    void momentsOfAnotherProcessAreNotBelieved() throws IOException {
        ResumeBook book = begun(router("VI 1", 51, Duration.ofSeconds(1)));
        book.advertised("VI 1", SECOND);
        book.close();
        LastAdverts.create(directory.resolve("control-adverts.bin"), 1).set(0, SECOND);
        assertFalse(book().former().isPresent());
    }

    @Test
    void whatCannotBeReadIsNothingToGoOnWith() throws IOException {
        ResumeBook book = begun(router("VI 1", 51, Duration.ofSeconds(1)));
        book.close();
        Path knowledge = directory.resolve("control-resume.txt");
        List<String> lines = Files.readAllLines(knowledge);
        Files.write(knowledge, lines.subList(0, lines.size() - 1));
        assertFalse(book().former().isPresent(), "it breaks off");
        Files.writeString(knowledge, lines.getFirst() + "\nmoment 99999 a b c\ngo\n");
        assertFalse(book().former().isPresent(), "a place that does not exist");
        Files.write(directory.resolve("control-adverts.bin"), new byte[3]);
        assertFalse(book().former().isPresent(), "moments of another size");
    }
}
