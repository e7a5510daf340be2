package holdfast.ipvs;

import java.util.Objects;
import java.util.Optional;

/**
 * How much weight must be alive (keepalived.conf(5), {@code quorum} and {@code hysteresis}).
 *
 * @param quorum least total weight of the living real servers; 0: any
 * @param hysteresis gained at {@code quorum + hysteresis}, lost below {@code quorum - hysteresis}
 * @param up script to run when it is gained, by the name under which the agent knows it
 * @param down script to run when it is lost, likewise
 */
public record QuorumRule(long quorum, long hysteresis, Optional<String> up, Optional<String> down) {
    /** Checks the ranges. */
    public QuorumRule {
        Objects.requireNonNull(up);
        Objects.requireNonNull(down);
        if (quorum < 0 || hysteresis < 0) {
            throw new IllegalArgumentException("quorum " + quorum + ", hysteresis " + hysteresis);
        }
    }

    /** A quorum without hysteresis and scripts. */
    public static QuorumRule of(long quorum) {
        return new QuorumRule(quorum, 0, Optional.empty(), Optional.empty());
    }

    /** From that weight on a lost quorum is gained. */
    long gainedAt() {
        return quorum + hysteresis;
    }

    /** Below that weight a quorum is lost. */
    long lostBelow() {
        return quorum - hysteresis;
    }
}
