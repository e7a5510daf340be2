package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.configuration.GivenConfiguration;
import holdfast.agent.events.Journal;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.Planner;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.KernelRoute;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteEvent;
import holdfast.linux.RouteRequest;
import holdfast.vip.InterfaceDirectory;
import holdfast.vip.RouteKernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutingTablesTest {
    private static final String MISSING = "198.51.100.0/24 via 192.0.2.3 dev eth0";

    private final List<RouteRequest> requests = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private final InterfaceDirectory interfaces =
            name -> Optional.of(new InterfaceInfo(2, name, 0x41, Optional.empty(), 1500, 0, ""));

    private boolean linkIsDown;

    private final class Kernel implements RouteKernel {
        @Override
        public List<NetlinkOutcome> perform(List<RouteRequest> asked) {
            batches.add(asked.size());
            requests.addAll(asked);
            return asked.stream().map(this::answer).toList();
        }

        private NetlinkOutcome answer(RouteRequest request) {
            boolean refused = linkIsDown
                    && request instanceof RouteRequest.AddRoute(KernelRoute route)
                    && route.family() == AddressFamily.IPV4;
            return refused ? new NetlinkOutcome.Refused(Errno.ENETDOWN, Optional.empty()) : new NetlinkOutcome.Done();
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

    private RoutingTables tables() {
        return new RoutingTables(new Kernel(), interfaces, new Chronicle(new Journal()));
    }

    private static AgentPlan plan(String... routes) {
        return new Planner(true, true).plan(GivenConfiguration.of("""
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    virtual_ipaddress {
                        192.0.2.100/24
                    }
                    virtual_routes {
                        %s
                    }
                    virtual_rules {
                        from 192.0.2.100 table 100 preference 1000
                    }
                }
                """.formatted(String.join("\n        ", routes))));
    }

    private static void come(RoutingTables tables, AgentPlan plan) {
        tables.come(router(plan), 0);
        finish(tables);
    }

    private static RouterPlan router(AgentPlan plan) {
        return plan.router("VI_1").orElseThrow();
    }

    private static void finish(RoutingTables tables) {
        while (tables.isUnderWay()) {
            tables.goOn();
        }
    }

    private List<LastWords.Routing> leftBy(AgentPlan plan) {
        RoutingTables former = tables();
        come(former, plan);
        requests.clear();
        return former.left();
    }

    @Test
    void whatAFormerProcessHadAndTheFileHasNotIsRemoved() {
        List<LastWords.Routing> left =
                leftBy(plan("198.51.100.0/24 via 192.0.2.3 dev eth0", "203.0.113.0/24 via 192.0.2.3 dev eth0"));
        assertEquals(3, left.size());
        tables().removeFormer(left, plan("198.51.100.0/24 via 192.0.2.3 dev eth0"));
        assertEquals(
                List.of(new RouteRequest.Removal(left.get(1).removal())),
                requests,
                () -> "one of " + left + ", and it only");
    }

    @Test
    void whatIsConfiguredOtherwiseIsRemovedToo() {
        List<LastWords.Routing> left = leftBy(plan("198.51.100.0/24 via 192.0.2.3 dev eth0 mtu 1400"));
        tables().removeFormer(left, plan("198.51.100.0/24 via 192.0.2.3 dev eth0 mtu 1400"));
        assertEquals(List.of(), requests);
        tables().removeFormer(left, plan("198.51.100.0/24 via 192.0.2.3 dev eth0 mtu 1300"));
        assertEquals(List.of(new RouteRequest.Removal(left.getFirst().removal())), requests);
    }

    /** Two thousand of them in one message would keep adverts waiting. */
    @Test
    void manyComeInSlicesAndGoAtOnce() {
        String[] routes = new String[2_000];
        for (int i = 0; i < routes.length; i++) {
            routes[i] = "10.%d.%d.0/24 via 192.0.2.3 dev eth0".formatted(i / 250, i % 250);
        }
        RoutingTables tables = tables();
        come(tables, plan(routes));
        assertEquals(2_001, requests.size());
        assertTrue(batches.stream().allMatch(size -> size <= Acquisitions.SLICE), batches::toString);
        batches.clear();
        tables.release("VI_1");
        assertEquals(List.of(2_001), batches);
        assertFalse(tables.isUnderWay());
        assertEquals(List.of(), tables.left());
    }

    private static boolean has(RoutingTables tables, AgentPlan plan) {
        return router(plan).routing().stream()
                .filter(entry -> entry.toString().equals(MISSING))
                .allMatch(entry -> tables.holds("VI_1", entry));
    }

    private RoutingTables missingOne(AgentPlan plan) {
        RoutingTables tables = tables();
        linkIsDown = true;
        come(tables, plan);
        linkIsDown = false;
        assertFalse(has(tables, plan));
        return tables;
    }

    /** With short intervals a renewal is due whenever what is missing is looked for. */
    @Test
    void whatWasRefusedIsTriedAgainAlsoWhereOthersAreRenewed() {
        AgentPlan plan = plan(MISSING, "2001:db8:10::/48 via 2001:db8::3 dev eth0");
        RoutingTables tables = missingOne(plan);
        requests.clear();
        tables.renew(router(plan), Duration.ofSeconds(6).toNanos());
        finish(tables);
        assertEquals(2, requests.size(), "a renewal, and what was missing");
        assertTrue(has(tables, plan));
    }

    /** No waiting for the next look: what it leads to is cut off until then. */
    @Test
    void whatWasRefusedIsTriedAgainWhenAnInterfaceComesUp() {
        AgentPlan plan = plan(MISSING, "2001:db8:10::/48 via 2001:db8::3 dev eth0");
        RoutingTables tables = missingOne(plan);
        requests.clear();
        InterfaceInfo up = interfaces.named("eth0").orElseThrow();
        assertTrue(tables.on(new RouteEvent.LinkPresent(up)));
        tables.putBack(plan.routers().values());
        tables.lookNow(plan.routers().values(), 1);
        tables.lookNow(plan.routers().values(), 2);
        finish(tables);
        assertTrue(has(tables, plan));
        assertEquals(2, requests.size(), "the one that may have gone, and the one that was refused, once each");
        assertFalse(tables.on(new RouteEvent.LinkPresent(up)), "it was up before");

        tables.release("VI_1");
        requests.clear();
        tables.lookNow(plan.routers().values(), 3);
        finish(tables);
        assertEquals(List.of(), requests, "nothing for a router that is not active");
    }
}
