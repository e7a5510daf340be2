package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.OperatorCommand.ConfiguredWeight;
import holdfast.ipvs.OperatorCommand.Disable;
import holdfast.ipvs.OperatorCommand.Drain;
import holdfast.ipvs.OperatorCommand.Enable;
import holdfast.ipvs.OperatorCommand.Reset;
import holdfast.ipvs.OperatorCommand.SetWeight;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final long NOW = Long.MAX_VALUE - 3; // the monotonic clock may overflow
    private static final long LATER = Long.MIN_VALUE + 6; // 10 ns later

    @Test
    void anEarlierWeightHoldsAgainWhenSomethingForAWhileIsOver() {
        Orders weighed = Orders.NONE.and(new SetWeight(5), OptionalLong.empty());
        Orders enabled = weighed.and(new Enable(), OptionalLong.of(LATER));
        assertEquals(weighed, enabled.at(LATER));
        assertEquals(List.of(), enabled.at(LATER).from(enabled), "nothing changes: it was enabled before");

        Orders drained = weighed.and(new Drain(), OptionalLong.of(LATER));
        assertEquals(List.of(new Drain()), drained.from(weighed));
        assertEquals(List.of(new Enable()), drained.at(LATER).from(drained));

        Orders heavier = weighed.and(new SetWeight(9), OptionalLong.of(LATER));
        assertEquals(List.of(new SetWeight(9)), heavier.from(weighed));
        assertEquals(List.of(new SetWeight(5)), heavier.at(LATER).from(heavier));
    }

    @Test
    void aDrainHoldsAgainAfterATimeOfBeingEnabled() {
        Orders drained = Orders.NONE.and(new Drain(), OptionalLong.empty());
        Orders enabled = drained.and(new Enable(), OptionalLong.of(LATER));
        assertEquals(List.of(new Enable()), enabled.from(drained));
        assertEquals(List.of(new Drain()), enabled.at(LATER).from(enabled));
    }

    @Test
    void whatIsForAWhileEndsThenAndNotBefore() {
        Orders drained = Orders.NONE.and(new Drain(), OptionalLong.of(LATER));
        assertEquals(OptionalLong.of(10), drained.nanosUntilEnd(NOW));
        assertEquals(drained, drained.at(LATER - 1));
        assertTrue(drained.at(LATER).isEmpty());
        assertEquals(List.of(new Reset()), drained.at(LATER).from(drained));
        assertEquals(OptionalLong.of(0), drained.nanosUntilEnd(LATER + 5));
        assertEquals(OptionalLong.empty(), drained.at(LATER).nanosUntilEnd(LATER));
    }

    @Test
    void aCommandWithoutAnEndReplacesTheOneWithAnEndButNotWhatIsAboutSomethingElse() {
        Orders both =
                Orders.NONE.and(new Drain(), OptionalLong.of(LATER)).and(new SetWeight(7), OptionalLong.of(LATER + 5));
        Orders disabled = both.and(new Disable(), OptionalLong.empty());
        assertEquals(List.of(new Disable()), disabled.from(both));
        assertEquals(List.of(new ConfiguredWeight()), disabled.at(LATER + 5).from(disabled));
    }

    @Test
    void enableAndResetTakeBack() {
        Orders drained = Orders.NONE.and(new Drain(), OptionalLong.empty()).and(new Drain(), OptionalLong.of(LATER));
        assertTrue(drained.and(new Enable(), OptionalLong.empty()).isEmpty());
        OperatorCommand weight = new SetWeight(1);
        assertTrue(drained.and(weight, OptionalLong.empty())
                .and(new Reset(), OptionalLong.empty())
                .isEmpty());
    }
}
