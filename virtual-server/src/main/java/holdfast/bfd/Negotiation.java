package holdfast.bfd;

/**
 * The intervals of one session, ours and the neighbor's, and what follows from both (RFC 5880, 6.8.2 to 6.8.4). All in
 * microseconds, at most 32 bits.
 */
final class Negotiation {
    private long desiredMinTx;
    private long requiredMinRx;
    /** What is in force here; they trail the announced ones while a Poll Sequence has not been answered. */
    private long desiredMinTxInForce;

    private long requiredMinRxInForce;
    private int multiplier;

    private long remoteDesiredMinTx;
    private long remoteRequiredMinRx = 1; // RFC 5880, 6.8.1
    private int remoteMultiplier;

    Negotiation(long desiredMinTx, long requiredMinRx, int multiplier) {
        this.desiredMinTx = desiredMinTx;
        this.desiredMinTxInForce = desiredMinTx;
        this.requiredMinRx = requiredMinRx;
        this.requiredMinRxInForce = requiredMinRx;
        this.multiplier = multiplier;
    }

    /**
     * Announces new intervals of ours. A longer sending interval and a shorter receiving one wait for the neighbor's answer
     * while the session is up: until then it counts on the old ones (RFC 5880, 6.8.3).
     *
     * @return whether a Poll Sequence is needed
     */
    boolean announce(long newDesiredMinTx, long newRequiredMinRx, boolean up) {
        boolean changed = newDesiredMinTx != desiredMinTx || newRequiredMinRx != requiredMinRx;
        desiredMinTx = newDesiredMinTx;
        requiredMinRx = newRequiredMinRx;
        if (!up || newDesiredMinTx < desiredMinTxInForce) {
            desiredMinTxInForce = newDesiredMinTx;
        }
        if (!up || newRequiredMinRx > requiredMinRxInForce) {
            requiredMinRxInForce = newRequiredMinRx;
        }
        return changed;
    }

    /** The neighbor has answered the poll: what we announced is in force. */
    void acknowledged() {
        desiredMinTxInForce = desiredMinTx;
        requiredMinRxInForce = requiredMinRx;
    }

    void multiplier(int value) {
        multiplier = value;
    }

    void hear(ControlPacket packet) {
        remoteDesiredMinTx = packet.desiredMinTx();
        remoteRequiredMinRx = packet.requiredMinRx();
        remoteMultiplier = packet.multiplier();
    }

    /** A former process announced and heard these. */
    void goOnFrom(EstablishedSession former) {
        desiredMinTx = former.announced().desiredMinTx();
        requiredMinRx = former.announced().requiredMinRx();
        desiredMinTxInForce = former.inForce().desiredMinTx();
        requiredMinRxInForce = former.inForce().requiredMinRx();
        remoteDesiredMinTx = former.remote().desiredMinTx();
        remoteRequiredMinRx = former.remote().requiredMinRx();
        remoteMultiplier = former.remoteMultiplier();
    }

    /** What {@link #goOnFrom} needs, and what else there is to know. */
    EstablishedSession established(BfdSettings settings, int discriminator, int remoteDiscriminator, boolean polling) {
        return new EstablishedSession(
                settings.name(),
                settings.neighbor(),
                settings.source(),
                settings.multihop(),
                discriminator,
                remoteDiscriminator,
                new EstablishedSession.Intervals(desiredMinTx, requiredMinRx),
                new EstablishedSession.Intervals(desiredMinTxInForce, requiredMinRxInForce),
                new EstablishedSession.Intervals(remoteDesiredMinTx, remoteRequiredMinRx),
                remoteMultiplier,
                polling);
    }

    /** The neighbor is gone: it no longer limits how often we send, so that we can be heard by whoever comes back. */
    void forgetNeighbor() {
        remoteRequiredMinRx = 1;
    }

    /** How often we send, before jitter (RFC 5880, 6.8.2). */
    long sendInterval() {
        return Math.max(desiredMinTxInForce, remoteRequiredMinRx);
    }

    /** How often the neighbor sends. */
    long remoteSendInterval() {
        return Math.max(remoteDesiredMinTx, requiredMinRxInForce);
    }

    /** How long the neighbor may be silent (RFC 5880, 6.8.4); 0 before it was ever heard. */
    long detectionTime() {
        return remoteMultiplier * remoteSendInterval();
    }

    /** How long we may be silent, as the neighbor sees it. */
    long remoteDetectionTime() {
        return multiplier * sendInterval();
    }

    /** Whether the neighbor wants no periodic packets (RFC 5880, 6.8.7). */
    boolean isMuted() {
        return remoteRequiredMinRx == 0;
    }

    long desiredMinTx() {
        return desiredMinTx;
    }

    long requiredMinRx() {
        return requiredMinRx;
    }

    int multiplier() {
        return multiplier;
    }

    long remoteDesiredMinTx() {
        return remoteDesiredMinTx;
    }

    long remoteRequiredMinRx() {
        return remoteRequiredMinRx;
    }

    int remoteMultiplier() {
        return remoteMultiplier;
    }
}
