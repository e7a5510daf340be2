/**
 * Bidirectional forwarding detection (RFC 5880, 5881, 5883): the codec and the session's state machine, without a clock or a socket.
 */
package holdfast.bfd;
