package holdfast.drill.report;

import static holdfast.drill.report.Samples.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.drill.measure.Fact;
import holdfast.drill.report.NodeTimeline.Span;
import holdfast.drill.report.NodeTimeline.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTimelineTest {
    @Test
    void ofAKilledMasterShowsItsAddressOutlivingIt() {
        assertEquals(
                List.of(
                        new Span(at(0), at(100), State.OFF),
                        new Span(at(100), at(500), State.BACKUP),
                        new Span(at(500), at(2_000), State.MASTER),
                        new Span(at(2_000), at(3_000), State.HOLDING),
                        new Span(at(3_000), at(6_000), State.OFF)),
                spans("node1", Samples.facts()));
    }

    @Test
    void ofItsSuccessorEndsAsMaster() {
        assertEquals(
                List.of(
                        new Span(at(0), at(100), State.OFF),
                        new Span(at(100), at(5_000), State.BACKUP),
                        new Span(at(5_000), at(6_000), State.MASTER)),
                spans("node2", Samples.facts()));
    }

    @Test
    void ofAMasterThatSaysGoodbyeEndsThere() {
        List<Fact> facts = new ArrayList<>(Samples.facts().subList(0, 5));
        facts.add(Samples.advert("node1", 1_800, 0));
        facts.add(new Fact.AddressChange(at(1_801), "node1", "eth0", Samples.ADDRESS, false));
        assertEquals(
                List.of(
                        new Span(at(500), at(1_800), State.MASTER),
                        new Span(at(1_800), at(1_801), State.HOLDING),
                        new Span(at(1_801), at(6_000), State.BACKUP)),
                spans("node1", facts).subList(2, 5));
    }

    private static List<Span> spans(String host, List<Fact> facts) {
        return NodeTimeline.of(facts, host, 51, Samples.ADDRESS, at(0), at(6_000))
                .spans();
    }
}
