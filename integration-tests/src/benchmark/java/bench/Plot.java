package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A line chart as SVG that is readable on a light and on a dark page: Holdfast's curves in one colour, Keepalived's in another. */
final class Plot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 190;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int LINE = 18;

    private final String name;
    private final String title;
    private final String across;
    private final String up;
    private final Map<String, List<Point>> curves = new LinkedHashMap<>();
    private boolean logarithmic;

    private record Point(double x, double y) {}

    /**
     * Without curves.
     *
     * @param across what is on the horizontal axis
     * @param up what is on the vertical axis
     */
    Plot(String name, String title, String across, String up) {
        this.name = name;
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /** Both axes are logarithmic. */
    Plot logarithmic() {
        logarithmic = true;
        return this;
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    /** A point of both programs' curves for something. */
    void both(String what, double x, double ours, double theirs) {
        ours(what, x, ours);
        add("Keepalived", what, x, theirs);
    }

    /** A point of Holdfast's curve for something. */
    void ours(String what, double x, double y) {
        add("Holdfast", what, x, y);
    }

    private void add(String program, String what, double x, double y) {
        curves.computeIfAbsent(what.isEmpty() ? program : program + ", " + what, _ -> new ArrayList<>())
                .add(new Point(x, y));
    }

    private Stream<Point> points() {
        return curves.values().stream().flatMap(List::stream);
    }

    String svg() {
        Axis x = axis(points().map(Point::x).toList());
        Axis y = axis(points().map(Point::y).toList());
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                <style>
                  text { fill: #24292f } .grid { stroke: #d0d7de } .holdfast { stroke: #0969da } .keepalived { stroke: #bc4c00 }
                  path { fill: none; stroke-width: 2.5 } circle.holdfast { fill: #0969da } circle.keepalived { fill: #bc4c00 }
                  @media (prefers-color-scheme: dark) {
                    text { fill: #e6edf3 } .grid { stroke: #3d444d } .holdfast { stroke: #58a6ff } .keepalived { stroke: #f0883e }
                    circle.holdfast { fill: #58a6ff } circle.keepalived { fill: #f0883e }
                  }
                </style>
                """.formatted(WIDTH, HEIGHT));
        text(svg, LEFT, 20, "start", title + " (" + up + ")");
        text(svg, LEFT + plotWidth() / 2.0, HEIGHT - 10, "middle", across);
        for (double tick : x.ticks()) {
            double at = LEFT + x.share(tick) * plotWidth();
            line(svg, at, TOP, at, TOP + plotHeight());
            text(svg, at, TOP + plotHeight() + LINE, "middle", label(tick));
        }
        for (double tick : y.ticks()) {
            double at = TOP + (1 - y.share(tick)) * plotHeight();
            line(svg, LEFT, at, LEFT + plotWidth(), at);
            text(svg, LEFT - 8, at + 4, "end", label(tick));
        }
        int number = 0;
        for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
            draw(svg, curve.getKey(), curve.getValue(), number++, x, y);
        }
        return svg.append("</svg>\n").toString();
    }

    private Axis axis(List<Double> values) {
        return logarithmic ? Axis.logarithmic(values) : Axis.linear(values);
    }

    private static int plotWidth() {
        return WIDTH - LEFT - RIGHT;
    }

    private static int plotHeight() {
        return HEIGHT - TOP - BOTTOM;
    }

    /** Of one program's curves the first is solid, the next dashed. */
    private void draw(StringBuilder svg, String what, List<Point> points, int number, Axis x, Axis y) {
        String colour = what.startsWith("Holdfast") ? "holdfast" : "keepalived";
        long before = curves.keySet().stream()
                .limit(number)
                .filter(other -> other.startsWith("Holdfast") == what.startsWith("Holdfast"))
                .count();
        String dashes = before == 0 ? "" : " stroke-dasharray=\"7 5\"";
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (Point point : points) {
            double right = LEFT + x.share(point.x()) * plotWidth();
            double down = TOP + (1 - y.share(point.y())) * plotHeight();
            path.append(path.isEmpty() ? "M" : "L").append(at(right)).append(' ').append(at(down));
            dots.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3.5\"/>%n".formatted(colour, at(right), at(down)));
        }
        svg.append("<path class=\"%s\" d=\"%s\"%s/>%n".formatted(colour, path, dashes)).append(dots);
        int legend = LEFT + plotWidth() + 12;
        int row = TOP + 10 + number * 2 * LINE;
        svg.append("<path class=\"%s\" d=\"M%d %dh30\"%s/>%n".formatted(colour, legend, row, dashes));
        int comma = what.indexOf(", ");
        text(svg, legend + 36, row + 4, "start", comma < 0 ? what : what.substring(0, comma));
        if (comma >= 0) {
            text(svg, legend + 36, row + 4 + LINE - 3, "start", what.substring(comma + 2));
        }
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append("<line class=\"grid\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>%n"
                .formatted(at(x1), at(y1), at(x2), at(y2)));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n".formatted(at(x), at(y), anchor, text));
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }

    private static String label(double tick) {
        String text = String.format(Locale.ROOT, "%.6f", tick).replaceAll("\\.?0+$", "");
        return text.isEmpty() ? "0" : text;
    }
}
