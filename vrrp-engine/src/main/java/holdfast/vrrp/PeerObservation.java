package holdfast.vrrp;

import holdfast.vrrp.wire.RejectionReason;
import java.net.InetAddress;
import java.time.Duration;

/** What is worth remembering about another router of the same VRID. */
public sealed interface PeerObservation {
    /** Which one. */
    InetAddress peer();

    /**
     * It is heard for the first time, or after it was silent.
     *
     * @param peer its address
     * @param priority what it advertises
     */
    record Heard(InetAddress peer, int priority) implements PeerObservation {}

    /**
     * It was active and is not heard any more; it did not say goodbye.
     *
     * @param peer its address
     * @param priority what it advertised last
     * @param lasted since when
     */
    record Silent(InetAddress peer, int priority, Duration lasted) implements PeerObservation {}

    /**
     * A packet of it is not believed. Told at most every ten seconds for each peer and reason.
     *
     * @param peer its address
     * @param reason why
     * @param detail the offending value; no secret
     */
    record Rejected(InetAddress peer, RejectionReason reason, String detail) implements PeerObservation {}
}
