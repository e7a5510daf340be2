package holdfast.vrrp.sim;

/**
 * Whether a router's advertisements leave its node: the same reckoning as {@code holdfast.agent.loop.Voices}, which this module does not know.
 * One that is refused in passing is forgiven. Who cannot say that it is active takes no addresses, and gives those back that it took before
 * it said so.
 */
final class Voice {
    private boolean refused;
    private boolean lasting;
    private boolean unsaid;

    /** An advertisement left. */
    void left() {
        refused = false;
        lasting = false;
        unsaid = false;
    }

    /**
     * One did not leave.
     *
     * @param passing whether the next one may
     * @return whether addresses taken before it must go again
     */
    boolean refused(boolean passing) {
        lasting = refused || !passing;
        refused = true;
        boolean undo = lasting && unsaid;
        unsaid &= !undo;
        return undo;
    }

    /**
     * It has taken addresses.
     *
     * @param said whether it has said so in the same step
     */
    void tookAddresses(boolean said) {
        unsaid |= !said;
    }

    /** It has let its addresses go. */
    void released() {
        left();
    }

    /** Whether its advertisements do not leave, and the next will not either. */
    boolean isMute() {
        return lasting;
    }

    /** Whether the last one did not leave. */
    boolean isUnheard() {
        return refused;
    }
}
