package holdfast.ipvs;

import static holdfast.ipvs.Plans.id;
import static holdfast.ipvs.Plans.quorum;
import static holdfast.ipvs.Plans.real;
import static holdfast.ipvs.Plans.sorry;
import static holdfast.ipvs.Plans.virtual;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.ipvs.RealServerStatus.Admission;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OperatorTest {
    private static final String V = "10.1.0.1";
    private static final RealServerId ONE = id(V, "10.2.0.1");
    private static final RealServerId TWO = id(V, "10.2.0.2");

    private static VirtualServer server() {
        return virtual(
                V,
                quorum("A", 1, 0),
                sorry("10.2.0.9", false),
                false,
                real("a1", "10.2.0.1", 3),
                real("a2", "10.2.0.2", 2));
    }

    @Test
    void aDrainedServerKeepsItsConnections() {
        Director director = Director.started(server());
        director.command(ONE, new OperatorCommand.Drain());
        assertEquals(List.of("10.2.0.1:80 -m -w 0", "10.2.0.2:80 -m -w 2"), director.table(V));
        assertEquals(
                List.of("Operator: service [10.2.0.1]:tcp:80 of VS [10.1.0.1]:tcp:80 is drained (was enabled)"),
                director.log);
        assertEquals(List.of(), director.fifo);
        director.command(ONE, new OperatorCommand.Enable());
        assertEquals(List.of("10.2.0.1:80 -m -w 3", "10.2.0.2:80 -m -w 2"), director.table(V));
    }

    @Test
    void aPoolThatIsDrainedAltogetherKeepsItsConnectionsBesideTheSorryServer() {
        Director director = Director.started(server());
        director.command(ONE, new OperatorCommand.Drain());
        director.command(TWO, new OperatorCommand.Drain());
        assertEquals(List.of("10.2.0.1:80 -m -w 0", "10.2.0.2:80 -m -w 0", "10.2.0.9:80 -m -w 1"), director.table(V));
        director.command(TWO, new OperatorCommand.Reset());
        assertEquals(List.of("10.2.0.1:80 -m -w 0", "10.2.0.2:80 -m -w 2"), director.table(V));
    }

    @Test
    void aDisabledServerIsOutEvenWhenItsChecksPass() {
        Director director = Director.started(server());
        director.command(ONE, new OperatorCommand.Disable());
        assertEquals(List.of("10.2.0.2:80 -m -w 2"), director.table(V));
        director.fail(ONE);
        director.pass(ONE);
        assertEquals(List.of("10.2.0.2:80 -m -w 2"), director.table(V));
    }

    @Test
    void aWeightOfTheOperatorBeatsConfigurationAndChecksUntilReset() {
        Director director = Director.started(server());
        director.command(ONE, new OperatorCommand.SetWeight(9));
        director.weight(ONE, 5);
        assertEquals(List.of("10.2.0.1:80 -m -w 9", "10.2.0.2:80 -m -w 2"), director.table(V));
        director.command(ONE, new OperatorCommand.Reset());
        assertEquals(List.of("10.2.0.1:80 -m -w 5", "10.2.0.2:80 -m -w 2"), director.table(V));
    }

    @Test
    void commandsOutliveReloadsEvenWithoutTheServer() {
        Director director = Director.started(server());
        director.command(ONE, new OperatorCommand.Drain());
        director.reload(virtual(V, real("a2", "10.2.0.2", 2)));
        assertEquals(List.of("10.2.0.2:80 -m -w 2"), director.table(V));
        director.reload(server());
        assertEquals(List.of("10.2.0.1:80 -m -w 0", "10.2.0.2:80 -m -w 2"), director.table(V));
    }

    @Test
    void commandsGivenBeforeTheStartCount() {
        Director director = new Director(BalancingPlan.of(server()), new FakeKernel());
        director.command(ONE, new OperatorCommand.Drain());
        director.start();
        assertEquals(List.of("10.2.0.1:80 -m -w 0", "10.2.0.2:80 -m -w 2"), director.table(V));
    }

    @Test
    void statusTellsWhyAServerIsDownAndWhatTheOperatorWants() {
        Director director = Director.started(server());
        director.now = 5_000;
        director.fail(ONE);
        director.command(TWO, new OperatorCommand.SetWeight(7));
        VirtualServerStatus pool = director.servers.status().getFirst();
        assertEquals(7, pool.liveWeight());
        assertEquals(true, pool.quorumUp());
        RealServerStatus one = pool.realServers().getFirst();
        assertEquals("MISC_CHECK: refused", one.whyDown().orElseThrow());
        assertEquals(5_000, one.since());
        assertEquals(OptionalInt.empty(), one.weight());
        assertEquals(3, one.configuredWeight());
        RealServerStatus two = pool.realServers().getLast();
        assertEquals(OptionalInt.of(7), two.weight());
        assertEquals(OptionalInt.of(7), two.operatorWeight());
        assertEquals(2, two.configuredWeight());
        assertEquals(Admission.ENABLED, two.admission());
        assertEquals(1_000, two.since());
    }
}
