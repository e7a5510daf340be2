package holdfast.drill.report;

import holdfast.drill.measure.AddressHistory;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Outage;
import holdfast.drill.measure.ProbeLog;
import holdfast.drill.plan.DurationText;
import holdfast.drill.report.NodeTimeline.Span;
import holdfast.drill.report.NodeTimeline.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture of a span of time: a lane for the state of each node with a dot for each advert, a lane for the owner of the
 * address, and a lane for each of the client's probes. Colours come from the page's style sheet.
 */
final class TimelineSvg {
    private static final int WIDTH = 1080;
    private static final int LEFT = 112;
    private static final int RIGHT = 12;
    private static final int LANE = 30;
    private static final int BAR = 18;
    private static final int LABEL_ROW = 15;
    private static final double CHARACTER = 6.1;

    private final DrillReport report;
    private final Instant from;
    private final Instant until;
    private final StringBuilder svg = new StringBuilder();
    private int top;

    /** A vertical line with words. */
    record Marker(Instant at, String words) {}

    private TimelineSvg(DrillReport report, Instant from, Instant until) {
        this.report = report;
        this.from = from;
        this.until = until;
    }

    /**
     * Draws a picture.
     *
     * @param report what was found
     * @param from its left edge
     * @param until its right edge
     * @param markers vertical lines in it
     * @param title what a screen reader says
     * @return an svg element
     */
    static String render(DrillReport report, Instant from, Instant until, List<Marker> markers, String title) {
        return new TimelineSvg(report, from, until).draw(markers, title);
    }

    private String draw(List<Marker> markers, String title) {
        List<List<Marker>> rows = stack(markers);
        top = rows.size() * LABEL_ROW + 8;
        int bottom = top + 5 * LANE;
        int height = bottom + 26;
        markers(rows, bottom);
        axis(bottom);
        nodeLane(report.plan().first().host(), "one");
        nodeLane(report.plan().second().host(), "two");
        ownerLane();
        probeLane("pings", report.pings());
        probeLane("page", report.pages());
        return "<svg class=\"timeline\" viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\"><title>"
                + Html.escape(title) + "</title>" + svg + "</svg>\n";
    }

