/**
 * The election: RFC 9568 with its errata, RFC 3768 for version 2, and keepalived's extensions, as a function.
 *
 * <p>{@link holdfast.vrrp.VrrpEngine} takes an event and the time and returns effects in order. It opens no socket,
 * reads no clock and starts no thread; time is monotonic nanoseconds that the caller passes in, compared by
 * subtraction only. The caller - the agent's loop thread, or a test - is the one thread that may touch an engine.
 *
 * <p>Reading order: {@link holdfast.vrrp.VrrpEvent} (what can happen), {@link holdfast.vrrp.Effect} (what is done
 * about it), {@link holdfast.vrrp.RouterState} (the four states), {@code Router} (what changes them), {@code
 * SyncGroupRule} (who moves together).
 */
package holdfast.vrrp;
