package holdfast.ipvs;

import static holdfast.ipvs.Plans.id;
import static holdfast.ipvs.Plans.ip;
import static holdfast.ipvs.Plans.real;
import static holdfast.ipvs.Plans.tcp;
import static holdfast.ipvs.Plans.virtual;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import holdfast.linux.Errno;
import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsTimeouts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The kernel refuses, or somebody else has changed its table. */
class KernelTroubleTest {
    private static final String V = "10.1.0.1";
    private static final IpvsServiceKey KEY = tcp(V, 80);
    private static final VirtualServer SERVER = virtual(V, real("a1", "10.2.0.1", 3), real("a2", "10.2.0.2", 2));

    @Test
    void aSchedulerTheKernelLacksIsSaidOnceAndTriedAgain() {
        FakeKernel kernel = new FakeKernel();
        kernel.lacks("twos");
        Director director = new Director(BalancingPlan.of(Plans.with(SERVER, ServiceSettings.of("twos"))), kernel);
        director.refusalsExpected = true;
        director.start();
        assertEquals(
                "VS [10.1.0.1]:tcp:80 is not served: the kernel has no scheduler 'twos' (modprobe ip_vs_twos)",
                director.log.getLast());
        assertEquals(
                director.log.getLast(),
                director.servers.status().getFirst().trouble().orElseThrow());
        assertEquals(
                List.of(),
                director.fail(id(V, "10.2.0.1")).stream()
                        .filter(BalancingEffect.Ipvs.class::isInstance)
                        .toList());

        director.look();
        assertEquals(1, director.requests.size());
        assertEquals(List.of(), director.log);

        kernel.has("twos");
        director.look();
        director.look();
        assertEquals(List.of("10.2.0.2:80 -m -w 2"), director.table(V));
        assertEquals(Optional.empty(), director.servers.status().getFirst().trouble());
    }

    @Test
    void aReloadToASchedulerTheKernelLacksKeepsTheOneOfBefore() {
        Director director = Director.started(SERVER);
        director.kernel.lacks("twos");
        director.refusalsExpected = true;
        director.reload(Plans.with(SERVER, ServiceSettings.of("twos")));
        assertEquals(
                List.of(
                        "IPVS refused to edit VS [10.1.0.1]:tcp:80 (scheduler twos): No such file or directory; the kernel has no"
                                + " scheduler 'twos' (modprobe ip_vs_twos), the one of before goes on"),
                director.log);
        assertEquals("rr", director.kernel.services().get(KEY).scheduler());
        director.look();
        assertEquals(List.of(), director.log);
        director.kernel.has("twos");
        director.look();
        assertEquals("twos", director.kernel.services().get(KEY).scheduler());
        assertEquals(new VirtualServers.Quorums(1, 1), director.servers.quorums());
    }

    @Test
    void aServiceThatSomebodyElseAddedMeanwhileIsTakenOver() {
        Director director = new Director(BalancingPlan.of(), new FakeKernel());
        director.start();
        director.refusalsExpected = true;
        assertEquals(Optional.empty(), director.kernel.perform(new IpvsRequest.AddService(IpvsService.of(KEY, "sh"))));
        director.reload(SERVER);
        assertEquals(List.of(new BalancingEffect.ReadTable()), director.others);
        director.refusalsExpected = false;
        director.look();
        assertEquals("rr", director.kernel.services().get(KEY).scheduler());
        assertEquals(List.of("10.2.0.1:80 -m -w 3", "10.2.0.2:80 -m -w 2"), director.table(V));
    }

    @Test
    void whatSomebodyElseRemovedOrChangedIsRestoredAndSaid() {
        Director director = Director.started(SERVER);
        IpvsDestination one = IpvsDestination.of(ip("10.2.0.1"), 80, Plans.NAT, 3);
        IpvsDestination two = IpvsDestination.of(ip("10.2.0.2"), 80, Plans.NAT, 50);
        IpvsDestination three = IpvsDestination.of(ip("10.2.0.3"), 80, Plans.NAT, 1);
        List.of(
                        new IpvsRequest.DeleteDestination(KEY, one),
                        new IpvsRequest.EditDestination(KEY, two),
                        new IpvsRequest.AddDestination(KEY, three))
                .forEach(request -> assertEquals(Optional.empty(), director.kernel.perform(request)));
        director.look();
        assertEquals(List.of("10.2.0.1:80 -m -w 3", "10.2.0.2:80 -m -w 2"), director.table(V));
        assertEquals(
                List.of(
                        "IPVS table changed by somebody else: service [10.2.0.1]:tcp:80 of VS [10.1.0.1]:tcp:80 was removed, adding it again",
                        "IPVS table changed by somebody else: service [10.2.0.2]:tcp:80 of VS [10.1.0.1]:tcp:80 was edited, setting it back to weight 2",
                        "IPVS table changed by somebody else: service [10.2.0.3]:tcp:80 of VS [10.1.0.1]:tcp:80 was added, removing it"),
                director.log);
        assertEquals(List.of(), director.look());
    }