    /** Words that would overlap go to different rows. */
    private List<List<Marker>> stack(List<Marker> markers) {
        List<List<Marker>> rows = new ArrayList<>();
        for (Marker marker : markers) {
            List<Marker> row = rows.stream()
                    .filter(candidate -> labelEnd(candidate.getLast()) + 8 < labelStart(marker))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Marker> fresh = new ArrayList<>();
                        rows.add(fresh);
                        return fresh;
                    });
            row.add(marker);
        }
        return rows;
    }

    private double labelWidth(Marker marker) {
        return marker.words().length() * CHARACTER + 6;
    }

    private double labelStart(Marker marker) {
        return Math.max(0, Math.min(x(marker.at()) - 3, WIDTH - labelWidth(marker)));
    }

    private double labelEnd(Marker marker) {
        return labelStart(marker) + labelWidth(marker);
    }

    private void markers(List<List<Marker>> rows, int bottom) {
        for (int row = 0; row < rows.size(); row++) {
            int baseline = (row + 1) * LABEL_ROW - 3;
            for (Marker marker : rows.get(row)) {
                line("marker", x(marker.at()), baseline + 3, x(marker.at()), bottom);
                text("event", labelStart(marker) + 3, baseline, "start", marker.words());
            }
        }
    }

    private void axis(int bottom) {
        double span = Duration.between(from, until).toNanos() / 1e9;
        double start = Duration.between(report.startedAt(), from).toNanos() / 1e9;
        int step = span > 60 ? 10 : span > 25 ? 5 : span > 12 ? 2 : 1;
        for (int second = (int) Math.ceil(start / step) * step; second <= start + span; second += step) {
            double at = LEFT + (second - start) / span * (WIDTH - LEFT - RIGHT);
            line("grid", at, top, at, bottom);
            text("tick", at, bottom + 16, "middle", second + " s");
        }
    }

    private void nodeLane(String host, String colour) {
        int y = laneTop();
        text("lane", LEFT - 10, y + 13, "end", host);
        NodeTimeline states = NodeTimeline.of(
                report.facts(),
                host,
                report.plan().firstRouter().virtualRouterId(),
                report.plan().target(),
                from,
                until);
        for (Span span : states.spans()) {
            String words = words(span.state());
            bar(
                    "state " + span.state().name().toLowerCase(Locale.ROOT) + " " + colour,
                    span.from(),
                    span.until(),
                    y,
                    words,
                    true);
        }
        adverts(host, y);
        top += LANE;
    }

    private static String words(State state) {
        return switch (state) {
            case MASTER -> "master";
            case HOLDING -> "silent, still has the address";
            case CLAIMING -> "advertises";
            case BACKUP -> "backup";
            case OFF -> "out of action";
        };
    }

    private void adverts(String host, int y) {
        for (Fact fact : report.facts()) {
            if (fact instanceof Fact.Advert advert
                    && advert.host().equals(host)
                    && advert.virtualRouterId() == report.plan().firstRouter().virtualRouterId()
                    && isInside(advert.at())) {
                String kind = advert.isRelease() ? "farewell" : "advert";
                double radius = advert.isRelease() ? 4 : 1.8;
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"%.1f\"><title>advert, priority %d</title></circle>",
                        kind,
                        x(advert.at()),
                        y + BAR + 4,
                        radius,
                        advert.priority()));
            }
        }
    }

    private void ownerLane() {
        int y = laneTop();
        text("lane", LEFT - 10, y + 13, "end", "address held by");
        AddressHistory addresses = new AddressHistory(report.facts().stream()
                .filter(Fact.AddressChange.class::isInstance)
                .map(Fact.AddressChange.class::cast)
                .toList());
        owner(addresses, report.plan().first().host(), "one", y);
        owner(addresses, report.plan().second().host(), "two", y + BAR / 2);
        top += LANE;
    }

    /** Each node has half of the lane: two at once are seen, and so is none. */
    private void owner(AddressHistory addresses, String host, String colour, int y) {
        for (AddressHistory.Holding holding :
                addresses.holdings(host, report.plan().target())) {
            Instant end = holding.until().orElse(until);
            if (holding.from().isBefore(until) && end.isAfter(from)) {
                rectangle("owner " + colour, holding.from(), end, y, BAR / 2, host + " has the address");
            }
        }
    }

    private void probeLane(String name, ProbeLog log) {
        int y = laneTop();
        text("lane", LEFT - 10, y + 13, "end", name);
        bar("served", from, until, y, "", false);
        for (Outage outage : log.outages(from, until)) {
            String words =
                    DurationText.milliseconds(Duration.ofMillis(outage.length().toMillis()));
            Duration shown = outage.length().isZero() ? Duration.ofMillis(5) : outage.length();
            bar("outage", outage.from(), outage.from().plus(shown), y, words, true);
        }
        top += LANE;
    }

    private int laneTop() {
        return top + 3;
    }

    private void bar(String kind, Instant begin, Instant end, int y, String words, boolean labelled) {
        double width = rectangle(kind, begin, end, y, BAR, words);
        if (labelled && width > words.length() * CHARACTER + 8) {
            text("inside " + kind, x(clip(begin)) + width / 2, y + 13, "middle", words);
        }
    }

    private double rectangle(String kind, Instant begin, Instant end, int y, int height, String words) {
        double left = x(clip(begin));
        double width = Math.max(1.2, x(clip(end)) - left);
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s</title></rect>",
                kind,
                left,
                y,
                width,
                height,
                Html.escape(words)));
        return width;
    }

    private void line(String kind, double fromX, double fromY, double toX, double toY) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                kind,
                fromX,
                fromY,
                toX,
                toY));
    }

    private void text(String kind, double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                kind,
                x,
                y,
                anchor,
                Html.escape(words)));
    }

    private Instant clip(Instant at) {
        return at.isBefore(from) ? from : at.isAfter(until) ? until : at;
    }

    private boolean isInside(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    private double x(Instant at) {
        double part = (double) Duration.between(from, at).toNanos()
                / Duration.between(from, until).toNanos();
        return LEFT + part * (WIDTH - LEFT - RIGHT);
    }
}
