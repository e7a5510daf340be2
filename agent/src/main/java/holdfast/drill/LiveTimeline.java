package holdfast.drill;

import holdfast.drill.measure.Fact;
import holdfast.linux.AddressText;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Prints a line for each fact as it is found. Adverts come in their hundreds: only a first one, a changed priority and a
 * farewell are news. Called from several threads, which find things at different speeds: a line is held back for so long that
 * all are in order of time.
 */
final class LiveTimeline implements Consumer<Fact>, AutoCloseable {
    /** A page is known to be lost after 500 ms; three in a row make an outage. */
    private static final Duration HELD_BACK = Duration.ofMillis(700);

    private static final Duration TICK = Duration.ofMillis(100);

    private record Sender(String host, int virtualRouterId) {}

    private record Claim(int priority, Instant at) {}

    private final PrintStream output;
    private final Instant start;
    private final Set<InetAddress> virtualAddresses;
    private final Map<Sender, Claim> claims = new HashMap<>();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparing(Waiting::at).thenComparingLong(Waiting::number));
    private long number;
    private boolean closed;

    private record Waiting(Instant at, long number, String line) {}

    LiveTimeline(PrintStream output, Instant start, Set<InetAddress> virtualAddresses) {
        this.output = output;
        this.start = start;
        this.virtualAddresses = Set.copyOf(virtualAddresses);
        Thread.ofPlatform().daemon().name("live-timeline").start(this::printForever);
    }

    private void printForever() {
        while (printUntil(Instant.now().minus(HELD_BACK))) {
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized boolean printUntil(Instant moment) {
        while (!waiting.isEmpty() && !waiting.peek().at().isAfter(moment)) {
            output.println(waiting.remove().line());
        }
        return !closed;
    }

    /** Prints what was held back, and nothing from then on. */
    @Override
    public synchronized void close() {
        printUntil(Instant.MAX);
        closed = true;
    }

    @Override
    public synchronized void accept(Fact fact) {
        words(fact).ifPresent(words -> print(fact.at(), words.who(), words.what()));
    }

    /** Takes a line about the drill itself. */
    synchronized void print(Instant at, String who, String what) {
        double seconds = Duration.between(start, at).toNanos() / 1e9;
        if (!closed) {
            String line = String.format(Locale.ROOT, "%9.3f  %-7s %s", seconds, who, what);
            waiting.add(new Waiting(at, number++, line));
        }
    }

    private record Line(String who, String what) {}

    private Optional<Line> words(Fact fact) {
        return switch (fact) {
            case Fact.Advert advert -> advert(advert).map(what -> new Line(advert.host(), what));
            case Fact.Announcement _ -> Optional.empty();
            case Fact.Malformed malformed ->
                Optional.of(new Line(malformed.host(), "sends a malformed advert: " + malformed.problem()));
            case Fact.AddressChange change ->
                virtualAddresses.contains(change.address())
                        ? Optional.of(new Line(
                                change.host(),
                                (change.present() ? "has " : "has lost ") + AddressText.of(change.address())))
                        : Optional.empty();
            case Fact.LinkChange change ->
                Optional.of(new Line(
                        change.host(), "link " + change.interfaceName() + (change.running() ? " is up" : " is down")));
            case Fact.Action action -> Optional.of(new Line("drill", "> " + action.what()));
            case Fact.ServiceChange change -> Optional.of(new Line("client", service(change)));
        };
    }

    private Optional<String> advert(Fact.Advert advert) {
        Sender sender = new Sender(advert.host(), advert.virtualRouterId());
        Claim before = claims.put(sender, new Claim(advert.priority(), advert.at()));
        String router = "VRID " + advert.virtualRouterId();
        if (advert.isRelease()) {
            return Optional.of("says goodbye: priority 0 for " + router);
        }
        boolean silentBefore = before == null
                || before.priority() == 0
                || before.at().plus(advert.interval().multipliedBy(2)).isBefore(advert.at());
        if (silentBefore) {
            return Optional.of("advertises " + router + " as master with priority " + advert.priority());
        }
        return before.priority() == advert.priority()
                ? Optional.empty()
                : Optional.of("advertises priority " + advert.priority() + " instead of " + before.priority());
    }

    private static String service(Fact.ServiceChange change) {
        return switch (change.probe()) {
            case PING -> change.answered() ? "pings are answered again" : "outage: pings are not answered";
            case PAGE -> change.answered() ? "pages come again" : "outage: pages do not come";
        };
    }
}
