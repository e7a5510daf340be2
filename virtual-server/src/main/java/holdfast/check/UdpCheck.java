package holdfast.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code UDP_CHECK}: a datagram is not answered by an ICMP error within the time, and by a good reply if one is required. Any
 * datagram from the server ends the wait.
 *
 * @param target where to; its timeout should be longer than the kernel asks for the server's link address, about 3 s, for a
 *     machine that is off to be noticed without a required reply
 * @param payload what to send, at most 2048 bytes; without one, 32 bytes of text
 * @param expectation the reply to wait for; empty: silence is good, too
 * @param watch waits for the reply
 */
public record UdpCheck(
        Target target, Optional<BytePattern> payload, Optional<Expectation> expectation, SocketWatch watch)
        implements Check {
    private static final byte[] TEXT = "holdfast check - holdfast check ".getBytes(StandardCharsets.US_ASCII);

    /**
     * {@code require_reply}.
     *
     * @param pattern what the reply begins with; a reply shorter than it need only match as far as it goes. Without a
     *     pattern every reply is good, and of any length: so does Keepalived 2.2.7, whatever its manual says
     * @param minLength least bytes of the reply
     * @param maxLength most bytes of the reply
     */
    public record Expectation(Optional<BytePattern> pattern, int minLength, int maxLength) {
        private boolean isMetBy(ByteBuffer reply) {
            return pattern.isEmpty()
                    || (reply.remaining() >= minLength
                            && reply.remaining() <= maxLength
                            && pattern.get().matchesStartOf(reply));
        }
    }

    @Override
    public String keyword() {
        return "UDP_CHECK";
    }

    @Override
    public Probe begin(Attempt attempt) {
        byte[] datagram = payload.map(BytePattern::bytes).orElse(TEXT);
        return UdpQuestion.ask(target, datagram, attempt, watch, new Reply(expectation));
    }

    private record Reply(Optional<Expectation> expectation) implements UdpQuestion.Judge {
        @Override
        public Optional<Verdict> answered(ByteBuffer datagram) {
            return Optional.of(
                    expectation.isEmpty() || expectation.get().isMetBy(datagram)
                            ? new Verdict.Passed("replied")
                            : new Verdict.Failed("reply data mismatch"));
        }

        @Override
        public Verdict silent() {
            return expectation.isEmpty()
                    ? new Verdict.Passed("no error came back")
                    : new Verdict.Failed("no reply in time");
        }
    }
}
