import holdfast.drill.measure.Fact;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Follows who holds what and who advertises, and keeps only what the judge has not seen yet. */
final class Watch implements Consumer<Fact> {
    /**
     * A time with other than one holder.
     *
     * @param instance of what
     * @param holders all who held it within that time; empty: nobody did
     * @param from when it began
     * @param until when it ended; its last known moment when it goes on
     */
    record Span(Instance instance, Set<String> holders, Instant from, Instant until) {
        Duration length() {
            return from.isBefore(until) ? Duration.between(from, until) : Duration.ZERO;
        }
    }

    private record Sender(String host, int vrid) {}

    private final Map<InetAddress, Instance> vips = new HashMap<>();
    private final Map<Instance, Set<String>> holders = new HashMap<>();
    private final Map<Instance, Span> open = new HashMap<>();
    private final List<Span> spans = new ArrayList<>();
    private final Map<Sender, Instant> lastAdverts = new HashMap<>();
    private final Map<Integer, Instance> vrids = new HashMap<>();
    private final List<Double> lateness = new ArrayList<>();
    private final Set<Instance> moved = new HashSet<>();
    private Instant lastMove = Instant.now();
    private Instant quietSince = Instant.MAX;
    private Instant quietUntil = Instant.MAX;

    Watch(List<Instance> instances) {
        for (Instance one : instances) {
            vips.put(one.vip(), one);
            vrids.put(one.vrid(), one);
            holders.put(one, new TreeSet<>());
        }
    }

    @Override
    public synchronized void accept(Fact fact) {
        switch (fact) {
            case Fact.AddressChange change when vips.containsKey(change.address()) -> changed(change);
            case Fact.Advert advert when !advert.isRelease() && vrids.containsKey(advert.virtualRouterId()) -> advertised(advert);
            default -> {}
        }
    }

    private void changed(Fact.AddressChange change) {
        Instance one = vips.get(change.address());
        Set<String> now = holders.get(one);
        if (change.present() ? !now.add(change.host()) : !now.remove(change.host())) {
            return;
        }
        lastMove = change.at();
        moved.add(one);
        Span before = open.get(one);
        if (now.size() == 1) {
            if (before != null) {
                spans.add(new Span(one, before.holders(), before.from(), change.at()));
                open.remove(one);
            }
        } else if (before == null) {
            open.put(one, new Span(one, Set.copyOf(now), change.at(), change.at()));
        } else if (!now.isEmpty()) { // from two to three or back
            Set<String> all = new TreeSet<>(before.holders());
            all.addAll(now);
            open.put(one, new Span(one, all, before.from(), change.at()));
        }
    }

    private void advertised(Fact.Advert advert) {
        Instance one = vrids.get(advert.virtualRouterId());
        Instant last = lastAdverts.put(new Sender(advert.host(), advert.virtualRouterId()), advert.at());
        if (last != null && !last.isBefore(quietSince) && !advert.at().isAfter(quietUntil)) {
            lateness.add(Duration.between(last, advert.at()).toNanos() / (double) one.interval().toNanos());
        }
    }

    synchronized Set<String> holders(Instance one) {
        return Set.copyOf(holders.get(one));
    }

    synchronized Instant lastMove() {
        return lastMove;
    }

    /** When a node last advertised an instance. */
    synchronized Instant lastAdvert(String host, Instance one) {
        return lastAdverts.getOrDefault(new Sender(host, one.vrid()), Instant.MIN);
    }

    /** From now on adverts have to be punctual. */
    synchronized void quiet(Instant since) {
        quietSince = since;
        quietUntil = Instant.MAX;
    }

    synchronized void disturbed() {
        quietUntil = Instant.now();
    }

    /** Which instances moved since the last call. */
    synchronized Set<Instance> takeMoved() {
        Set<Instance> taken = Set.copyOf(moved);
        moved.clear();
        return taken;
    }

    /** Times with other than one holder since the last call; one that goes on counts until now, and will be told again. */
    synchronized List<Span> takeSpans() {
        List<Span> taken = new ArrayList<>(spans);
        open.values().forEach(span -> taken.add(new Span(span.instance(), span.holders(), span.from(), Instant.now())));
        spans.clear();
        return taken;
    }

    /** All intervals between two adverts of an undisturbed master, in units of advert_int. */
    synchronized List<Double> lateness() {
        return List.copyOf(lateness);
    }
}
