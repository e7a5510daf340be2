package holdfast.drill;

import holdfast.drill.measure.Fact;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Prints a line for each fact as it is found. Adverts come in their hundreds: only a first one, a changed priority and a
 * farewell are news. Called from several threads.
 */
final class LiveTimeline implements Consumer<Fact> {
    private record Sender(String host, int virtualRouterId) {}

    private record Claim(int priority, Instant at) {}

    private final PrintStream output;
    private final Instant start;
    private final Set<InetAddress> virtualAddresses;
    private final Map<Sender, Claim> claims = new HashMap<>();

    LiveTimeline(PrintStream output, Instant start, Set<InetAddress> virtualAddresses) {
        this.output = output;
        this.start = start;
        this.virtualAddresses = Set.copyOf(virtualAddresses);
    }

    @Override
    public synchronized void accept(Fact fact) {
        words(fact).ifPresent(words -> print(fact.at(), words.who(), words.what()));
    }

    /** Prints a line about the drill itself. */
    synchronized void print(Instant at, String who, String what) {
        double seconds = Duration.between(start, at).toNanos() / 1e9;
        output.println(String.format(Locale.ROOT, "%9.3f  %-7s %s", seconds, who, what));
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
                                (change.present() ? "has " : "has lost ")
                                        + change.address().getHostAddress()))
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
