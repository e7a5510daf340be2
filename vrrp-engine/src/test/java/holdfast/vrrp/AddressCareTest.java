package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.ip;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.vrrp.Effect.AnnounceAddresses;
import holdfast.vrrp.Effect.AnnounceAddresses.Occasion;
import holdfast.vrrp.Effect.SendAdvertisement;
import holdfast.vrrp.wire.AddressFamily;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holding and announcing addresses: docs/keepalived-behaviours.md, items 30 to 34, leases and refusals. */
class AddressCareTest {
    private static final VrrpEvent LOST = new VrrpEvent.AddressesLost("VI_1", "10.77.0.100/24", "another program");

    /** The advertisement comes first: the lease of addresses must not begin later than what backups count from. */
    private static final List<String> RESTORED = List.of("SendAdvertisement", "AcquireAddresses", "AnnounceAddresses");

    private static List<AnnounceAddresses> announced(List<Effect> effects) {
        return only(AnnounceAddresses.class, effects);
    }

    @Test
    void item30_addressesRemovedBySomeoneElseArePutBackWithoutAChangeOfState() {
        EngineBench bench = active(v2(100).build());
        assertEquals(List.of("(VI_1) 10.77.0.100/24 removed by another program; putting back"), logs(bench.on(LOST)));
        assertEquals(RESTORED, kinds(bench.tick()));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void puttingBackLeavesThePeriodicAdvertisementWhereItIs() {
        EngineBench bench = active(v2(100).build());
        bench.advance(millis(400));
        bench.on(LOST);
        assertEquals(RESTORED, kinds(bench.advance(millis(0))));
        assertEquals(List.of(), kinds(bench.advance(millis(599))));
        assertEquals(List.of("SendAdvertisement", "RenewAddresses"), kinds(bench.advance(millis(1))));
    }

    @Test
    void item30_removedMoreThanThreeTimesInTenSecondsItGivesUpWithPriorityZero() {
        EngineBench bench = active(v2(100).build());
        for (int loss = 0; loss < 3; loss++) {
            bench.on(LOST);
            bench.advance(seconds(3));
        }
        List<Effect> effects = bench.on(LOST);
        assertEquals(List.of("SendAdvertisement", "ReleaseAddresses", "NotifyTransition"), kinds(effects));
        assertEquals(List.of(0), sent(effects));
        assertEquals("BACKUP", bench.state());
    }

    @Test
    void item30_rareLossesAreAlwaysPutBack() {
        EngineBench bench = active(v2(100).build());
        for (int loss = 0; loss < 20; loss++) {
            bench.on(LOST);
            bench.advance(seconds(4));
        }
        assertEquals("MASTER", bench.state());
    }

    @Test
    void lossesWhileNotActiveAreNobodysConcern() {
        EngineBench bench = started(v2(100).build());
        assertEquals(List.of(), bench.on(LOST));
        assertEquals(List.of(), bench.on(new VrrpEvent.LeaseLapsed("VI_1")));
        assertEquals(List.of(), bench.on(new VrrpEvent.LeaseLapsed("VI_9")));
    }

    @Test
    void aLapsedLeaseIsTakenAgainAndAnnouncedWhileStillActive() {
        EngineBench bench = active(v2(100).build());
        assertEquals(List.of(), kinds(bench.on(new VrrpEvent.LeaseLapsed("VI_1"))));
        assertEquals(RESTORED, kinds(bench.tick()));
        assertEquals("MASTER", bench.state());
    }

    /** Found by the simulator: whatever order the queues of a thawed process are read in, it must not announce what another holds. */
    @Test
    void aLapsedLeaseIsNotTakenAgainBeforeTheQueueIsRead() {
        EngineBench bench = active(v2(200).build());
        bench.freeze(seconds(10));
        assertEquals(List.of(), kinds(bench.on(new VrrpEvent.LeaseLapsed("VI_1"))));
        assertEquals(List.of("ReleaseAddresses", "NotifyTransition"), kinds(bench.hear(PEER, 100)));
        assertEquals("BACKUP", bench.state());
        assertEquals(List.of(), kinds(bench.tick()));
    }

    @Test
    void withoutItsAddressesARouterLetsGoAndKeepsOutFor30Seconds() {
        EngineBench bench = active(v2(100).build());
        List<Effect> effects =
                bench.on(new VrrpEvent.EffectRefused(new Effect.AcquireAddresses("VI_1"), "Operation not permitted"));
        assertEquals(List.of(0), sent(effects));
        assertEquals(
                "the kernel refused the addresses: Operation not permitted",
                bench.status("VI_1").lastTransition().reason());
        bench.advance(millis(29_999));
        assertEquals("FAULT", bench.state());
        bench.advance(millis(1));
        assertEquals("BACKUP", bench.state());
    }

    @Test
    void aLinkThatComesUpEndsThatHold() {
        EngineBench bench = active(v2(100).build());
        bench.on(new VrrpEvent.EffectRefused(new Effect.AcquireAddresses("VI_1"), "No such device"));
        bench.linkDown("eth0").linkUp("eth0");
        assertEquals("BACKUP", bench.state());
    }

    /** Renumbered: adverts from the former address did not leave, and the addresses were refused for that. */
    @Test
    void anotherAddressOfTheLinkEndsThatHold() {
        EngineBench bench = active(v2(100).build());
        VrrpEvent refused =
                new VrrpEvent.EffectRefused(new Effect.AcquireAddresses("VI_1"), "its adverts do not leave");
        bench.on(refused);
        bench.linkUp("eth0");
        assertEquals("FAULT", bench.state());
        bench.on(new VrrpEvent.LinkChanged("eth0", true, Optional.of(ip("10.77.0.9")), Optional.of(ip("fe80::2"))));
        assertEquals("BACKUP", bench.state());
    }

    @Test
    void otherRefusalsChangeNothing() {
        EngineBench bench = active(v2(100).build());
        for (Effect effect : List.of(
                new Effect.ReleaseAddresses("VI_1"),
                new AnnounceAddresses("VI_1", 5, Occasion.REPEAT),
                only(SendAdvertisement.class, bench.advance(seconds(1))).getFirst())) {
            bench.on(new VrrpEvent.EffectRefused(effect, "Network is down"));
        }
        assertEquals("MASTER", bench.state());
        assertEquals(3, bench.status("VI_1").counters().refusals());
    }

    /** The kernel may have answered late: by then another may have taken over, and a lease without an advertisement would outlast what others believe. */
    @Test
    void afterARefusedRenewalTheAddressesComeBackInTheTickWithAnAdvertisement() {
        EngineBench bench = active(v2(100).build());
        bench.advance(millis(400));
        VrrpEvent refused =
                new VrrpEvent.EffectRefused(new Effect.RenewAddresses("VI_1"), "Cannot assign requested address");
        assertEquals(List.of(), only(Effect.AcquireAddresses.class, bench.on(refused)));
        assertEquals(RESTORED, kinds(bench.advance(millis(0))));
    }

    @Test
    void afterARefusedRenewalABetterOneInTheQueueIsObeyedFirst() {
        EngineBench bench = active(v2(100).build());
        bench.advance(millis(400));
        bench.on(new VrrpEvent.EffectRefused(new Effect.RenewAddresses("VI_1"), "Cannot assign requested address"));
        bench.hear(PEER, 200);
        assertEquals("BACKUP", bench.state());
        assertEquals(List.of(), only(Effect.AcquireAddresses.class, bench.advance(millis(0))));
    }

    @Test
    void item31_fiveAnnouncementsAtOnceAndFiveAfter5Seconds() {
        EngineBench bench = started(v2(100).build());
        bench.advance(seconds(30));
        assertEquals(
                List.of(
                        new AnnounceAddresses("VI_1", 5, Occasion.BECAME_ACTIVE),
                        new AnnounceAddresses("VI_1", 5, Occasion.REPEAT)),
                announced(bench.history()));
    }

    @Test
    void item31_countsDelaysAndRefreshAreConfigurable() {
        AnnouncementPlan plan = new AnnouncementPlan(2, seconds(1), seconds(60), 3, 1, Duration.ZERO);
        EngineBench bench = active(v2(100).announcements(plan).build());
        assertEquals(List.of(new AnnounceAddresses("VI_1", 2, Occasion.REPEAT)), announced(bench.advance(seconds(1))));
        assertEquals(List.of(), announced(bench.advance(seconds(58))));
        assertEquals(List.of(new AnnounceAddresses("VI_1", 3, Occasion.REFRESH)), announced(bench.advance(seconds(1))));
        assertEquals(2, announced(bench.advance(seconds(120))).size());
        assertEquals(List.of(new AnnounceAddresses("VI_1", 1, Occasion.RIVAL_HEARD)), announced(bench.hear(PEER, 1)));
    }

    @Test
    void allAdvertsThatAreDueComeBeforeWhatIsAnnouncedAgain() {
        EngineBench bench = started(
                v2(100).build(),
                VirtualRouter.named("VI_2")
                        .on("eth0", 52, AddressFamily.IPV4)
                        .priority(100)
                        .addresses(List.of(ip("10.77.0.101")))
                        .build());
        bench.advance(bench.status("VI_1").activeDownInterval());
        bench.advance(millis(4999));
        assertEquals(
                List.of(
                        "SendAdvertisement",
                        "RenewAddresses",
                        "SendAdvertisement",
                        "RenewAddresses",
                        "AnnounceAddresses",
                        "AnnounceAddresses"),
                kinds(bench.advance(millis(1))));
    }

    /** Announcements are the performer's to pace; the engine never lets an advertisement wait behind one. */
    @Test
    void item33_advertisementsComeBeforeAnnouncementsThatAreDueAtTheSameTime() {
        AnnouncementPlan plan = new AnnouncementPlan(1, seconds(5), Duration.ZERO, 1, 1, Duration.ZERO);
        EngineBench bench = active(v2(100).announcements(plan).build());
        bench.advance(millis(4999));
        List<String> kinds = kinds(bench.advance(millis(1)));
        assertEquals(List.of("SendAdvertisement", "RenewAddresses", "AnnounceAddresses"), kinds);
    }

    @Test
    void item34_aUnicastRouterLeavingFaultAnnouncesItsOwnSource() {
        EngineBench bench = started(v2(100).peering(new Peering.Unicast(List.of(Peering.Peer.of(PEER)), false, 255))
                        .build())
                .linkDown("eth0");
        bench.forget();
        bench.linkUp("eth0");
        assertEquals(
                List.of(new Effect.AnnounceSource("VI_1", "eth0", OURS)),
                only(Effect.AnnounceSource.class, bench.history()));
    }
}
