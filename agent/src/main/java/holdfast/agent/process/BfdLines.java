package holdfast.agent.process;

import holdfast.bfd.EstablishedSession;
import holdfast.bfd.EstablishedSession.Intervals;
import holdfast.check.bfd.LeftSession;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** A BFD session in one of the {@link SuccessionLines}. */
final class BfdLines {
    static final String WORD = "bfd";
    private static final String NONE = "-";

    private BfdLines() {}

    static String of(LeftSession left) {
        EstablishedSession session = left.session();
        return String.join(
                " ",
                WORD,
                SuccessionLines.encoded(session.name()),
                encoded(session.neighbor()),
                session.source().map(BfdLines::encoded).orElse(NONE),
                Boolean.toString(session.multihop()),
                Integer.toString(session.discriminator()),
                Integer.toString(session.remoteDiscriminator()),
                text(session.announced()),
                text(session.inForce()),
                text(session.remote()),
                Integer.toString(session.remoteMultiplier()),
                Boolean.toString(session.polling()),
                Integer.toString(left.sourcePort()));
    }

    private static String encoded(InetAddress address) {
        return SuccessionLines.encoded(address.getHostAddress());
    }

    private static String text(Intervals intervals) {
        return intervals.desiredMinTx() + " " + intervals.requiredMinRx();
    }

    /** Reads such a line. */
    static LeftSession session(List<String> words) {
        return new LeftSession(
                new EstablishedSession(
                        SuccessionLines.decoded(words.get(1)),
                        address(words.get(2)),
                        words.get(3).equals(NONE) ? Optional.empty() : Optional.of(address(words.get(3))),
                        Boolean.parseBoolean(words.get(4)),
                        Integer.parseInt(words.get(5)),
                        Integer.parseInt(words.get(6)),
                        intervals(words, 7),
                        intervals(words, 9),
                        intervals(words, 11),
                        Integer.parseInt(words.get(13)),
                        Boolean.parseBoolean(words.get(14))),
                Integer.parseInt(words.get(15)));
    }

    private static Intervals intervals(List<String> words, int from) {
        return new Intervals(Long.parseLong(words.get(from)), Long.parseLong(words.get(from + 1)));
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(SuccessionLines.decoded(text));
    }
}
