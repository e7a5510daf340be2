package holdfast.it.lvs;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * A packet that reset a connection, or refused one, on the client's wire.
 *
 * @param at when it was seen
 * @param port the client's port, whoever has sent the packet
 * @param byClient whether the client has sent it
 * @param line how tcpdump(8) writes it
 */
record Reset(Instant at, int port, boolean byClient, String line) {
    /**
     * Whether a client can have noticed it: its connection was not finished, or none of those that we know of.
     *
     * <p>What comes after the end is noticed by nobody. When the last packet of a connection, the FIN or what acknowledges that of the server, goes to
     * a successor that does not know it, its TCP says that there is no such connection; and the client's TCP says the same when the server, whose FIN
     * nobody acknowledges, repeats it. The client has had its whole answer before either. It can have a new connection by then from the same port,
     * which goes on: only what its TCP says to packets of the one before is a reset by a client that has its answer afterwards.
     */
    boolean hitsSomebody(Collection<Exchange> exchanges) {
        return last(exchanges)
                .map(last -> at.isBefore(last.finished()) && !(byClient && last.isFinished()))
                .orElse(true);
    }

    /** The packet and its connection, in words. */
    String of(Collection<Exchange> exchanges) {
        return line + " of " + last(exchanges).map(Exchange::toString).orElse("a connection that nobody has begun");
    }

    private Optional<Exchange> last(Collection<Exchange> exchanges) {
        return exchanges.stream()
                .filter(exchange -> exchange.port() == port && !exchange.begun().isAfter(at))
                .max(Comparator.comparing(Exchange::begun));
    }
}
