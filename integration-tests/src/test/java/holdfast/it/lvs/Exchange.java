package holdfast.it.lvs;

import java.time.Instant;

/**
 * A connection as the client that made it sees it.
 *
 * @param port the client's
 * @param begun before its first packet
 * @param finished when the client had the whole answer, with the end of the stream, or closed what it had no more use for; {@link #NEVER} when it
 *     did not come to that
 */
record Exchange(int port, Instant begun, Instant finished) {
    static final Instant NEVER = Instant.MAX;

    boolean isFinished() {
        return !finished.equals(NEVER);
    }
}
