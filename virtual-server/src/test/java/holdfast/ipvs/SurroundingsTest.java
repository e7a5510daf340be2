package holdfast.ipvs;

import static holdfast.ipvs.Plans.id;
import static holdfast.ipvs.Plans.ip;
import static holdfast.ipvs.Plans.quorum;
import static holdfast.ipvs.Plans.real;
import static holdfast.ipvs.Plans.virtual;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.linux.IpvsRequest.SetTimeouts;
import holdfast.linux.IpvsRequest.StartSyncDaemon;
import holdfast.linux.IpvsRequest.StopSyncDaemon;
import holdfast.linux.IpvsSyncDaemon;
import holdfast.linux.IpvsSyncDaemon.Role;
import holdfast.linux.IpvsTimeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code ha_suspend}, {@code lvs_sync_daemon}, and {@code lvs_timeouts}. */
class SurroundingsTest {
    private static final String V = "10.1.0.5";

    private static VirtualServer suspended() {
        VirtualServer like = virtual(V, quorum("H", 1, 0), Optional.empty(), false, real("h1", "10.2.0.1", 1));
        return new VirtualServer(
                like.id(),
                like.name(),
                like.protocol(),
                like.services(),
                like.settings(),
                like.quorum(),
                like.sorryServer(),
                like.omega(),
                Set.of(ip(V)),
                true,
                like.realServers());
    }

    @Test
    void checksRestWhileTheAddressIsElsewhere() {
        Director director = Director.started(suspended());
        assertEquals(List.of(new BalancingEffect.SuspendChecks("[10.1.0.5]:tcp:80")), director.others);
        assertEquals(
                "Deactivating healthchecker for service [10.2.0.1]:tcp:80 for VS [10.1.0.5]:tcp:80",
                director.log.getLast());
        assertEquals(List.of("10.2.0.1:80 -m -w 1"), director.table(V));

        director.on(new BalancingEvent.AddressChanged(ip(V), true));
        assertEquals(List.of(new BalancingEffect.ResumeChecks("[10.1.0.5]:tcp:80")), director.others);
        assertEquals(
                List.of("Activating healthchecker for service [10.2.0.1]:tcp:80 for VS [10.1.0.5]:tcp:80"),
                director.log);
        director.on(new BalancingEvent.AddressChanged(ip(V), false));
        assertEquals(
                List.of("Suspending healthchecker for service [10.2.0.1]:tcp:80 for VS [10.1.0.5]:tcp:80"),
                director.log);
        assertEquals(List.of(), director.on(new BalancingEvent.AddressChanged(ip(V), false)));
    }

    @Test
    void checksRunAtOnceWhereTheAddressIsHeld() {
        Director director = new Director(BalancingPlan.of(suspended()), new FakeKernel());
        director.start(V);
        assertEquals(List.of(), director.others);
        director.reload(virtual(V, real("h1", "10.2.0.1", 1)));
        assertEquals(List.of(), director.others);
    }

    private static BalancingPlan plan(Optional<SyncDaemonPlan> daemon, IpvsTimeouts timeouts) {
        return new BalancingPlan(List.of(), timeouts, daemon, false, BalancingPlan.FlushAtStop.NONE, false, true);
    }

