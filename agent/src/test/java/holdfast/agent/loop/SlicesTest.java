package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.events.Journal;
import holdfast.agent.plan.RouterPlan;
import holdfast.agent.status.DurationHistogram;
import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.MacAddress;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import holdfast.linux.SendOutcome;
import holdfast.vip.AddressHolder;
import holdfast.vip.Announcement;
import holdfast.vip.Announcer;
import holdfast.vip.InterfaceDirectory;
import holdfast.vip.Lease;
import holdfast.vip.RouteKernel;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Many addresses of a router are taken and renewed a slice at a time. */
class SlicesTest {
    private static final int COUNT = 2 * Acquisitions.SLICE + 10;
    private static final int ROUNDS = 3;

    private final List<Integer> batches = new ArrayList<>();
    private final List<InetAddress> announced = new ArrayList<>();
    private final List<VrrpEvent> consequences = new ArrayList<>();
    private final Voices voices = new Voices();
    private final Chronicle chronicle = new Chronicle(new Journal());
    private final RouterPlan router = new RouterPlan(
            "VI_1",
            "eth0",
            AddressFamily.IPV4,
            51,
            Optional.empty(),
            Optional.empty(),
            addresses(),
            new Lease.Limited(Duration.ofMinutes(1)),
            List.of());
    private NetlinkOutcome answer = new NetlinkOutcome.Done();
    private final InterfaceDirectory interfaces = name -> Optional.of(
            new InterfaceInfo(2, name, 0x41, Optional.of(MacAddress.parse("02:00:00:00:00:01")), 1500, 0, ""));
    private final AddressHolder holder = new AddressHolder(new Kernel(), interfaces);
    private final Announcer announcer = new Announcer(
            (_, _) -> new SendOutcome.Sent(), interfaces, _ -> false, (what, _) -> announced.add(what.address()));
    private final Acquisitions acquisitions = new Acquisitions(
            holder,
            announcer,
            voices,
            chronicle,
            new DurationHistogram(1),
            new RoutingTables(new Kernel(), interfaces, chronicle));
    private final Renewals renewals = new Renewals(holder, voices, chronicle);

    private final class Kernel implements RouteKernel {
        @Override
        public List<NetlinkOutcome> perform(List<RouteRequest> requests) {
            batches.add(requests.size());
            return requests.stream().map(_ -> answer).toList();
        }

        @Override
        public List<KernelAddress> addresses() {
            return List.of();
        }

        @Override
        public List<InterfaceInfo> links() {
            return List.of();
        }
    }

