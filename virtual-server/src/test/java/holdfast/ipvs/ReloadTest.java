package holdfast.ipvs;

import static holdfast.ipvs.Plans.id;
import static holdfast.ipvs.Plans.ip;
import static holdfast.ipvs.Plans.quorum;
import static holdfast.ipvs.Plans.real;
import static holdfast.ipvs.Plans.sorry;
import static holdfast.ipvs.Plans.tcp;
import static holdfast.ipvs.Plans.virtual;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsRequest.AddDestination;
import holdfast.linux.IpvsRequest.AddService;
import holdfast.linux.IpvsRequest.DeleteDestination;
import holdfast.linux.IpvsRequest.DeleteService;
import holdfast.linux.IpvsRequest.EditDestination;
import holdfast.linux.IpvsRequest.EditService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A new configuration is edited into the running one; FIFO lines as Keepalived 2.2.7 wrote them. */
class ReloadTest {
    private static final String V = "10.1.0.4";

    private static VirtualServer withServers(RealServer... servers) {
        return virtual(V, quorum("D", 1, 0), sorry("10.2.0.9", false), false, servers);
    }

    @Test
    void theSameConfigurationIsNoWork() {
        VirtualServer server = withServers(real("d1", "10.2.0.1", 1), real("d2", "10.2.0.2", 1));
        Director director = Director.started(server);
        director.fail(id(V, "10.2.0.1"));
        assertEquals(List.of(), director.reload(server));
    }

    @Test
    void aChangedSchedulerAndAChangedWeightAreEdited() {
        Director director = Director.started(withServers(real("d1", "10.2.0.1", 3), real("d2", "10.2.0.2", 1)));
        director.reload(Plans.with(
                withServers(real("d1", "10.2.0.1", 7), real("d2", "10.2.0.2", 1)), ServiceSettings.of("wlc")));
        assertEquals(
                List.of(
                        new EditService(ServiceSettings.of("wlc").service(tcp(V, 80))),
                        new EditDestination(tcp(V, 80), IpvsDestination.of(ip("10.2.0.1"), 80, Plans.NAT, 7))),
                director.requests);
        assertEquals(
                List.of("Changing weight from 3 to 7 for active service [10.2.0.1]:tcp:80 of VS [10.1.0.4]:tcp:80"),
                director.log);
        assertEquals(List.of(), director.fifo);
    }

    @Test
    void failedServersStayOutAndAddedOnesGainTheQuorum() {
        RealServer one = real("d1", "10.2.0.1", 1);
        RealServer two = real("d2", "10.2.0.2", 1);
        Director director = Director.started(withServers(one, two));
        director.fail(id(V, "10.2.0.1"));
        director.fail(id(V, "10.2.0.2"));
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table(V));

        director.reload(withServers(one, two, real("d3", "10.2.0.3", 1)));
        assertEquals(List.of("VS [10.1.0.4]:tcp:80 UP"), director.fifo);
        assertEquals(List.of("10.2.0.3:80 -m -w 1"), director.table(V));

