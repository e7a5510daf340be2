package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.ipvs.BalancingEvent;
import holdfast.linux.IpvsSyncDaemon.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SyncConductTest {
    private static final LvsPlan PLAN = Given.plan("""
            global_defs {
                lvs_sync_daemon eth1 VI_1
            }
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                virtual_ipaddress {
                    192.0.2.1
                }
            }
            virtual_server 192.0.2.1 80 {
                protocol TCP
                real_server 10.0.1.2 80 {
                }
            }
            """);
    private static final BalancingEvent TELL = new BalancingEvent.HandingOver();
    private static final BalancingEvent SETTLED = new BalancingEvent.SyncRoleSettled();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Of the agent's clock, for what takes time takes it by that. */
    private final long start = System.nanoTime();

    private final List<BalancingEvent> events = new ArrayList<>();
    private final SyncConduct conduct = new SyncConduct(events::add, Optional.empty());

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
        conduct.begin();
        assertEquals(List.of(), take());
        new SyncConduct(events::add, Optional.of(Role.MASTER)).begin();
        assertEquals(List.of(new BalancingEvent.SyncRoleChanged(Role.MASTER)), take());
    }

    @Test
    void whoBecomesMasterListensForOneSecondMore() {
        become(true);
        assertEquals(List.of(new BalancingEvent.SyncRoleChanged(Role.MASTER)), take());
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
    void whoHandsOverTellsAgainAndAgain() {
        conduct.handOver(PATIENCE, start);
        assertEquals(0, conduct.nanosUntilNext(start));
        conduct.act(start);
        assertEquals(List.of(TELL), take());
        conduct.act(after(40));
        assertEquals(List.of(), take());
        conduct.act(after(2_900));
        assertEquals(List.of(TELL), take());
    }

    @Test
    void whoIsRelievedTellsNoMore() {
        conduct.handOver(PATIENCE, start);
        become(false);
        assertEquals(List.of(new BalancingEvent.SyncRoleChanged(Role.BACKUP)), take());
        conduct.act(after(60));
        assertEquals(List.of(), take());
    }

    @Test
    void whoIsNotRelievedGivesUp() {
        conduct.handOver(Duration.ofMillis(10), start);
        conduct.act(start);
        assertEquals(List.of(TELL), take());
        assertEquals(Long.MAX_VALUE, conduct.nanosUntilNext(start));
    }
}
