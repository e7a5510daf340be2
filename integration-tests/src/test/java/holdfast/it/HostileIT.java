package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.measure.Fact;
import holdfast.linux.LinuxException;
import holdfast.linux.NetworkNamespace;
import holdfast.linux.PacketSocket;
import holdfast.linux.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Somebody on the network sends adverts that must not be believed. All claim priority 255 or 0: whoever believed one would be
 * seen to change its state at once. There is no status command yet, so the counts are judged by the log lines, of which one
 * in ten seconds per reason and sender is written, with the number of those left out.
 */
class HostileIT {
    private static final int ROUNDS = 10;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(30);

    /** One reason to disbelieve. */
    private record Case(VrrpFrame frame, String logged) {}

    @Test
    void version3BelievesNoneOfThem() {
        VrrpFrame good = VrrpFrame.version3(Pair.VRID, 255, 20, Pair.VIP);
        List<Case> cases = List.of(
                new Case(good.cutTo(7), "truncated"),
                new Case(good.cutTo(10), "wrong length"),
                new Case(good.extendedBy(40), "wrong length"),
                new Case(good.extendedBy(1_400), "wrong length"),
                new Case(good.timeToLive(254), "wrong TTL"),
                new Case(good.corrupted(), "wrong checksum"),
                new Case(good.octet(0, 0x41), "unknown version"),
                new Case(good.octet(0, 0x32), "unknown type"),
                new Case(VrrpFrame.version2(Pair.VRID, 255, 1, "", Pair.VIP), "other version"),
                new Case(VrrpFrame.version3(Pair.VRID, 255, 0, Pair.VIP), "interval 0"),
                new Case(VrrpFrame.version3(Pair.VRID, 255, 20), "no addresses"),
                new Case(VrrpFrame.version3(Pair.VRID, 0, 20, Pair.VIP).timeToLive(1), "wrong TTL"),
                new Case(VrrpFrame.version3(77, 255, 20, Pair.VIP), "Unknown VRID(77) received on interface(eth0)"));
        besiege(RouterConf.quick(150), cases);
    }

    @Test
    void version2WithPasswordBelievesNoneOfThem() {
        VrrpFrame good = VrrpFrame.version2(Pair.VRID, 255, 1, "holdfast", Pair.VIP);
        List<Case> cases = List.of(
                new Case(good.cutTo(8), "wrong length"),
                new Case(good.extendedBy(1_400), "wrong length"),
                new Case(good.timeToLive(64), "wrong TTL"),
                new Case(good.corrupted(), "wrong checksum"),
                new Case(VrrpFrame.version2(Pair.VRID, 255, 1, "guesswrk", Pair.VIP), "wrong password"),
                new Case(VrrpFrame.version2(Pair.VRID, 0, 1, "guesswrk", Pair.VIP), "wrong password"),
                new Case(VrrpFrame.version2(Pair.VRID, 255, 1, "", Pair.VIP), "other authentication type"),
                new Case(good.octet(4, 2), "unsupported authentication type"),
                new Case(VrrpFrame.version2(Pair.VRID, 255, 7, "holdfast", Pair.VIP), "other interval"),
                new Case(VrrpFrame.version3(Pair.VRID, 255, 100, Pair.VIP), "other version"),
                new Case(VrrpFrame.version2(77, 255, 1, "holdfast", Pair.VIP), "Unknown VRID(77)"));
        besiege(RouterConf.classic(150).with("authentication {", "auth_type PASS", "auth_pass holdfast", "}"), cases);
    }

    private static void besiege(RouterConf conf, List<Case> cases) {
        Pair.test(pair -> {
            RouterConf talkative = conf.after("global_defs {", "    log_unknown_vrids", "}");
            pair.b().start(talkative.priority(100));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(talkative));
            List<byte[]> frames =
                    cases.stream().map(one -> one.frame().encode()).toList();
            Instant begin = Instant.now();
            inject(pair, frames, ROUNDS);
            pair.watch(Duration.ofMillis(500));
            for (Case one : cases) {
                assertLogged(pair, one.logged());
            }
            pair.watch(Duration.ofSeconds(11).minus(Duration.between(begin, Instant.now())));
            inject(pair, frames, 1);
            pair.watch(Duration.ofMillis(1_500));
            for (Case one : cases) {
                assertLogged(pair, one.logged(), " more like it)");
            }
            assertNothingChanged(pair, begin);
        });
    }

    private static void assertLogged(Pair pair, String... texts) {
        for (Node node : List.of(pair.a(), pair.b())) {
            boolean logged = node.logLines().stream()
                    .anyMatch(line -> List.of(texts).stream().allMatch(line::contains));
            assertTrue(logged, node + " has a line with " + String.join(" and ", texts));
        }
    }

    /** No other holder, no other sender, no other priority, no missing advert, since the beginning. */
    private static void assertNothingChanged(Pair pair, Instant since) {
        pair.assertHolder(pair.a(), Pair.VIP);
        assertEquals(
                List.of(),
                pair.seen().addresses().changes().stream()
                        .filter(change ->
                                !change.at().isBefore(since) && !change.host().equals("client"))
                        .toList());
        assertEquals(List.of(), pair.seen().adverts("b", Pair.VRID, since), "adverts of the backup");
        List<Fact.Advert> adverts = pair.seen().adverts("a", Pair.VRID, since);
        Duration interval = adverts.getFirst().interval();
        Instant last = since;
        for (Fact.Advert advert : adverts) {
            assertEquals(150, advert.priority());
            assertTrue(
                    Duration.between(last, advert.at()).compareTo(interval.multipliedBy(2)) < 0,
                    "the master was silent from " + last + " to " + advert.at());
            last = advert.at();
        }
        assertTrue(
                last.plus(interval.multipliedBy(2)).isAfter(Instant.now()), "the master has been silent since " + last);
    }

    /** A socket belongs to the namespace of the thread that opens it, and that thread serves for nothing else. */
    private static void inject(Pair pair, List<byte[]> frames, int rounds) {
        int index = Integer.parseInt(
                pair.client().run(List.of("cat", "/sys/class/net/eth0/ifindex")).strip());
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                NetworkNamespace.enter(pair.client().namespaceFile());
                try (PacketSocket socket = PacketSocket.open()) {
                    for (int round = 0; round < rounds; round++) {
                        frames.forEach(frame -> send(socket, index, frame));
                        Thread.sleep(BETWEEN_ROUNDS);
                    }
                }
                done.complete(null);
            } catch (LinuxException | InterruptedException | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        try {
            done.join();
        } catch (CompletionException e) {
            throw new AssertionError("injecting: " + e.getCause().getMessage(), e);
        }
    }

    private static void send(PacketSocket socket, int index, byte[] frame) {
        SendOutcome outcome = socket.send(index, frame);
        if (outcome instanceof SendOutcome.Refused refused) {
            throw new AssertionError("not sent: " + refused);
        }
    }
}