        director.reload(withServers(one, two));
        assertEquals(
                List.of("RS [10.2.0.3]:tcp:80 [10.1.0.4]:tcp:80 DOWN", "VS [10.1.0.4]:tcp:80 DOWN"), director.fifo);
        assertEquals("service [10.2.0.3]:tcp:80 no longer exist", director.log.getFirst());
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table(V));

        director.pass(id(V, "10.2.0.2"));
        assertEquals(List.of("RS [10.2.0.2]:tcp:80 [10.1.0.4]:tcp:80 UP", "VS [10.1.0.4]:tcp:80 UP"), director.fifo);
    }

    @Test
    void aDifferentQuorumIsLookedAtAtOnce() {
        RealServer one = real("s1", "10.2.0.1", 1);
        RealServer two = real("s2", "10.2.0.2", 1);
        Director director = Director.started(withServers(one, two));
        director.fail(id(V, "10.2.0.2"));
        director.reload(virtual(V, quorum("S", 2, 0), sorry("10.2.0.9", false), false, one, two));
        assertEquals(List.of("VS [10.1.0.4]:tcp:80 DOWN"), director.fifo);
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table(V));
        director.reload(withServers(one, two));
        assertEquals(List.of("VS [10.1.0.4]:tcp:80 UP"), director.fifo);
        assertEquals(List.of("10.2.0.1:80 -m -w 1"), director.table(V));
    }

    @Test
    void aVirtualServerThatIsNoLongerConfiguredGoesWithAnnouncements() {
        VirtualServer kept = virtual("10.1.0.1", real("k1", "10.2.0.1", 1));
        VirtualServer gone = virtual("10.1.0.6", quorum("V", 1, 0), Optional.empty(), false, real("v1", "10.2.0.1", 1));
        Director director = Director.started(kept, gone);
        director.reload(kept);
        assertEquals(
                List.of("RS [10.2.0.1]:tcp:80 [10.1.0.6]:tcp:80 DOWN", "VS [10.1.0.6]:tcp:80 DOWN"), director.fifo);
        assertEquals(List.of("v1 down", "V qdown"), director.scripts);
        assertEquals(List.of(new DeleteService(tcp("10.1.0.6", 80))), director.requests);
        assertEquals(
                List.of(
                        "Removing Virtual Server [10.1.0.6]:tcp:80",
                        "Removing service [10.2.0.1]:tcp:80 from VS [10.1.0.6]:tcp:80"),
                director.log);
    }

    @Test
    void aGroupThatGrowsAndShrinksTouchesOnlyThoseServices() {
        VirtualServer like = withServers(real("g1", "10.2.0.1", 1));
        Director director = Director.started(Plans.group(like, "G", tcp("10.1.1.1", 80), tcp("10.1.1.2", 80)));
        assertEquals(List.of("VS [G]:0 UP"), director.fifo);
        director.reload(Plans.group(like, "G", tcp("10.1.1.2", 80), tcp("10.1.1.3", 80)));
        assertEquals(
                List.of(DeleteService.class, AddService.class, AddDestination.class),
                director.requests.stream().map(IpvsRequest::getClass).toList());
        director.fail(new RealServerId("G", ip("10.2.0.1"), 80));
        assertEquals(List.of("RS [10.2.0.1]:tcp:80 [G]:0 DOWN", "VS [G]:0 DOWN"), director.fifo);
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table("10.1.1.2"));
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table("10.1.1.3"));
    }

    @Test
    void aServiceThatMovesToAnotherVirtualServerIsNotTakenDown() {
        VirtualServer like = withServers(real("g1", "10.2.0.1", 1));
        Director director = Director.started(Plans.group(like, "A", tcp("10.1.1.1", 80)));
        director.reload(Plans.group(like, "B", tcp("10.1.1.1", 80)));
        assertEquals(List.of(), director.requests);
    }

    @Test
    void aCheckThatReplacesAFailedOneDoesNotBringADeadServerBack() {
        RealServer server = real("d1", "10.2.0.1", 1);
        Director director = Director.started(withServers(server));
        director.fail(id(V, "10.2.0.1"));
        RealServer other =
                RealServer.of(ip("10.2.0.1"), 80, 1, Plans.NAT, new Checker("TCP_CHECK", Checker.Kind.TCP, false));
        director.reload(withServers(other));
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table(V));
        director.on(new BalancingEvent.CheckFinished(id(V, "10.2.0.1"), "TCP_CHECK", CheckVerdict.passed()));
        assertEquals(List.of("10.2.0.1:80 -m -w 1"), director.table(V));
    }

    @Test
    void anAddedAlphaCheckDoesNotCutALivingServerOff() {
        Director director = Director.started(withServers(real("d1", "10.2.0.1", 1)));
        RealServer more = RealServer.of(
                ip("10.2.0.1"),
                80,
                1,
                Plans.NAT,
                new Checker(Plans.CHECK, Checker.Kind.TCP, false),
                new Checker("TCP_CHECK", Checker.Kind.TCP, true));
        director.reload(withServers(more));
        assertEquals(List.of("10.2.0.1:80 -m -w 1"), director.table(V));
    }

    /** 37,000 real servers, of which 3 differ: 3 requests. A reload that compared each with each would not end in time. */
    @Test
    void aHugeConfigurationCostsWhatDiffers() {
        List<VirtualServer> before = huge(1);
        Director director = Director.started(before.toArray(VirtualServer[]::new));
        assertEquals(37 + 37_000, director.requests.size());
        List<VirtualServer> after = huge(2);
        director.reload(after.toArray(VirtualServer[]::new));
        assertEquals(
                List.of(EditDestination.class, DeleteDestination.class, EditDestination.class),
                director.requests.stream().map(IpvsRequest::getClass).toList());
    }

    /** 37 virtual servers of 1,000 real servers; the second variant has two other weights and one server less. */
    private static List<VirtualServer> huge(int variant) {
        List<VirtualServer> servers = new ArrayList<>();
        for (int i = 0; i < 37; i++) {
            int which = i;
            RealServer[] reals = IntStream.range(0, 1_000)
                    .filter(j -> variant == 1 || which != 5 || j != 999)
                    .mapToObj(j -> real(
                            "r", "10." + (10 + which) + "." + j / 250 + "." + (j % 250 + 1), weight(variant, which, j)))
                    .toArray(RealServer[]::new);
            servers.add(virtual("10.1.0." + (i + 1), reals));
        }
        return servers;
    }

    private static int weight(int variant, int i, int j) {
        return variant == 2 && j == 500 && (i == 5 || i == 30) ? 9 : 1;
    }

    @Test
    void initialNotifiesTellOfServersThatAReloadBrings() {
        Director director = Director.started(virtual("10.1.0.1", real("k1", "10.2.0.1", 1)));
        BalancingPlan plan = BalancingPlan.of(
                virtual("10.1.0.1", real("k1", "10.2.0.1", 1)),
                virtual("10.1.0.6", quorum("V", 1, 0), Optional.empty(), false, real("v1", "10.2.0.1", 1)));
        director.on(new BalancingEvent.Reloaded(new BalancingPlan(
                plan.virtualServers(),
                plan.timeouts(),
                plan.syncDaemon(),
                plan.flushAtStart(),
                plan.flushAtStop(),
                true,
                plan.checkerMails())));
        assertEquals(List.of("RS [10.2.0.1]:tcp:80 [10.1.0.6]:tcp:80 UP", "VS [10.1.0.6]:tcp:80 UP"), director.fifo);
        assertTrue(director.scripts.contains("v1 up"));
    }
}
