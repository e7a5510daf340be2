package holdfast.ipvs;

import static holdfast.ipvs.Plans.id;
import static holdfast.ipvs.Plans.quorum;
import static holdfast.ipvs.Plans.real;
import static holdfast.ipvs.Plans.sorry;
import static holdfast.ipvs.Plans.virtual;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What Keepalived 2.2.7 did on a real kernel (Linux 6.1) when its checks were failed and passed by hand: the lines of {@code ipvsadm -Sn}
 * after each step, of its FIFO, and the scripts it ran.
 */
class KeepalivedSequencesTest {
    private static final String A = "10.1.0.1";
    private static final RealServerId A1 = id(A, "10.2.0.1");
    private static final RealServerId A2 = id(A, "10.2.0.2");
    private static final RealServerId A3 = id(A, "10.2.0.3");

    private static VirtualServer quorumThreeHysteresisOne() {
        return virtual(
                A,
                quorum("A", 3, 1),
                sorry("10.2.0.9", false),
                false,
                real("a1", "10.2.0.1", 3),
                real("a2", "10.2.0.2", 2),
                real("a3", "10.2.0.3", 1));
    }

    @Test
    void sorryServerQuorumHysteresisAndDynamicWeights() {
        Director director = Director.started(quorumThreeHysteresisOne());
        assertEquals(List.of("Gained quorum 3+1=4 <= 6 for VS [10.1.0.1]:tcp:80"), director.log);
        assertEquals(List.of("VS [10.1.0.1]:tcp:80 UP"), director.fifo);
        assertEquals(List.of("A qup"), director.scripts);
        assertEquals(List.of("10.2.0.1:80 -m -w 3", "10.2.0.2:80 -m -w 2", "10.2.0.3:80 -m -w 1"), director.table(A));

        director.fail(A1);
        assertEquals(List.of("RS [10.2.0.1]:tcp:80 [10.1.0.1]:tcp:80 DOWN"), director.fifo);
        assertEquals(List.of("a1 down"), director.scripts);
        assertEquals(
                List.of("Removing service [10.2.0.1]:tcp:80 from VS [10.1.0.1]:tcp:80 (MISC_CHECK: refused)"),
                director.log);
        assertEquals(List.of("10.2.0.2:80 -m -w 2", "10.2.0.3:80 -m -w 1"), director.table(A));

        director.weight(A3, 5);
        assertEquals(
                List.of("Changing weight from 1 to 5 for active service [10.2.0.3]:tcp:80 of VS [10.1.0.1]:tcp:80"),
                director.log);
        assertEquals(List.of("10.2.0.2:80 -m -w 2", "10.2.0.3:80 -m -w 5"), director.table(A));
        director.weight(A3, 0);
        assertEquals(List.of("10.2.0.2:80 -m -w 2", "10.2.0.3:80 -m -w 0"), director.table(A));

        director.fail(A2);
        assertEquals(
                List.of("RS [10.2.0.2]:tcp:80 [10.1.0.1]:tcp:80 DOWN", "VS [10.1.0.1]:tcp:80 DOWN"), director.fifo);
        assertEquals(
                List.of(
                        "Removing service [10.2.0.2]:tcp:80 from VS [10.1.0.1]:tcp:80 (MISC_CHECK: refused)",
                        "Lost quorum 3-1=2 > 0 for VS [10.1.0.1]:tcp:80",
                        "Adding sorry server [10.2.0.9]:tcp:80 to VS [10.1.0.1]:tcp:80",
                        "Removing alive servers from the pool for VS [10.1.0.1]:tcp:80"),
                director.log);
        assertEquals(List.of("a2 down", "A qdown"), director.scripts);
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table(A));

