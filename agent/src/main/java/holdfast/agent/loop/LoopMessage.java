package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.status.VrrpStatus;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VrrpEvent;
import java.util.concurrent.CompletableFuture;

/** What other threads tell the loop. */
public sealed interface LoopMessage {
    /** A tracked thing has a status now. */
    record Tracked(TrackedObject object, TrackStatus status) implements LoopMessage {}

    /** Nobody on the link answers for the addresses of a router. */
    record Unclaimed(VrrpEvent.AddressesUnclaimed event) implements LoopMessage {}

    /**
     * A reload has read and checked a new configuration.
     *
     * @param plan what is to be done from now on
     * @param done gets what became of it, on the loop's thread
     */
    record NewPlan(AgentPlan plan, CompletableFuture<Reconfiguration> done) implements LoopMessage {}

    /**
     * What would {@link NewPlan} do now? The answer comes on the loop's thread; to work it out is for the one who asks.
     *
     * @param plan what might be done
     */
    record RehearsalAsked(AgentPlan plan, CompletableFuture<Rehearsal> answer) implements LoopMessage {}

    /** How are all doing? The answer comes on the loop's thread. */
    record StatusAsked(CompletableFuture<VrrpStatus> answer) implements LoopMessage {}

    /** An operator wants something of the election. The answer comes on the loop's thread. */
    record Ordered(ElectionOrder order, CompletableFuture<OrderResult> answer) implements LoopMessage {}

    /**
     * A new process of this node is ready to go on: everything stays in place, with its lease. The loop answers right after an
     * advert, and does nothing but advertise until that process serves; then it ends.
     */
    record Relieved(Relief relief) implements LoopMessage {}

    /**
     * The agent is to stop.
     *
     * @param inPlace leave addresses where they are, without a lease, and say nothing: another daemon of this node goes on with them
     */
    record Stop(boolean inPlace) implements LoopMessage {}
}
