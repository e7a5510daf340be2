import holdfast.drill.measure.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Holds what was seen of an episode against what is promised (docs/lease.md, RFC 9568). */
final class Judge {
    static final String DEAD_HOLDER = "No second holder while a Holdfast node is dead or frozen (adverts each second)";
    static final String PASSING = "Two holders only for a moment when mastership passes on";
    static final String QUICK = "Two holders at 100 ms adverts no longer than the lease allows";
    static final String CUT = "Two holders after a cut: over with the next advert";
    static final String GAP = "Somebody has each address within the time the protocol takes";
    static final String CLIENT = "A client is without service no longer than that";
    static final String SERVED = "Clients are served as soon as all is well (gratuitous ARP)";
    static final String STILL = "Nothing moves while all is well";
    static final String UNMOVED = "Nothing moves by hostile adverts, reloads of other things, restarts without a gap";

    private static final double HANDOVER = 0.25;
    private static final double HANDOVER_STARVED = 0.5;

    /** What the observer, ip monitor on a busy machine, may be late by. */
    private static final double OBSERVER = 0.05;

    /** docs/lease.md: 1.11 s, and a second more for several routers on a node. */
    private static final double LEASE_AT_100_MS = 2.11;

    private static final double BUSY_MACHINE = 1;
    private static final Duration SETTLED = Duration.ofMillis(300);
    private static final int LOST_IN_A_ROW = 3;

    private final Segment segment;
    private final Tally tally;
    private final Map<String, List<Double>> outages = new TreeMap<>();
    private final Map<String, Integer> moves = new TreeMap<>();
    private double keepalivedKept;
    private Instant pingsJudged = Instant.now();

    Judge(Segment segment, Tally tally) {
        this.segment = segment;
        this.tally = tally;
    }

    /** What was before is no outage. */
    void begin() {
        pingsJudged = Instant.now();
        segment.watch.takeSpans();
        segment.watch.takeMoved();
    }

    /** Judges an episode at its very end. */
    void judge(Episode episode, Set<Instance> movedInTrouble, Set<Instance> movedAtRest) {
        List<Watch.Span> spans = segment.watch.takeSpans();
        spans.forEach(span -> span(episode, span));
        none(episode, spans, movedInTrouble);
        tally.check(STILL, movedAtRest.isEmpty(), names(movedAtRest));
        if (episode.faults().stream().allMatch(fault -> fault.has(Fault.Effect.NONE))) {
            tally.check(UNMOVED, movedInTrouble.isEmpty(), names(movedInTrouble));
        }
        moves.merge(episode.kind(), movedInTrouble.isEmpty() ? 0 : 1, Integer::sum);
        outages.computeIfAbsent(episode.kind(), kind -> new ArrayList<>()).add(clients(episode));
    }

    /** That there was no second holder, and no time without one, counts as looked at. */
    private void none(Episode episode, List<Watch.Span> spans, Set<Instance> moved) {
        boolean died = episode.dead().stream().anyMatch(node -> !node.equals("n3"));
        for (Instance one : moved) {
            boolean once = spans.stream().noneMatch(span -> span.instance().equals(one) && !span.holders().isEmpty());
            if (once && died) {
                tally.measure(one.interval().toMillis() < 1_000 ? QUICK : DEAD_HOLDER, 0, OBSERVER, " s", "");
            } else if (once) {
                tally.measure(PASSING, 0, HANDOVER, " s", "");
            }
            if (spans.stream().noneMatch(span -> span.instance().equals(one) && span.holders().isEmpty())) {
                tally.measure(GAP, 0, bound(episode, one), " s", "");
            }
        }
    }

    static String names(Set<Instance> instances) {
        return instances.stream().map(Instance::name).sorted().toList().toString();
    }

    private void span(Episode episode, Watch.Span span) {
        String detail = span.instance().name() + " " + span.holders() + " from " + span.from();
        if (span.holders().isEmpty()) {
            tally.measure(GAP, seconds(span.length()), bound(episode, span.instance()), " s", detail);
            return;
        }
        double interval = seconds(span.instance().interval());
        boolean deadHolder = span.holders().stream().anyMatch(episode.dead()::contains);
        if (span.holders().contains("n3") && episode.dead().contains("n3")) {
            keepalivedKept += seconds(span.length());
        } else if (episode.has(Fault.Effect.SPLIT)) {
            double late = Math.max(0, seconds(Duration.between(episode.healed(), span.until())));
            tally.measure(CUT, late, 1.5 * interval + HANDOVER, " s", detail);
        } else if (interval < 1) {
            tally.measure(QUICK, seconds(span.length()), LEASE_AT_100_MS, " s", detail);
        } else if (deadHolder && span.from().isBefore(episode.healing())) {
            tally.measure(DEAD_HOLDER, seconds(span.length()), OBSERVER, " s", detail);
        } else {
            double moment = episode.has(Fault.Effect.STARVED) ? HANDOVER_STARVED : HANDOVER;
            tally.measure(PASSING, seconds(span.length()), moment, " s", detail);
        }
    }

    /** Active_Down_Interval of the slowest, as often as there can be a reason to wait for it, and what a busy machine adds. */
    private static double bound(Episode episode, Instance instance) {
        boolean twice = episode.faults().size() > 1 || episode.has(Fault.Effect.SPLIT) || episode.has(Fault.Effect.STARVED);
        return seconds(instance.longestDownInterval()) * (twice ? 2 : 1) + BUSY_MACHINE;
    }

    /** The longest time a client went without an answer. */
    private double clients(Episode episode) {
        Instant until = Instant.now().minus(Segment.PING_PATIENCE);
        double longest = 0;
        for (Instance one : segment.instances) {
            List<Outage> seen = segment.pings.get(one).log().outages(pingsJudged, until);
            for (Outage outage : seen) {
                String detail = one.name() + " " + outage.lost() + " pings from " + outage.from();
                tally.measure(CLIENT, seconds(outage.length()), bound(episode, one) + 0.5, " s", detail);
                longest = Math.max(longest, seconds(outage.length()));
            }
            Instant settled = episode.rest().plus(SETTLED);
            seen.stream()
                    .filter(outage -> outage.until().isAfter(settled) && outage.lost() >= LOST_IN_A_ROW)
                    .forEach(outage -> tally.check(SERVED, false, one.name() + " without an answer until " + outage.until()));
            tally.check(SERVED, true, "");
        }
        pingsJudged = until;
        return longest;
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** Longest outage of each episode, by kind. */
    Map<String, List<Double>> outages() {
        return outages;
    }

    /** In how many episodes of a kind an address moved. */
    Map<String, Integer> moves() {
        return moves;
    }

    /** How long addresses of a dead keepalived were there twice, in seconds. */
    double keepalivedKept() {
        return keepalivedKept;
    }
}