    private static List<VirtualAddress> addresses() {
        List<VirtualAddress> all = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            all.add(VirtualAddress.of(InetAddress.ofLiteral("10.0.%d.%d".formatted(i / 250, i % 250 + 1)), 32, "eth0"));
        }
        return all;
    }

    private void acquireAll() {
        acquisitions.begin(router, System.nanoTime(), consequences::add);
        while (acquisitions.isUnderWay()) {
            acquisitions.goOn(consequences::add);
        }
    }

    @Test
    void aTakeoverAsksForASliceAtATime() {
        acquisitions.begin(router, System.nanoTime(), consequences::add);
        assertEquals(List.of(Acquisitions.SLICE), batches);
        assertTrue(acquisitions.isUnderWay("VI_1"));
        acquisitions.goOn(consequences::add);
        acquisitions.goOn(consequences::add);
        assertFalse(acquisitions.isUnderWay());
        assertEquals(List.of(Acquisitions.SLICE, Acquisitions.SLICE, 10), batches);
        assertEquals(COUNT, holder.held().size());
        assertEquals(List.of(), consequences);
    }

    @Test
    void theFirstSliceIsAnnouncedAtOnceAndAllAsOftenAsWanted() {
        acquisitions.begin(router, System.nanoTime(), consequences::add);
        acquisitions.announce("VI_1", ROUNDS);
        announcer.sendDue(System.nanoTime());
        assertEquals(Acquisitions.SLICE, announced.size(), "before the second slice is asked for");
        while (acquisitions.isUnderWay()) {
            acquisitions.goOn(consequences::add);
            announcer.sendDue(System.nanoTime());
        }
        while (announcer.queued() > 0) {
            announcer.sendDue(System.nanoTime());
        }
        assertEquals(COUNT * ROUNDS, announced.size());
        List<InetAddress> once =
                router.addresses().stream().map(VirtualAddress::address).toList();
        assertEquals(once, announced.subList(0, COUNT), "no address twice before each was announced once");
    }

    @Test
    void pacedAnnouncementsAreNotLostOnTheWay() {
        announcer.pace("eth0", AddressFamily.IPV4, Duration.ofHours(1));
        acquisitions.begin(router, System.nanoTime(), consequences::add);
        acquisitions.announce("VI_1", ROUNDS);
        announcer.announce("VI_2", List.of(Announcement.of(router.addresses().getFirst())), 1);
        while (acquisitions.isUnderWay()) {
            acquisitions.goOn(consequences::add);
        }
        assertEquals(COUNT * ROUNDS + 1, announcer.queued());
    }

    @Test
    void onlyWhenNothingAtAllCouldBeTakenTheEngineHearsOfIt() {
        answer = new NetlinkOutcome.Refused(Errno.EPERM, Optional.empty());
        acquireAll();
        assertInstanceOf(VrrpEvent.EffectRefused.class, consequences.getFirst());
        assertEquals(1, consequences.size());
    }

    @Test
    void aRouterThatLetsGoTakesNoMore() {
        acquisitions.begin(router, System.nanoTime(), consequences::add);
        acquisitions.forget("VI_1");
        acquisitions.goOn(consequences::add);
        assertEquals(List.of(Acquisitions.SLICE), batches);
    }

    @Test
    void aRenewalGoesOnInSlicesAndBeginsNextTimeWithWhatWasLeft() {
        acquireAll();
        batches.clear();
        long due = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        assertTrue(renewals.begin(router, due, consequences::add));
        assertEquals(List.of(), batches, "adverts of others may be due");
        assertTrue(renewals.isUnderWay());
        assertTrue(renewals.begin(router, due, consequences::add), "the next advert comes before any is renewed");
        assertTrue(renewals.begin(router, due, consequences::add), "and another before all are");
        assertEquals(List.of(Acquisitions.SLICE, Acquisitions.SLICE), batches, "nothing twice");
        assertTrue(holder.leaseLeft(router.addresses().get(Acquisitions.SLICE), due)
                        .orElseThrow()
                        .compareTo(Duration.ofSeconds(60))
                >= 0);
    }

    @Test
    void aRouterWhoseAdvertsDoNotLeaveRenewsNoMore() {
        acquireAll();
        batches.clear();
        renewals.begin(router, System.nanoTime() + Duration.ofSeconds(20).toNanos(), consequences::add);
        assertTrue(renewals.isUnderWay());
        voices.refused("VI_1", "Network is down", true);
        renewals.goOn(consequences::add);
        assertFalse(renewals.isUnderWay());
        assertEquals(List.of(), batches);
    }

    @Test
    void routersWithFewAddressesAreRenewedInOneRequest() {
        List<RouterPlan> routers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            routers.add(small("VI_" + (i + 2), i));
        }
        long halfASecondAgo = System.nanoTime() - Duration.ofMillis(500).toNanos();
        routers.forEach(small -> acquisitions.begin(small, halfASecondAgo, consequences::add));
        batches.clear();
        long now = System.nanoTime();
        routers.forEach(small -> assertTrue(renewals.begin(small, now, consequences::add)));
        assertEquals(List.of(), batches, "every advert that is due comes first");
        renewals.goOn(consequences::add);
        assertEquals(List.of(routers.size()), batches);
        assertFalse(renewals.isUnderWay());
        routers.forEach(small -> renewals.begin(small, System.nanoTime(), consequences::add));
        assertFalse(renewals.isUnderWay(), "nothing is due again so soon");
    }

    @Test
    void ofSeveralRenewedTogetherOnlyTheOneThatLostItsLeaseHearsOfIt() {
        RouterPlan lucky = small("VI_2", 0);
        RouterPlan late = small("VI_3", 1);
        long now = System.nanoTime();
        acquisitions.begin(lucky, now - Duration.ofMillis(500).toNanos(), consequences::add);
        acquisitions.begin(late, now - Duration.ofSeconds(2).toNanos(), consequences::add);
        long thatOneWasHeld = now - Duration.ofMillis(1500).toNanos();
        assertTrue(renewals.begin(lucky, now, consequences::add));
        assertTrue(renewals.begin(late, thatOneWasHeld, consequences::add));
        renewals.goOn(consequences::add);
        assertEquals(List.of(new VrrpEvent.LeaseLapsed("VI_3")), consequences);
        assertTrue(holder.holds(lucky.addresses().getFirst()));
        assertFalse(holder.holds(late.addresses().getFirst()));
    }

    private RouterPlan small(String name, int index) {
        return new RouterPlan(
                name,
                "eth0",
                AddressFamily.IPV4,
                60 + index,
                Optional.empty(),
                Optional.empty(),
                List.of(router.addresses().get(index)),
                new Lease.Limited(Duration.ofSeconds(1)),
                List.of());
    }

    @Test
    void aLeaseThatIsOverIsTheEnginesToKnow() {
        acquireAll();
        boolean ours =
                renewals.begin(router, System.nanoTime() + Duration.ofMinutes(2).toNanos(), consequences::add);
        assertFalse(ours);
        assertInstanceOf(VrrpEvent.LeaseLapsed.class, consequences.getFirst());
        assertFalse(renewals.isUnderWay());
    }
}
