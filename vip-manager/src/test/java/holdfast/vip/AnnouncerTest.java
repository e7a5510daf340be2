package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.linux.AddressFamily;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.SendOutcome;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private static final long MILLI = 1_000_000L;

    private final FakeKernel kernel = new FakeKernel();
    private final List<String> sent = new ArrayList<>();
    private final Announcer announcer = new Announcer(
            (_, _) -> new SendOutcome.Sent(),
            kernel,
            _ -> false,
            (announcement, _) -> sent.add(
                    announcement.interfaceName() + " " + announcement.address().getHostAddress()));

    AnnouncerTest() {
        kernel.link(2, "eth0", "02:00:00:00:00:01");
        kernel.link(3, "eth1", "02:00:00:00:00:02");
    }

    private static Announcement on(String interfaceName, String address) {
        try {
            return new Announcement(InetAddress.getByName(address), interfaceName);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<Announcement> many(String interfaceName, int count) {
        List<Announcement> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(on(interfaceName, "10.1." + i / 256 + "." + i % 256));
        }
        return list;
    }

    @Test
    void nothingLeavesBeforeItIsDue() {
        announcer.announce("VI_1", List.of(on("eth0", "192.0.2.1")), 1);
        assertEquals(List.of(), sent);
        assertEquals(1, announcer.queued());
        assertEquals(OptionalLong.empty(), announcer.sendDue(0));
        assertEquals(List.of("eth0 192.0.2.1"), sent);
    }

    /** A reload of an active router, under another name or not, must not take back what is still to be said. */
    @Test
    void whatStaysInAReloadIsStillAnnounced() {
        announcer.pace("eth0", AddressFamily.IPV4, Duration.ofMillis(10));
        announcer.announce(
                "VI_1", List.of(on("eth0", "192.0.2.1"), on("eth0", "192.0.2.2"), on("eth0", "192.0.2.3")), 2);
        announcer.sendDue(0);
        announcer.handOver("VI_1", "VI_A", List.of(on("eth0", "192.0.2.1"), on("eth0", "192.0.2.3")));
        assertEquals(3, announcer.queued());
        for (long at = 10; at <= 100; at += 10) {
            announcer.sendDue(at * MILLI);
        }
        assertEquals(List.of("eth0 192.0.2.1", "eth0 192.0.2.3", "eth0 192.0.2.1", "eth0 192.0.2.3"), sent);
        assertEquals(0, announcer.queued());
    }

    @Test
    void whatAReloadRemovesIsNotAnnounced() {
        announcer.pace("eth0", AddressFamily.IPV4, Duration.ofMillis(10));
        announcer.announce("VI_1", List.of(on("eth0", "192.0.2.1"), on("eth0", "192.0.2.2")), 2);
        announcer.sendDue(0);
        announcer.handOver("VI_1", "VI_A", List.of(on("eth0", "192.0.2.1")));
        assertEquals(1, announcer.queued()); // the second round; the first is through
        assertEquals(1, announcer.cancel("VI_A"));
        announcer.announce("VI_2", List.of(on("eth0", "192.0.2.9")), 3);
        announcer.handOver("VI_2", "VI_2", List.of());
        assertEquals(0, announcer.queued());
    }

    @Test
    void theWholeListIsSentAgainInEachRound() {
        announcer.announce("VI_1", List.of(on("eth0", "192.0.2.1"), on("eth0", "192.0.2.2")), 2);
        announcer.sendDue(0);
        assertEquals(List.of("eth0 192.0.2.1", "eth0 192.0.2.2", "eth0 192.0.2.1", "eth0 192.0.2.2"), sent);
    }

    @Test
    void aSliceIsBoundedAndTheRestIsDueAtOnce() {
        announcer.announce("VI_1", many("eth0", 1000), 5);
        assertEquals(OptionalLong.of(77), announcer.sendDue(77));
        assertEquals(Announcer.SLICE, sent.size());
        int slices = 1;
        while (announcer.sendDue(77).isPresent()) {
            slices++;
        }
        assertEquals(5000, sent.size());
        assertEquals(5000 / 64, slices); // 78 full slices; the last 8 frames went with the call that found nothing more
    }

    @Test
    void framesOnOneInterfaceKeepTheConfiguredDistance() {
        announcer.pace("eth0", AddressFamily.IPV4, Duration.ofMillis(10));
        announcer.announce("VI_1", many("eth0", 3), 1);
        assertEquals(OptionalLong.of(10 * MILLI), announcer.sendDue(0));
        assertEquals(OptionalLong.of(10 * MILLI), announcer.sendDue(10 * MILLI - 1));
        assertEquals(1, sent.size());
        assertEquals(OptionalLong.of(20 * MILLI), announcer.sendDue(10 * MILLI));
        assertEquals(OptionalLong.empty(), announcer.sendDue(20 * MILLI));
        assertEquals(3, sent.size());
    }

    @Test
    void thePaceOutlivesAnEmptyQueue() {
        announcer.pace("eth0", AddressFamily.IPV4, Duration.ofMillis(10));
        announcer.announce("VI_1", many("eth0", 1), 1);
        announcer.sendDue(0);
        announcer.announce("VI_1", many("eth0", 1), 1);
        assertEquals(OptionalLong.of(10 * MILLI), announcer.sendDue(MILLI));
    }

    @Test
    void thePaceOfOneInterfaceAndFamilyHoldsUpNoOther() {
        announcer.pace("eth0", AddressFamily.IPV4, Duration.ofSeconds(1));
        announcer.announce("VI_1", List.of(on("eth0", "192.0.2.1"), on("eth0", "192.0.2.2")), 1);
        announcer.announce("VI_2", List.of(on("eth1", "192.0.2.3"), on("eth1", "192.0.2.4")), 1);
        announcer.announce("VI_3", List.of(on("eth0", "2001:db8::1"), on("eth0", "2001:db8::2")), 1);
        announcer.sendDue(0);
        assertEquals(5, sent.size());
    }

    @Test
    void nothingLeavesForARouterThatSteppedDown() {
        announcer.announce("VI_1", many("eth0", 200), 5);
        announcer.announce("VI_2", List.of(on("eth0", "192.0.2.9")), 1);
        announcer.sendDue(0);
        int before = sent.size();
        assertEquals(1000 + 1 - before, announcer.queued());
        assertEquals(1000 - before, announcer.cancel("VI_1"));
        while (announcer.sendDue(0).isPresent()) {
            // until nothing is queued
        }
        assertEquals(List.of("eth0 192.0.2.9"), sent.subList(before, sent.size()));
        assertEquals(0, announcer.queued());
    }

    @Test
    void theFirstRoundOfOneRouterComesBeforeTheSecondOfAnother() {
        announcer.announce("VI_1", List.of(on("eth0", "192.0.2.1")), 3);
        announcer.announce("VI_2", List.of(on("eth0", "192.0.2.2")), 1);
        announcer.sendDue(0);
        assertEquals(List.of("eth0 192.0.2.1", "eth0 192.0.2.2", "eth0 192.0.2.1", "eth0 192.0.2.1"), sent);
    }

    @Test
    void aFlappingRouterDoesNotFillTheQueue() {
        announcer.pace("eth0", AddressFamily.IPV4, Duration.ofSeconds(1));
        for (int i = 0; i < 1000; i++) {
            announcer.announce("VI_1", many("eth0", 10), 5);
        }
        assertEquals(8 * 50, announcer.queued());
    }

    @Test
    void anInterfaceThatHasGoneIsPassedOver() {
        announcer.announce("VI_1", List.of(on("eth9", "192.0.2.1"), on("eth0", "192.0.2.2")), 1);
        announcer.sendDue(0);
        assertEquals(List.of("eth0 192.0.2.2"), sent);
        assertEquals(0, announcer.queued());
    }

    @Test
    void anInterfaceWithoutNeighboursHearsNothing() {
        InterfaceInfo loopback =
                new InterfaceInfo(1, "lo", 0x49, Optional.empty(), 65_536, 0, ""); // IFF_LOOPBACK is 0x8
        kernel.links.add(loopback);
        announcer.announce("VI_1", List.of(on("lo", "192.0.2.1")), 1);
        announcer.sendDue(0);
        assertEquals(List.of(), sent);
    }

    @Test
    void aChangedMacAddressIsAnnounced() {
        List<byte[]> frames = new ArrayList<>();
        Announcer own = new Announcer(
                (_, frame) -> {
                    frames.add(frame);
                    return new SendOutcome.Sent();
                },
                kernel,
                _ -> false,
                (_, _) -> {});
        List<Announcement> list = List.of(on("eth0", "192.0.2.1"));
        own.prepare(list);
        kernel.links.clear();
        kernel.link(2, "eth0", "02:00:00:00:00:77");
        own.announce("VI_1", list, 1);
        own.sendDue(0);
        assertEquals(0x77, frames.getFirst()[11]); // the last octet of the Ethernet source address
    }

    @Test
    void preparingBuildsOnceAndForgetsTheRest() {
        List<Announcement> list = many("eth0", 100);
        announcer.prepare(list);
        announcer.prepare(list.subList(0, 1));
        announcer.announce("VI_1", list, 1);
        while (announcer.sendDue(0).isPresent()) {
            // until nothing is queued
        }
        assertEquals(100, sent.size()); // what was forgotten is built when needed
    }
}