    @Test
    void aServiceThatSomebodyElseRemovedComesBackWithOneLine() {
        Director director = Director.started(SERVER);
        assertEquals(Optional.empty(), director.kernel.perform(new IpvsRequest.DeleteService(KEY)));
        director.look();
        assertEquals(List.of("10.2.0.1:80 -m -w 3", "10.2.0.2:80 -m -w 2"), director.table(V));
        assertEquals(
                List.of("IPVS table changed by somebody else: VS [10.1.0.1]:tcp:80 was removed, adding it again"),
                director.log);
    }

    @Test
    void aFlushOfTheWholeTableIsAFewLinesNotThousands() {
        VirtualServer[] many = new VirtualServer[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = virtual("10.1.1." + i, real("r", "10.2.0.1", 1));
        }
        Director director = Director.started(many);
        assertEquals(Optional.empty(), director.kernel.perform(new IpvsRequest.Flush()));
        director.look();
        assertEquals(200, director.requests.size());
        assertEquals(11, director.log.size());
        assertEquals("IPVS table changed by somebody else: 90 more entries restored", director.log.getLast());
    }

    @Test
    void aRequestRefusedForEverIsSaidOnceAndAsksForOneLookInFiveSeconds() {
        Director director = Director.started(SERVER);
        IpvsRequest request =
                new IpvsRequest.EditDestination(KEY, IpvsDestination.of(ip("10.2.0.1"), 80, Plans.NAT, 3));
        List<BalancingEffect> first = director.servers.on(new BalancingEvent.Refused(request, Errno.EINVAL), 0);
        assertEquals(
                List.of(
                        new BalancingEffect.Log(
                                BalancingEffect.Severity.WARNING,
                                "IPVS refused to edit service [10.2.0.1]:tcp:80 of VS [10.1.0.1]:tcp:80: Invalid argument"),
                        new BalancingEffect.ReadTable()),
                first);
        assertEquals(List.of(), director.servers.on(new BalancingEvent.Refused(request, Errno.EINVAL), 4_999_999_999L));
        assertEquals(
                List.of(new BalancingEffect.ReadTable()),
                director.servers.on(new BalancingEvent.Refused(request, Errno.EINVAL), 5_000_000_000L));
    }

    @Test
    void whatOthersPutInTheTableIsLeftAloneUnlessFlushIsAsked() {
        FakeKernel kernel = new FakeKernel();
        IpvsServiceKey foreign = tcp("10.9.9.9", 80);
        assertEquals(Optional.empty(), kernel.perform(new IpvsRequest.AddService(IpvsService.of(foreign, "rr"))));
        Director director = new Director(BalancingPlan.of(SERVER), kernel);
        director.start();
        director.look();
        director.on(new BalancingEvent.Stopping(BalancingEvent.End.CLEARED));
        assertEquals(List.of(foreign), List.copyOf(kernel.services().keySet()));

        BalancingPlan flushing = new BalancingPlan(
                List.of(SERVER),
                new IpvsTimeouts(0, 0, 0),
                Optional.empty(),
                true,
                BalancingPlan.FlushAtStop.NONE,
                false,
                true);
        Director other = new Director(flushing, kernel);
        other.start();
        assertFalse(kernel.services().containsKey(foreign));
    }

    @Test
    void aKeptTableServesOn() {
        Director director = Director.started(SERVER);
        assertEquals(List.of(), director.on(new BalancingEvent.Stopping(BalancingEvent.End.KEPT)));
        assertEquals(2, director.table(V).size());
        assertEquals(List.of(), director.fail(id(V, "10.2.0.1")));
    }
}
