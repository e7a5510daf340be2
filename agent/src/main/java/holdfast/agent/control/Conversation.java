package holdfast.agent.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * One client: its request as far as it has come, then its answer as far as it has left. The server's thread only; never waits.
 */
final class Conversation {
    /** How far it is. */
    enum Phase {
        /** The request is arriving. */
        RECEIVING,
        /** A handler is at work. */
        HANDLING,
        /** The answer is leaving. */
        SENDING
    }

    private final SocketChannel channel;
    private final String user;
    private final int longestRequest;
    private final RequestLine request;
    private Phase phase = Phase.RECEIVING;
    private long deadline;
    private Optional<Exchange> exchange = Optional.empty();
    private ByteBuffer answer = ByteBuffer.allocate(0);

    /**
     * A client that was just let in.
     *
     * @param channel its connection, non-blocking
     * @param user its name
     * @param longestRequest in bytes
     * @param deadline until when its request must be here, in monotonic nanoseconds
     */
    Conversation(SocketChannel channel, String user, int longestRequest, long deadline) {
        this.channel = channel;
        this.user = user;
        this.longestRequest = longestRequest;
        this.request = new RequestLine(longestRequest);
        this.deadline = deadline;
    }

    /**
     * Takes what has arrived, as much as fits into the buffer: nobody else waits long.
     *
     * @param buffer to read with; its content does not matter
     * @return whether the request is complete
     */
    boolean receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            return true; // a request without line end
        }
        return request.take(buffer.flip());
    }

    /** Whether the request is longer than allowed. */
    boolean isTooLarge() {
        return request.isTooLong();
    }

    /** How much of the request is here. */
    int arrived() {
        return request.size();
    }

    /** The request, without its line end, which is not kept here. */
    byte[] takeRequest() {
        return request.remove();
    }

    void handleUntil(long newDeadline) {
        phase = Phase.HANDLING;
        deadline = newDeadline;
    }

    void handledBy(Exchange newExchange) {
        exchange = Optional.of(newExchange);
    }

    /** What is at work, or has finished. */
    Optional<Exchange> exchange() {
        return exchange;
    }

    void answer(byte[] bytes, long newDeadline) {
        phase = Phase.SENDING;
        answer = ByteBuffer.wrap(bytes);
        deadline = newDeadline;
    }

    /** Sends what the client takes now. Returns whether that was the last of it. */
    boolean send() throws IOException {
        channel.write(answer);
        return !answer.hasRemaining();
    }

    /** How much of the answer the client has not taken. */
    int unsentBytes() {
        return answer.remaining();
    }

    Phase phase() {
        return phase;
    }

    String user() {
        return user;
    }

    /** Until when this phase must be over, in monotonic nanoseconds. */
    long deadline() {
        return deadline;
    }

    SocketChannel channel() {
        return channel;
    }

    /**
     * Ends it. What the client has sent too much is read first, for a socket closed with unread bytes takes the answer away from its
     * reader.
     *
     * @param buffer to read with
     */
    void close(ByteBuffer buffer) throws IOException {
        try (channel) {
            int count;
            int total = 0;
            do {
                buffer.clear();
                count = channel.read(buffer);
                total += Math.max(0, count);
            } while (count > 0 && total < longestRequest);
        }
    }
}
