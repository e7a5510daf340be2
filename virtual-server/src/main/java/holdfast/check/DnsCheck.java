package holdfast.check;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@code DNS_CHECK}: a name server answers a question over UDP without an error. As with Keepalived 2.2.7, an answer without
 * records and a truncated one are fine; what is not the answer to our question is passed over, and the wait goes on. A lost
 * datagram is the business of {@code retry}, which is 3 unless given.
 *
 * @param target where to
 * @param type which records to ask for
 * @param name of what; {@code .} is the root
 * @param watch waits for the answer
 */
public record DnsCheck(Target target, DnsRecordType type, String name, SocketWatch watch) implements Check {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException it is not a domain name
     */
    public DnsCheck {
        DnsMessage.question(0, type.code(), name);
    }

    @Override
    public String keyword() {
        return "DNS_CHECK";
    }

    @Override
    public Probe begin(Attempt attempt) {
        int id = ThreadLocalRandom.current().nextInt(1 << 16);
        return UdpQuestion.ask(target, DnsMessage.question(id, type.code(), name), attempt, watch, new Answer(id));
    }

    private record Answer(int id) implements UdpQuestion.Judge {
        @Override
        public Optional<Verdict> answered(ByteBuffer datagram) {
            return DnsMessage.responseCode(datagram, id).map(Answer::judged);
        }

        private static Verdict judged(int code) {
            String words = "answered " + DnsMessage.words(code);
            return code == 0 ? new Verdict.Passed(words) : new Verdict.Failed(words);
        }

        @Override
        public Verdict silent() {
            return new Verdict.Failed("no answer in time");
        }
    }
}
