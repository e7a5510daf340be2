package holdfast.vrrp;

/**
 * One change of state.
 *
 * @param router whose
 * @param from keepalived's name of the state left
 * @param to keepalived's name of the state entered
 * @param cause why
 * @param atNanos when, on the engine's clock
 * @param priority the effective priority then
 */
public record Transition(String router, String from, String to, Cause cause, long atNanos, int priority) {
    /** Why, in words. */
    public String reason() {
        return cause.words();
    }

    /** {@code VI_1: BACKUP -> MASTER (no advertisement from 10.77.0.1 for 3.648 s)}. */
    public String describe() {
        return router + ": " + from + " -> " + to + " (" + reason() + ")";
    }
}
