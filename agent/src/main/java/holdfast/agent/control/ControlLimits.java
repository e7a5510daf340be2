package holdfast.agent.control;

import java.time.Duration;

/**
 * What bounds the control socket.
 *
 * @param clients how many are served at once; others wait in the socket's backlog
 * @param requestBytes the longest line of a request
 * @param arrivingBytes requests that are arriving, of all clients together; the heap of the daemon is small
 * @param unsentBytes answers that wait to be read, of all clients together; the heap of the daemon is small
 * @param receiving how long a request may take to arrive
 * @param pressed how long, when all places are taken and somebody waits for one
 * @param handling how long a handler may take
 * @param sending how long a client may take to read its answer
 */
record ControlLimits(
        int clients,
        int requestBytes,
        int arrivingBytes,
        int unsentBytes,
        Duration receiving,
        Duration pressed,
        Duration handling,
        Duration sending) {
    static final ControlLimits DEFAULT = new ControlLimits(
            64,
            4 << 20,
            8 << 20,
            4 << 20,
            Duration.ofSeconds(5),
            Duration.ofMillis(250),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5));
}
