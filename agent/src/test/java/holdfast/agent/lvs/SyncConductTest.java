package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.ipvs.BalancingEvent;
import holdfast.linux.IpvsSyncDaemon.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncConductTest {
    private static final LvsPlan PLAN = plan("lvs_sync_daemon eth1 VI_1");
    private static final LvsPlan OF_ANOTHER = plan("lvs_sync_daemon eth1 VI_2");
    private static final LvsPlan WITHOUT = plan("");

    private static LvsPlan plan(String daemon) {
        return Given.plan("""
                global_defs {
                    %s
                }
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    virtual_ipaddress {
                        192.0.2.1
                    }
                }
                vrrp_instance VI_2 {
                    interface eth0
                    virtual_router_id 52
                    virtual_ipaddress {
                        192.0.2.2
                    }
                }
                virtual_server 192.0.2.1 80 {
                    protocol TCP
                    real_server 10.0.1.2 80 {
                    }
                }
                """.formatted(daemon));
    }

    private static final BalancingEvent TELL = new BalancingEvent.HandingOver(Duration.ofMillis(300));
    private static final BalancingEvent MASTER = new BalancingEvent.SyncRoleChanged(Role.MASTER);
    private static final BalancingEvent BACKUP = new BalancingEvent.SyncRoleChanged(Role.BACKUP);
    private static final BalancingEvent SETTLED = new BalancingEvent.SyncRoleSettled();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Of the agent's clock, for what takes time takes it by that. */
    private final long start = System.nanoTime();

    private final List<BalancingEvent> events = new ArrayList<>();
    private final SyncConduct conduct = new SyncConduct(events::add, Set.of());

    private long after(long millis) {
        return start + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private List<BalancingEvent> take() {
        List<BalancingEvent> seen = List.copyOf(events);
        events.clear();
        return seen;
    }

    private void become(boolean master) {
        conduct.instanceChanged(PLAN, "VI_1", master, start);
    }

    @Test
    void whatTheRoleIsAtStartIsSaidThen() {
        conduct.begin(PLAN);
        assertEquals(List.of(), take());
        new SyncConduct(events::add, Set.of("VI_1")).begin(PLAN);
        assertEquals(List.of(MASTER), take());
    }

    @Test
    void whoBecomesMasterListensForOneSecondMore() {
        become(true);
        assertEquals(List.of(MASTER), take());
        assertEquals(TimeUnit.SECONDS.toNanos(1), conduct.nanosUntilNext(start));
        conduct.act(after(999));
        assertEquals(List.of(), take());
        conduct.act(after(1_000));
        assertEquals(List.of(SETTLED), take());
        assertEquals(Long.MAX_VALUE, conduct.nanosUntilNext(after(1_000)));
    }

    @Test
    void otherInstancesAreOfNoConcern() {
        conduct.instanceChanged(PLAN, "VI_2", true, start);
        assertEquals(List.of(), take());
        assertEquals(Long.MAX_VALUE, conduct.nanosUntilNext(start));
    }

    @Test
    void tellsNoLongerThanTheHandOverTakes() {
        conduct.handOver(PLAN, List.of("VI_1"), Duration.ofMillis(200), start);
        conduct.act(after(150));
        assertEquals(List.of(new BalancingEvent.HandingOver(Duration.ofMillis(50))), take());
        conduct.handOver(PLAN, List.of("VI_1"), Duration.ofMillis(200), start);
        conduct.act(after(201));
        assertEquals(List.of(), take());
    }

    @Test
    void whoHandsOverTellsAgainAndAgain() {
        conduct.handOver(PLAN, List.of("VI_1"), PATIENCE, start);
        assertEquals(0, conduct.nanosUntilNext(start));
        conduct.act(start);
        assertEquals(List.of(TELL), take());
        conduct.act(after(40));
        assertEquals(List.of(), take());
        conduct.act(after(2_700));
        assertEquals(List.of(TELL), take());
    }

    @Test
    void whoIsRelievedTellsNoMore() {
        conduct.handOver(PLAN, List.of("VI_1"), PATIENCE, start);
        become(false);
        assertEquals(List.of(BACKUP), take());
        conduct.act(after(60));
        assertEquals(List.of(), take());
    }

    @Test
    void whoIsNotRelievedGivesUp() {
        conduct.handOver(PLAN, List.of("VI_1"), Duration.ofMillis(10), start);
        conduct.act(start);
        assertEquals(List.of(new BalancingEvent.HandingOver(Duration.ofMillis(10))), take());
        assertEquals(Long.MAX_VALUE, conduct.nanosUntilNext(start));
    }

    @Test
    void anotherInstanceThatIsHandedOverIsOfNoConcern() {
        conduct.handOver(PLAN, List.of("VI_2"), PATIENCE, start);
        assertEquals(Long.MAX_VALUE, conduct.nanosUntilNext(start));
    }

    /** Its instance has been MASTER for long, and does not change for it. */
    @Test
    void aDaemonThatAReloadBringsKnowsItsRole() {
        conduct.instanceChanged(WITHOUT, "VI_1", true, start);
        conduct.replaced(WITHOUT, start);
        assertEquals(List.of(), take());
        conduct.replaced(PLAN, start);
        assertEquals(List.of(MASTER), take());
        conduct.replaced(PLAN, start);
        assertEquals(List.of(), take());
    }

    /** The reload of the instances and that of virtual servers come in either order. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInstanceThatIsRenamedIsTheSame(boolean namesFirst) {
        become(true);
        take();
        if (namesFirst) {
            conduct.renamed(PLAN, Map.of("VI_1", "VI_2"), start);
        }
        conduct.replaced(OF_ANOTHER, start);
        if (!namesFirst) {
            conduct.renamed(OF_ANOTHER, Map.of("VI_1", "VI_2"), start);
        }
        assertEquals(List.of(), take());
        conduct.instanceChanged(OF_ANOTHER, "VI_2", false, start);
        assertEquals(List.of(BACKUP), take());
    }

    @Test
    void aReloadCanMakeItFollowAnotherInstance() {
        become(true);
        conduct.instanceChanged(PLAN, "VI_2", false, start);
        take();
        conduct.replaced(OF_ANOTHER, start);
        assertEquals(List.of(BACKUP), take());
        conduct.instanceChanged(OF_ANOTHER, "VI_2", true, start);
        assertEquals(List.of(MASTER), take());
    }
}
