package holdfast.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code SMTP_CHECK}: a mail server greets with 220, answers {@code HELO} with 250, and {@code QUIT} with anything (RFC 5321, 4.2 and 4.3).
 * Replies of several lines are understood, also in the greeting, where Keepalived 2.2.7 fails them.
 *
 * @param target where to
 * @param heloName the name to greet with
 */
public record SmtpCheck(Target target, String heloName) implements Check {
    @Override
    public String keyword() {
        return "SMTP_CHECK";
    }

    @Override
    public RetryRule retryRule() {
        return RetryRule.CYCLE_FROM_START;
    }

    @Override
    public Probe begin(Attempt attempt) throws IOException {
        return new Dialogue(target, heloName, attempt);
    }

    /** What the server's next reply is the answer to. */
    private enum Step {
        GREETING("greeting", 220),
        HELO("answer to HELO", 250),
        QUIT("answer to QUIT", 0);

        private final String words;
        private final int wanted;

        Step(String words, int wanted) {
            this.words = words;
            this.wanted = wanted;
        }
    }

    private static final class Dialogue implements Probe {
        private static final int TIMEOUTS_IN_ALL = 10;

        private final Target target;
        private final Attempt attempt;
        private final byte[] helo;
        private final SocketChannel channel;
        private final long endsAt;
        private final SmtpReply reply = new SmtpReply();
        private Step step = Step.GREETING;

        Dialogue(Target target, String heloName, Attempt attempt) throws IOException {
            this.target = target;
            this.attempt = attempt;
            helo = ("HELO " + heloName + "\r\n").getBytes(StandardCharsets.UTF_8);
            endsAt = attempt.now()
                    + target.timeout().multipliedBy(TIMEOUTS_IN_ALL).toNanos();
            channel = TcpConnector.open(target, attempt);
            if (channel.isConnected()) {
                await();
            }
        }

        private void await() throws IOException {
            attempt.watch(channel, SelectionKey.OP_READ);
            long left = endsAt - attempt.now();
            attempt.limit(target.timeout().toNanos() < left ? target.timeout() : Duration.ofNanos(Math.max(0, left)));
        }

        @Override
        public void ready(SelectionKey key) throws IOException {
            if (!channel.isConnected()) {
                if (channel.finishConnect()) {
                    await();
                }
                return;
            }
            ByteBuffer buffer = attempt.buffer();
            if (channel.read(buffer) < 0) {
                attempt.end(new Verdict.Failed("closed without a complete " + step.words));
                return;
            }
            Optional<Integer> code = reply.feed(buffer.flip());
            await();
            if (code.isPresent()) {
                answered(code.get());
            }
        }

        private void answered(int code) throws IOException {
            if (step.wanted != 0 && code != step.wanted) {
                attempt.end(new Verdict.Failed(step.words + " " + code + " instead of " + step.wanted));
                return;
            }
            switch (step) {
                case GREETING -> say(helo, Step.HELO);
                case HELO -> say("QUIT\r\n".getBytes(StandardCharsets.US_ASCII), Step.QUIT);
                case QUIT -> attempt.end(new Verdict.Passed("greeted"));
            }
        }

        private void say(byte[] words, Step next) throws IOException {
            if (channel.write(ByteBuffer.wrap(words)) < words.length) {
                throw new IOException("the server takes no data"); // a socket buffer holds thousands of such lines
            }
            step = next;
        }

        @Override
        public void timedOut() {
            attempt.end(
                    channel.isConnected()
                            ? new Verdict.Failed("no " + step.words + " within " + Seconds.of(target.timeout()))
                            : TcpConnector.noConnection(target));
        }

        @Override
        public void close() {
            // the channel is the loop's to close
        }
    }
}
