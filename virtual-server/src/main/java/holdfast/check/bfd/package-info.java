/**
 * The driver of {@link holdfast.bfd}: its sockets and its thread.
 *
 * <p>The thread is its own and not the checks', because a session with the default timers is lost after 50 ms of silence: a
 * burst of ten thousand checks must not be taken for a dead neighbor. Keepalived has a process of its own for the same reason.
 */
package holdfast.check.bfd;
