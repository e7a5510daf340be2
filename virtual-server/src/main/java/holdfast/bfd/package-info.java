/**
 * Bidirectional forwarding detection (RFC 5880 in asynchronous mode; RFC 5881 over one hop, RFC 5883 over several): the codec,
 * the sessions' state machine and timers.
 *
 * <p>{@link holdfast.bfd.BfdEngine} is a function of its input: no clock, no thread, no socket. Whoever drives it has one thread
 * for it.
 */
package holdfast.bfd;
