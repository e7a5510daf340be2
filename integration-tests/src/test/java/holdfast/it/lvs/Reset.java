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
 * @param line how tcpdump(8) writes it
 */
record Reset(Instant at, int port, String line) {
    /**
     * Whether a client can have noticed it: its connection was not finished, or none of those that we know of.
     *
     * <p>What comes after the end is noticed by nobody. The kernel tells the other director of a connection within two seconds, so the successor
     * does not know the youngest. When the last packet of one of those, the FIN or what acknowledges that of the server, goes to the
     * successor, its TCP says that there is no such connection; and the client's TCP says the same when the server, whose FIN nobody
     * acknowledges, repeats it. The client has had its whole answer before either.
     */
    boolean hitsSomebody(Collection<Exchange> exchanges) {
        return last(exchanges).map(last -> at.isBefore(last.finished())).orElse(true);
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
