package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.configuration.GivenConfiguration;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.Planner;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.KernelRoute.Hop;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import holdfast.vip.RouteKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DryTakeoverTest {
    private static final String ROUTES = """
            virtual_routes {
                blackhole 10.0.0.0/8
                10.1.0.0/16 via 192.0.2.3
            }
            virtual_rules {
                from 192.0.2.100 table 100 preference 1000
            }
            """;

    private final List<RouteRequest> requests = new ArrayList<>();

    /** Refuses everything, as Linux does with an interface that is not there. */
    private final class Kernel implements RouteKernel {
        @Override
        public List<NetlinkOutcome> perform(List<RouteRequest> asked) {
            requests.addAll(asked);
            return asked.stream()
                    .<NetlinkOutcome>map(_ -> new NetlinkOutcome.Refused(Errno.ENODEV, Optional.empty()))
                    .toList();
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

    private List<RouteRequest> routing(String more) {
        AgentPlan plan = new Planner(true, true).plan(GivenConfiguration.of("""
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    virtual_ipaddress {
                        192.0.2.100/24
                    }
                    %s
                }
                """.formatted(more)));
        requests.clear();
        DryTakeover.attempt(plan, new Kernel());
        assertTrue(requests.stream().anyMatch(RouteRequest.AddAddress.class::isInstance), requests::toString);
        return requests.stream()
                .filter(request -> !(request instanceof RouteRequest.AddAddress)
                        && !(request instanceof RouteRequest.ReplaceAddress)
                        && !(request instanceof RouteRequest.DeleteAddress)
                        && !(request instanceof RouteRequest.DeleteNeighbour))
                .distinct()
                .toList();
    }

    /** A route that drops packets, or a rule, would be taken whatever interface is named beside it. */
    @Test
    void routesAreAskedForByAnInterfaceThatNobodyHas() {
        List<RouteRequest> asked = routing(ROUTES);
        assertEquals(1, asked.size(), asked::toString);
        List<Hop> hops = asked.getFirst() instanceof RouteRequest.AddRoute(var route) ? route.hops() : List.of();
        assertEquals(
                List.of(Integer.MAX_VALUE),
                hops.stream().map(Hop::interfaceIndex).toList());
    }

    @Test
    void whoHasNoneAsksForNone() {
        assertEquals(List.of(), routing(""));
    }
}
