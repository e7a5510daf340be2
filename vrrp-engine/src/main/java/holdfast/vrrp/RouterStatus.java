package holdfast.vrrp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a virtual router is doing: a snapshot.
 *
 * @param configuration how it is configured
 * @param state its state
 * @param lastTransition how it came into that state
 * @param basePriority as configured
 * @param effectivePriority with what tracked things add; what it advertises
 * @param activeRouter who was last heard as active, or ourselves while Active
 * @param activePriority the priority heard with it
 * @param activeInterval Active_Adver_Interval: learned in version 3, else our own
 * @param activeDownInterval how long silence is borne now
 * @param source the address it advertises from, once that is known
 * @param syncGroup the group it is in
 * @param contributions what each tracked thing makes of the priority
 * @param peers other routers of this VRID that were heard
 * @param counters what happened so far
 * @param held it has handed over, and leaves its successor alone although its priority may be higher
 * @param handingOver it waits for a successor to be heard
 */
public record RouterStatus(
        VirtualRouter configuration,
        RouterState state,
        Transition lastTransition,
        int basePriority,
        int effectivePriority,
        Optional<InetAddress> activeRouter,
        int activePriority,
        Duration activeInterval,
        Duration activeDownInterval,
        Optional<InetAddress> source,
        Optional<String> syncGroup,
        List<Contribution> contributions,
        List<PeerStatus> peers,
        RouterCounters counters,
        boolean held,
        boolean handingOver) {
    /** Copies the lists. */
    public RouterStatus {
        contributions = List.copyOf(contributions);
        peers = List.copyOf(peers);
    }
}
