package holdfast.agent.lvs;

import holdfast.ipvs.BalancingEvent;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

/** What other threads tell the LVS loop. */
sealed interface LvsMessage {
    /** Verdicts of checks wait to be fetched. */
    record Verdicts() implements LvsMessage {}

    /**
     * A reload has read and checked a new configuration.
     *
     * @param plan what is to be done from now on
     * @param done gets what became of it, on the loop's thread
     */
    record NewPlan(LvsPlan plan, CompletableFuture<Rebalancing> done) implements LvsMessage {}

    /** A tracked file has this number in it. */
    record FileChanged(String name, int value) implements LvsMessage {}

    /** A BFD session is up, or down. */
    record SessionChanged(String name, boolean up) implements LvsMessage {}

    /** A VRRP instance became master, or is it no longer. */
    record InstanceChanged(String name, boolean master) implements LvsMessage {}

    /** This node has lost the network, or has it again: failed checks would say nothing about the servers. */
    record CutOff(boolean now) implements LvsMessage {}

    /** An address of this node came or went. */
    record AddressChanged(InetAddress address, boolean present) implements LvsMessage {}

    /** Something to be done on the loop. */
    record Task(Runnable work) implements LvsMessage {}

    /** Another process goes on with the table ({@code true}), or has failed to. */
    record Rest(boolean on) implements LvsMessage {}

    /** The agent ends. */
    record Stop(BalancingEvent.End end) implements LvsMessage {}
}
