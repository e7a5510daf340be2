package holdfast.drill.report;

import holdfast.drill.measure.AddressHistory;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Fact.ActionKind;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What state a node was in when, as it looks from outside: from its adverts, its addresses, and what the drill did to it.
 *
 * @param spans in order, without gaps
 */
public record NodeTimeline(List<Span> spans) {
    /** Copies the list. */
    public NodeTimeline {
        spans = List.copyOf(spans);
    }

    /** How a node looks from outside. */
    public enum State {
        /** Advertises and has the address. */
        MASTER,
        /** Has the address without advertising: its agent cannot act, and the address has not gone yet. */
        HOLDING,
        /** Advertises without the address, for the moment between the two. */
        CLAIMING,
        /** Its agent runs, silent and without the address. */
        BACKUP,
        /** Its agent cannot act: stopped, killed, frozen or cut off; the address is gone. */
        OFF
    }

    /**
     * A time in one state.
     *
     * @param from the first moment
     * @param until the moment after the last
     * @param state the state
     */
    public record Span(Instant from, Instant until, State state) {}

    private record Interval(Instant from, Instant until) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /**
     * Works out a node's states.
     *
     * @param facts everything seen, in order of time
     * @param host the node's name
     * @param virtualRouterId the VRID that is watched
     * @param address the address that is watched
     * @param begin the first moment
     * @param end the moment after the last
     * @return the states between them
     */
    public static NodeTimeline of(
            List<Fact> facts, String host, int virtualRouterId, InetAddress address, Instant begin, Instant end) {
        List<Interval> off = offIntervals(facts, host, end);
        List<Interval> advertising = advertisingIntervals(facts, host, virtualRouterId, address, off);
        List<Interval> holding = holdingIntervals(facts, host, address, end);
        TreeSet<Instant> edges = new TreeSet<>(List.of(begin));
        for (List<Interval> intervals : List.of(off, advertising, holding)) {
            intervals.forEach(interval -> edges.addAll(List.of(interval.from(), interval.until())));
        }
        List<Span> spans = new ArrayList<>();
        for (Instant from : edges) {
            Instant next = edges.higher(from);
            Instant until = next == null || next.isAfter(end) ? end : next;
            if (!from.isBefore(begin) && from.isBefore(until)) {
                append(
                        spans,
                        from,
                        until,
                        state(covered(off, from), covered(advertising, from), covered(holding, from)));
            }
        }
        return new NodeTimeline(spans);
    }

    private static State state(boolean off, boolean advertising, boolean holding) {
        if (holding) {
            return advertising ? State.MASTER : State.HOLDING;
        }
        if (advertising) {
            return State.CLAIMING;
        }
        return off ? State.OFF : State.BACKUP;
    }

    private static void append(List<Span> spans, Instant from, Instant until, State state) {
        if (!spans.isEmpty() && spans.getLast().state() == state) {
            Span last = spans.removeLast();
            spans.add(new Span(last.from(), until, state));
        } else {
            spans.add(new Span(from, until, state));
        }
    }

    private static boolean covered(List<Interval> intervals, Instant at) {
        return intervals.stream().anyMatch(interval -> interval.covers(at));
    }

    /** An agent cannot act before it is first started, nor from an AGENT_OFF action to the next AGENT_ON. */
    private static List<Interval> offIntervals(List<Fact> facts, String host, Instant end) {
        List<Interval> intervals = new ArrayList<>();
        Instant since = Instant.EPOCH;
        for (Fact fact : facts) {
            if (fact instanceof Fact.Action(Instant at, String whom, ActionKind kind, String _) && whom.equals(host)) {
                if (kind == ActionKind.AGENT_OFF && since == null) {
                    since = at;
                } else if (kind == ActionKind.AGENT_ON && since != null) {
                    intervals.add(new Interval(since, at));
                    since = null;
                }
            }
        }
        if (since != null) {
            intervals.add(new Interval(since, end));
        }
        return intervals;
    }

    /**
     * An advert speaks for a quarter more than its interval, unless a farewell, the loss of the address or the agent's end
     * cuts that short.
     */
    private static List<Interval> advertisingIntervals(
            List<Fact> facts, String host, int virtualRouterId, InetAddress address, List<Interval> off) {
        List<Interval> intervals = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.AddressChange change
                    && change.host().equals(host)
                    && change.address().equals(address)
                    && !change.present()) {
                cutLast(intervals, change.at());
            }
            if (!(fact instanceof Fact.Advert advert)
                    || !advert.host().equals(host)
                    || advert.virtualRouterId() != virtualRouterId) {
                continue;
            }
            cutLast(intervals, advert.at());
            if (!advert.isRelease()) {
                Duration spoken = advert.interval().multipliedBy(5).dividedBy(4);
                intervals.add(new Interval(advert.at(), advert.at().plus(spoken)));
            }
        }
        return intervals.stream().map(interval -> untilOff(interval, off)).toList();
    }

    private static void cutLast(List<Interval> intervals, Instant at) {
        if (!intervals.isEmpty() && intervals.getLast().until().isAfter(at)) {
            intervals.add(new Interval(intervals.removeLast().from(), at));
        }
    }

    private static Interval untilOff(Interval interval, List<Interval> off) {
        return off.stream()
                .map(Interval::from)
                .filter(interval::covers)
                .findFirst()
                .map(at -> new Interval(interval.from(), at))
                .orElse(interval);
    }

    private static List<Interval> holdingIntervals(List<Fact> facts, String host, InetAddress address, Instant end) {
        AddressHistory history = new AddressHistory(facts.stream()
                .filter(Fact.AddressChange.class::isInstance)
                .map(Fact.AddressChange.class::cast)
                .toList());
        return history.holdings(host, address).stream()
                .map(holding -> new Interval(holding.from(), holding.until().orElse(end)))
                .toList();
    }
}
