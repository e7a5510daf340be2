package holdfast.drill.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.lab.Cidr;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairPlanTest {
    @Test
    void addsPositiveWeightsWhileAllIsWell() {
        assertEquals(103, Plans.router(101, Plans.haproxyScript(2)).priorityWhenWell());
        assertEquals(Optional.of(101), Plans.router(101, Plans.haproxyScript(2)).priorityWithoutHaproxy());
    }

    @Test
    void subtractsNegativeWeightsWhileHaproxyIsGone() {
        assertEquals(101, Plans.router(101, Plans.haproxyScript(-10)).priorityWhenWell());
        assertEquals(
                Optional.of(91), Plans.router(101, Plans.haproxyScript(-10)).priorityWithoutHaproxy());
    }

    @Test
    void takesAFailureWithoutWeightAsAFault() {
        assertEquals(Optional.empty(), Plans.router(101, Plans.haproxyScript(0)).priorityWithoutHaproxy());
    }

    @Test
    void keepsPrioritiesWithinTheirRange() {
        assertEquals(254, Plans.router(250, Plans.haproxyScript(50)).priorityWhenWell());
        assertEquals(Optional.of(1), Plans.router(10, Plans.haproxyScript(-50)).priorityWithoutHaproxy());
        assertEquals(255, Plans.router(255, Plans.haproxyScript(-50)).priorityWhenWell());
    }

    @Test
    void prefersTheNodeWithTheHigherEffectivePriority() throws PlanException {
        PairPlan pair = PairPlan.of(
                Plans.node("node1", Plans.router(100)), Plans.node("node2", Plans.router(99, Plans.haproxyScript(2))));
        assertEquals(Optional.of("node2"), pair.preferred());
        assertTrue(pair.takesBack("node2"));
        assertFalse(pair.takesBack("node1"));
    }

    @Test
    void prefersNobodyWhenPrioritiesAreEqual() throws PlanException {
        PairPlan pair = PairPlan.of(Plans.node("node1", Plans.router(100)), Plans.node("node2", Plans.router(100)));
        assertEquals(Optional.empty(), pair.preferred());
        assertFalse(pair.takesBack("node2"));
    }

    @Test
    void needsACommonVirtualRouter() {
        NodePlan ipv4 = Plans.node("node1", Plans.router(100));
        NodePlan ipv6 = Plans.node("node2", Plans.router("eth0", 100, "fd00::64/64"));
        PlanException refused = assertThrows(PlanException.class, () -> PairPlan.of(ipv4, ipv6));
        assertTrue(refused.getMessage().contains("no virtual router in common"));
    }

    @Test
    void getsANetworkWithRoomForEverybody() throws PlanException {
        Topology topology = Topology.of(Plans.pair());
        assertEquals(1, topology.networks());
        assertEquals(Cidr.parse("192.168.1.11/24"), main(topology, "node1"));
        assertEquals(Cidr.parse("192.168.1.12/24"), main(topology, "node2"));
        List<Cidr> all = topology.attachments().stream()
                .flatMap(attachment -> attachment.addresses().stream())
                .toList();
        assertEquals(6, new HashSet<>(all).size(), "two nodes, a client, three web servers");
        assertFalse(all.contains(Cidr.parse("192.168.1.100/24")));
    }

    @Test
    void avoidsAVirtualAddressWhereANodeWouldBe() throws PlanException {
        Topology topology = Topology.of(PairPlan.of(
                Plans.node("node1", Plans.router("eth0", 101, "10.0.0.11/24")),
                Plans.node("node2", Plans.router("eth0", 100, "10.0.0.11/24"))));
        assertEquals(Cidr.parse("10.0.0.12/24"), main(topology, "node1"));
        assertEquals(Cidr.parse("10.0.0.13/24"), main(topology, "node2"));
    }

    @Test
    void widensANetworkOfOneAddress() throws PlanException {
        Topology topology = Topology.of(PairPlan.of(
                Plans.node("node1", Plans.router("eth0", 101, "10.0.0.200/32")),
                Plans.node("node2", Plans.router("eth0", 100, "10.0.0.200/32"))));
        assertEquals(Cidr.parse("10.0.0.11/24"), main(topology, "node1"));
    }

    @Test
    void meetsOnOneBridgeWhateverTheInterfacesAreCalled() throws PlanException {
        Topology topology = Topology.of(PairPlan.of(
                Plans.node("node1", Plans.router("ens18", 101, "10.0.0.100/24")),
                Plans.node("node2", Plans.router("bond0", 100, "10.0.0.100/24"))));
        assertEquals(1, topology.networks());
        assertEquals("ens18", topology.of("node1").getFirst().interfaceName());
        assertEquals("bond0", topology.of("node2").getFirst().interfaceName());
    }

    @Test
    void givesIpv6RoutersBothFamilies() throws PlanException {
        Topology topology = Topology.of(PairPlan.of(
                Plans.node("node1", Plans.router("eth0", 101, "fd00::64/128")),
                Plans.node("node2", Plans.router("eth0", 100, "fd00::64/128"))));
        assertEquals(
                List.of(Cidr.parse("10.99.0.11/24"), Cidr.parse("fd00::b/64")),
                topology.of("node1").getFirst().addresses());
    }

    private static Cidr main(Topology topology, String host) {
        return topology.of(host).getFirst().addresses().getFirst();
    }
}