        director.weight(A3, 3);
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table(A));
        assertEquals(List.of(), director.fifo);
        director.weight(A3, 4);
        assertEquals(List.of("VS [10.1.0.1]:tcp:80 UP"), director.fifo);
        assertEquals(List.of("10.2.0.3:80 -m -w 4"), director.table(A));

        director.pass(A3);
        assertEquals(List.of("VS [10.1.0.1]:tcp:80 DOWN"), director.fifo);
        director.pass(A2);
        assertEquals(List.of("RS [10.2.0.2]:tcp:80 [10.1.0.1]:tcp:80 UP"), director.fifo);
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table(A));
        director.pass(A1);
        assertEquals(List.of("RS [10.2.0.1]:tcp:80 [10.1.0.1]:tcp:80 UP", "VS [10.1.0.1]:tcp:80 UP"), director.fifo);
        assertEquals(List.of("10.2.0.1:80 -m -w 3", "10.2.0.2:80 -m -w 2", "10.2.0.3:80 -m -w 1"), director.table(A));
    }

    @Test
    void inhibitedServersAndAnInhibitedSorryServerStayWithWeightZero() {
        String b = "10.1.0.2";
        Director director = Director.started(virtual(
                b,
                quorum("B", 2, 0),
                sorry("10.2.0.9", true),
                false,
                real("b1", "10.2.0.1", 2, false, true),
                real("b2", "10.2.0.2", 2, false, true)));
        assertEquals(List.of("10.2.0.1:80 -m -w 2", "10.2.0.2:80 -m -w 2", "10.2.0.9:80 -m -w 0"), director.table(b));
        director.fail(id(b, "10.2.0.1"));
        assertEquals(
                List.of("Disabling service [10.2.0.1]:tcp:80 of VS [10.1.0.2]:tcp:80 (MISC_CHECK: refused)"),
                director.log);
        assertEquals(List.of("10.2.0.1:80 -m -w 0", "10.2.0.2:80 -m -w 2", "10.2.0.9:80 -m -w 0"), director.table(b));
        director.fail(id(b, "10.2.0.2"));
        assertEquals(List.of("10.2.0.1:80 -m -w 0", "10.2.0.2:80 -m -w 0", "10.2.0.9:80 -m -w 1"), director.table(b));
        assertEquals("Enabling sorry server [10.2.0.9]:tcp:80 to VS [10.1.0.2]:tcp:80", director.log.get(2));
        director.pass(id(b, "10.2.0.1"));
        assertEquals(List.of("10.2.0.1:80 -m -w 2", "10.2.0.2:80 -m -w 0", "10.2.0.9:80 -m -w 0"), director.table(b));
    }

    @Test
    void livingInhibitedServersGetWeightZeroWhileTheSorryServerStandsIn() {
        String q = "10.1.0.2";
        Director director = Director.started(virtual(
                q,
                quorum("Q", 3, 0),
                sorry("10.2.0.9", false),
                false,
                real("q1", "10.2.0.1", 2, false, true),
                real("q2", "10.2.0.2", 2, false, true)));
        director.fail(id(q, "10.2.0.1"));
        assertEquals(List.of("10.2.0.1:80 -m -w 0", "10.2.0.2:80 -m -w 0", "10.2.0.9:80 -m -w 1"), director.table(q));
        director.pass(id(q, "10.2.0.1"));
        assertEquals(List.of("10.2.0.1:80 -m -w 2", "10.2.0.2:80 -m -w 2"), director.table(q));
    }

    @Test
    void alphaServersWaitForTheirFirstSuccessAndTellTheirFirstFailure() {
        String c = "10.1.0.3";
        Director director = Director.started(virtual(
                c,
                quorum("C", 1, 0),
                Optional.empty(),
                true,
                real("c1", "10.2.0.1", 1, true, false),
                real("c2", "10.2.0.2", 1, true, false)));
        assertEquals(List.of(), director.fifo);
        assertEquals(List.of(), director.table(c));
        director.pass(id(c, "10.2.0.2"));
        assertEquals(List.of("RS [10.2.0.2]:tcp:80 [10.1.0.3]:tcp:80 UP", "VS [10.1.0.3]:tcp:80 UP"), director.fifo);
        assertEquals(List.of("c2 up", "C qup"), director.scripts);
        director.fail(id(c, "10.2.0.1"));
        assertEquals(List.of("RS [10.2.0.1]:tcp:80 [10.1.0.3]:tcp:80 DOWN"), director.fifo);
        assertEquals(List.of("10.2.0.2:80 -m -w 1"), director.table(c));
        director.fail(id(c, "10.2.0.1"));
        assertEquals(List.of(), director.fifo);
        director.fail(id(c, "10.2.0.2"));
        assertEquals(List.of(), director.table(c));
    }

    @Test
    void omegaTellsTheEndOfWhatIsUp() {
        String c = "10.1.0.3";
        Director director = Director.started(virtual(
                c, quorum("C", 1, 0), Optional.empty(), true, real("c1", "10.2.0.1", 1), real("c2", "10.2.0.2", 1)));
        director.fail(id(c, "10.2.0.2"));
        director.on(new BalancingEvent.Stopping(BalancingEvent.End.CLEARED));
        assertEquals(
                List.of("RS [10.2.0.1]:tcp:80 [10.1.0.3]:tcp:80 DOWN", "VS [10.1.0.3]:tcp:80 DOWN"), director.fifo);
        assertEquals(List.of("c1 down", "C qdown"), director.scripts);
        assertEquals(List.of(), List.copyOf(director.kernel.services().keySet()));
    }

    @Test
    void nothingIsToldAsDownWhenAnotherProcessGoesOn() {
        String c = "10.1.0.3";
        Director director =
                Director.started(virtual(c, quorum("C", 1, 0), Optional.empty(), true, real("c1", "10.2.0.1", 1)));
        int served = director.kernel.services().size();
        director.on(new BalancingEvent.Stopping(BalancingEvent.End.LEFT));
        assertEquals(List.of(), director.fifo);
        assertEquals(List.of(), director.scripts);
        assertEquals(served, director.kernel.services().size());
    }

    @Test
    void aVirtualServerThatStartsBelowItsQuorumSaysSoOnlyWithASorryServer() {
        VirtualServer silent = virtual(
                "10.1.0.1",
                quorum("P", 3, 1),
                Optional.empty(),
                false,
                real("p1", "10.2.0.1", 2),
                real("p2", "10.2.0.2", 1));
        VirtualServer loud = virtual(
                "10.1.0.2",
                quorum("Q", 3, 1),
                sorry("10.2.0.9", false),
                false,
                real("q1", "10.2.0.1", 2),
                real("q2", "10.2.0.2", 1));
        Director director = Director.started(silent, loud);
        assertEquals(List.of("VS [10.1.0.2]:tcp:80 DOWN"), director.fifo);
        assertEquals(List.of("Q qdown"), director.scripts);
        assertEquals(List.of("10.2.0.1:80 -m -w 2", "10.2.0.2:80 -m -w 1"), director.table("10.1.0.1"));
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table("10.1.0.2"));
    }

    @Test
    void allWeightsZeroIsNoQuorum() {
        Director director = Director.started(
                virtual("10.1.0.4", quorum("T", 0, 0), sorry("10.2.0.9", false), false, real("t1", "10.2.0.1", 0)));
        assertEquals(List.of("VS [10.1.0.4]:tcp:80 DOWN"), director.fifo);
        assertEquals(List.of("10.2.0.9:80 -m -w 1"), director.table("10.1.0.4"));
    }

    @Test
    void withoutASorryServerALostQuorumChangesNoServer() {
        Director director = Director.started(virtual(
                "10.1.0.1",
                quorum("P", 2, 0),
                Optional.empty(),
                false,
                real("p1", "10.2.0.1", 1),
                real("p2", "10.2.0.2", 1)));
        director.fail(id("10.1.0.1", "10.2.0.1"));
        assertEquals(List.of("VS [10.1.0.1]:tcp:80 DOWN"), director.fifo.subList(1, 2));
        assertEquals(List.of("10.2.0.2:80 -m -w 1"), director.table("10.1.0.1"));
    }

    @Test
    void aSorryServerMayBeOneOfTheRealServers() {
        String s = "10.1.0.3";
        Director director = Director.started(virtual(
                s,
                quorum("S", 1, 0),
                sorry("10.2.0.2", false),
                false,
                real("s1", "10.2.0.1", 3),
                real("s2", "10.2.0.2", 2)));
        director.fail(id(s, "10.2.0.1"));
        director.fail(id(s, "10.2.0.2"));
        assertEquals(List.of("10.2.0.2:80 -m -w 1"), director.table(s));
        director.pass(id(s, "10.2.0.1"));
        assertEquals(List.of("10.2.0.1:80 -m -w 3"), director.table(s));
        director.pass(id(s, "10.2.0.2"));
        assertEquals(List.of("10.2.0.1:80 -m -w 3", "10.2.0.2:80 -m -w 2"), director.table(s));
    }
}
