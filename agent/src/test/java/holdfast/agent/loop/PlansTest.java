package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.configuration.GivenConfiguration;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.Planner;
import holdfast.vip.VirtualAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose an address is in a reload. */
class PlansTest {
    private final Set<String> active = new HashSet<>(Set.of("VI_1", "VI_2"));

    private static String instance(String name, int vrid, String... addresses) {
        return """
                vrrp_instance %s {
                    interface eth0
                    virtual_router_id %d
                    virtual_ipaddress {
                        %s
                    }
                }
                """.formatted(name, vrid, String.join("\n        ", addresses));
    }

    private static AgentPlan plan(String... instances) {
        return new Planner(true, true).plan(GivenConfiguration.of(String.join("", instances)));
    }

    private Plans reload(AgentPlan before, AgentPlan after) {
        Plans plans = new Plans(before, active::contains);
        plans.replaceBy(after);
        return plans;
    }

    private static List<String> words(List<VirtualAddress> addresses) {
        return addresses.stream().map(VirtualAddress::toString).toList();
    }

    @Test
    void anAddressThatAnotherActiveRouterGetsIsNotGivenUp() {
        Plans plans = reload(
                plan(instance("VI_1", 51, "192.0.2.100/24", "192.0.2.101/24"), instance("VI_2", 52, "192.0.2.110/24")),
                plan(instance("VI_1", 51, "192.0.2.100/24"), instance("VI_2", 52, "192.0.2.110/24", "192.0.2.101/24")));
        assertEquals(List.of(), words(plans.addressesToShed("VI_1", "VI_1")));
        active.remove("VI_2");
        assertEquals(List.of("192.0.2.101/24 dev eth0"), words(plans.addressesToShed("VI_1", "VI_1")));
    }

    /** With thousands of them a failover would take long. */
    @Test
    void withoutAReloadItDoesNotMatterWhoElseIsActive() {
        Plans plans = new Plans(
                plan(instance("VI_1", 51, "192.0.2.100/24"), instance("VI_2", 52, "192.0.2.110/24")), name -> {
                    throw new AssertionError(name + " was looked at");
                });
        assertEquals(List.of("192.0.2.100/24 dev eth0"), words(plans.addressesToRelease("VI_1")));
    }

    /** Else it would stay on a node that is master of nothing, beside whoever is. */
    @Test
    void anAddressOfARemovedRouterStaysOnlyWhereItsHeirIsActive() {
        Plans plans = reload(
                plan(instance("VI_1", 51, "192.0.2.100/24"), instance("VI_2", 52, "192.0.2.110/24")),
                plan(instance("VI_2", 52, "192.0.2.110/24", "192.0.2.100/24")));
        assertEquals(List.of(), words(plans.addressesToRelease("VI_1")));
        active.remove("VI_2");
        assertEquals(List.of("192.0.2.100/24 dev eth0"), words(plans.addressesToRelease("VI_1")));
    }

    @Test
    void anAddressThatComesBackOnAnotherInterfaceGoesLast() {
        AgentPlan before = plan(instance("VI_1", 51, "192.0.2.100/24", "2001:db8::1/64 dev eth1"));
        Plans plans = reload(before, plan(instance("VI_1", 51, "192.0.2.100/24 dev eth1")));
        VirtualAddress going = before.router("VI_1").orElseThrow().addresses().getFirst();
        assertEquals(List.of("192.0.2.100/24 dev eth0"), words(plans.addressesToShed("VI_1", "VI_1")));
        assertTrue(plans.comesElsewhere(going));
        plans.forgetFormer();
        assertFalse(plans.comesElsewhere(going), "after the reload it goes at once");
    }

    @Test
    void whatIsGivenUpForGoodGoesAtOnce() {
        AgentPlan before = plan(instance("VI_1", 51, "192.0.2.100/24", "192.0.2.101/24"));
        Plans plans = reload(before, plan(instance("VI_1", 51, "192.0.2.100/24")));
        assertFalse(plans.comesElsewhere(
                before.router("VI_1").orElseThrow().addresses().getLast()));
    }
}
