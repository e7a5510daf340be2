package holdfast.conf.schema;

import holdfast.conf.model.UnicastPeer;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.util.Optional;

/** A line of {@code unicast_peer}: {@code IP [min_ttl N] [max_ttl N]}. */
final class PeerLine {
    private static final int MAX_TTL = 255;

    private PeerLine() {}

    static void read(InstanceDraft draft, Arguments in) {
        Word first = in.take().orElseThrow(); // a statement has at least one word
        Optional<InetAddress> address = Kinds.address(in, first);
        if (address.isEmpty()) {
            in.takeAll();
            return;
        }
        int min = 0;
        int max = MAX_TTL;
        for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
            switch (word.get().text()) {
                case "min_ttl" -> min = Kinds.integer(0, MAX_TTL).read(in).orElse(min);
                case "max_ttl" -> max = Kinds.integer(0, MAX_TTL).read(in).orElse(max);
                default -> Weight.unknownOption(in, word.get(), "'min_ttl N', 'max_ttl N' or the end of the line");
            }
        }
        draft.peers.add(new Located<>(new UnicastPeer(address.get(), min, max), first.span()));
    }
}
