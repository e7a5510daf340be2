package holdfast.agent.operation;

import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.PeerView;
import holdfast.agent.status.operator.Spans;
import holdfast.linux.AddressText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether somebody could take over from this node. Backups are silent (RFC 9568, 6.4.2), so nobody can know; but a router that was heard of
 * this VRID, or is a configured unicast peer, and that answers at this moment, is most likely one.
 */
final class Successors {
    /** The operator's request has three seconds. */
    private static final int MOST_ASKED = 3;

    private static final Duration NEVER = Duration.ofDays(36500);

    private final Reachability reachability;

    Successors(Reachability reachability) {
        this.reachability = reachability;
    }

    /**
     * Looks for one. Waits for answers.
     *
     * @return why none is known, in words; empty when there is one
     */
    Optional<String> lack(InstanceStatus instance) {
        List<PeerView> candidates = instance.peers().stream()
                .filter(peer -> peer.configured() || peer.last().isPresent())
                .sorted(Comparator.comparing(
                        peer -> peer.last().map(PeerView.Heard::ago).orElse(NEVER)))
                .limit(MOST_ASKED)
                .toList();
        if (candidates.isEmpty()) {
            return Optional.of(instance.name() + ": no other router of it has been heard since this daemon started, and"
                    + " backups say nothing: whether one would take over is not known");
        }
        List<String> silent = new ArrayList<>();
        for (PeerView candidate : candidates) {
            if (reachability.answers(candidate.address(), instance)) {
                return Optional.empty();
            }
            silent.add(AddressText.of(candidate.address())
                    + candidate
                            .last()
                            .map(heard -> " (heard " + Spans.text(heard.ago()) + " ago)")
                            .orElse(""));
        }
        return Optional.of(instance.name() + ": " + String.join(", ", silent) + (silent.size() == 1 ? " does" : " do")
                + " not answer a ping, nor who asks the link for it (ARP, neighbour discovery)");
    }
}