    private static SyncDaemonPlan daemon(boolean follows, int id) {
        return new SyncDaemonPlan(
                "eth1", follows, id, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    private static final IpvsTimeouts AS_THEY_ARE = new IpvsTimeouts(0, 0, 0);

    @Test
    void theSyncDaemonFollowsItsInstance() {
        Director director = new Director(plan(Optional.of(daemon(true, 7)), AS_THEY_ARE), new FakeKernel());
        director.start();
        assertEquals(List.of(new StartSyncDaemon(IpvsSyncDaemon.of(Role.BACKUP, "eth1", 7))), director.requests);
        director.on(new BalancingEvent.SyncRoleChanged(Role.MASTER));
        assertEquals(List.of(new StartSyncDaemon(TELLS)), director.requests);
        director.on(new BalancingEvent.SyncRoleSettled());
        assertEquals(List.of(new StopSyncDaemon(Role.BACKUP)), director.requests);
        assertEquals(List.of(), director.on(new BalancingEvent.SyncRoleChanged(Role.MASTER)));
        director.on(new BalancingEvent.Reloaded(plan(Optional.of(daemon(true, 8)), AS_THEY_ARE)));
        assertEquals(2, director.requests.size());
        director.on(new BalancingEvent.Stopping(BalancingEvent.End.CLEARED));
        assertEquals(List.of(new StopSyncDaemon(Role.MASTER)), director.requests);
    }

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration LAST = Duration.ofSeconds(1);
    private static final IpvsSyncDaemon TELLS = IpvsSyncDaemon.of(Role.MASTER, "eth1", 7);

    /** What its predecessor says last is heard, also when the kernel's table is looked at meanwhile. */
    @Test
    void aNewMasterListensForAWhile() {
        Director director = new Director(plan(Optional.of(daemon(true, 7)), AS_THEY_ARE), new FakeKernel());
        director.start();
        director.on(new BalancingEvent.SyncRoleChanged(Role.MASTER));
        director.look();
        assertEquals(List.of(), director.requests);
        director.on(new BalancingEvent.SyncRoleChanged(Role.BACKUP));
        assertEquals(List.of(new StopSyncDaemon(Role.MASTER)), director.requests);
        director.on(new BalancingEvent.SyncRoleSettled());
        assertEquals(List.of(), director.requests);
    }

    @Test
    void whoIsMasterFromTheBeginningDoesNotListen() {
        Director director = new Director(plan(Optional.of(daemon(true, 7)), AS_THEY_ARE), new FakeKernel());
        director.on(new BalancingEvent.SyncRoleChanged(Role.MASTER));
        director.start();
        assertEquals(List.of(new StartSyncDaemon(TELLS)), director.requests);
    }

    @Test
    void whoHandsOverTellsAsLongAsItIsMaster() {
        Director director = new Director(plan(Optional.of(daemon(true, 7)), AS_THEY_ARE), new FakeKernel());
        director.start();
        director.on(new BalancingEvent.HandingOver(PATIENCE));
        assertEquals(List.of(), director.others);
        director.on(new BalancingEvent.SyncRoleChanged(Role.MASTER));
        director.on(new BalancingEvent.HandingOver(PATIENCE));
        assertEquals(
                List.of(new BalancingEffect.TellConnections(TELLS, BalancingEffect.Telling.FOR_NOW, PATIENCE)),
                director.others);
        director.on(new BalancingEvent.SyncRoleChanged(Role.BACKUP));
        director.on(new BalancingEvent.HandingOver(PATIENCE));
        assertEquals(List.of(), director.others);
    }

    /** The kernel forgets what it has not sent. */
    @Test
    void whenTheSyncDaemonOfAMasterEndsTheConnectionsAreTold() {
        Director director = new Director(plan(Optional.of(daemon(true, 7)), AS_THEY_ARE), new FakeKernel());
        director.start();
        director.on(new BalancingEvent.SyncRoleChanged(Role.MASTER));
        assertEquals(List.of(), director.others);
        director.on(new BalancingEvent.SyncRoleChanged(Role.BACKUP));
        assertEquals(
                List.of(new BalancingEffect.TellConnections(TELLS, BalancingEffect.Telling.FOR_THE_LAST_TIME, LAST)),
                director.others);
        director.on(new BalancingEvent.Stopping(BalancingEvent.End.CLEARED));
        assertEquals(List.of(), director.others);
    }

    /** Reading a long table takes time, in which the new master tells already. */
    @Test
    void whoIsNoLongerMasterListensBeforeItTells() {
        Director director = new Director(plan(Optional.of(daemon(true, 7)), AS_THEY_ARE), new FakeKernel());
        director.start();
        director.on(new BalancingEvent.SyncRoleChanged(Role.MASTER));
        director.on(new BalancingEvent.SyncRoleSettled());
        assertEquals(
                List.of(
                        new BalancingEffect.Ipvs(new StartSyncDaemon(IpvsSyncDaemon.of(Role.BACKUP, "eth1", 7))),
                        new BalancingEffect.TellConnections(TELLS, BalancingEffect.Telling.FOR_THE_LAST_TIME, LAST),
                        new BalancingEffect.Ipvs(new StopSyncDaemon(Role.MASTER))),
                director.on(new BalancingEvent.SyncRoleChanged(Role.BACKUP)));
    }

    @Test
    void withoutAnInstanceTheConnectionsAreToldAtTheEnd() {
        Director director = new Director(plan(Optional.of(daemon(false, 7)), AS_THEY_ARE), new FakeKernel());
        director.start();
        director.on(new BalancingEvent.Stopping(BalancingEvent.End.CLEARED));
        assertEquals(
                List.of(new BalancingEffect.TellConnections(TELLS, BalancingEffect.Telling.FOR_THE_LAST_TIME, LAST)),
                director.others);
    }

    @Test
    void nothingIsToldWhereTheTableStays() {
        for (BalancingEvent.End end : List.of(BalancingEvent.End.KEPT, BalancingEvent.End.LEFT)) {
            Director director = new Director(plan(Optional.of(daemon(false, 7)), AS_THEY_ARE), new FakeKernel());
            director.start();
            director.on(new BalancingEvent.Stopping(end));
            assertEquals(List.of(), director.others);
            assertEquals(List.of(), director.requests);
        }
    }

    @Test
    void withoutAnInstanceBothSyncDaemonsRun() {
        Director director = new Director(plan(Optional.of(daemon(false, 0)), AS_THEY_ARE), new FakeKernel());
        director.start();
        assertEquals(2, director.requests.size());
    }

    @Test
    void aSyncDaemonThatRunsAsItShouldIsAdopted() {
        FakeKernel kernel = new FakeKernel();
        Director first = new Director(plan(Optional.of(daemon(true, 7)), AS_THEY_ARE), kernel);
        first.start();
        Director second = new Director(plan(Optional.of(daemon(true, 7)), AS_THEY_ARE), kernel);
        second.start();
        assertEquals(List.of(), second.requests);
    }

    @Test
    void timeoutsArePutBackAtTheEnd() {
        Director director = new Director(plan(Optional.empty(), new IpvsTimeouts(60, 0, 0)), new FakeKernel());
        director.start();
        assertEquals(List.of(new SetTimeouts(new IpvsTimeouts(60, 120, 300))), director.requests);
        director.on(new BalancingEvent.Stopping(BalancingEvent.End.CLEARED));
        assertEquals(List.of(new SetTimeouts(new IpvsTimeouts(900, 120, 300))), director.requests);
    }
}
