package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured: printed at once, and written into docs/performance.md where that is asked for. */
final class Results {
    private final Map<String, List<Row>> rows = new LinkedHashMap<>();
    private final Map<String, List<Plot>> plots = new LinkedHashMap<>();

    /** One figure of both; Keepalived's is NaN where it has none. */
    private record Row(String what, String unit, double ours, double theirs) {
        String ratio() {
            return Double.isNaN(theirs) || theirs <= 0 ? "" : number(ours / theirs);
        }
    }

    void heading() {
        System.out.printf(Locale.ROOT, "%-72s %10s %10s %6s%n", "", "Holdfast", "Keepalived", "ratio");
    }

    void row(String section, String what, String unit, double ours, double theirs) {
        Row row = new Row(what, unit, ours, theirs);
        rows.computeIfAbsent(section, _ -> new ArrayList<>()).add(row);
        System.out.printf("%-72s %10s %10s %6s%n", what + ", " + unit, number(ours), number(theirs), row.ratio());
    }

    void plot(String section, Plot plot) {
        plots.computeIfAbsent(section, _ -> new ArrayList<>()).add(plot);
    }

    /** Three significant digits; nothing for what there is not. */
    static String number(double figure) {
        if (Double.isNaN(figure)) {
            return "";
        }
        int decimals = figure == 0 ? 0 : Math.clamp(2 - (int) Math.floor(Math.log10(Math.abs(figure))), 0, 4);
        return String.format(Locale.ROOT, "%." + decimals + "f", figure);
    }

    /** A table for each section, its plots below. */
    Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        rows.forEach((section, its) -> {
            StringBuilder table = new StringBuilder("| | unit | Holdfast | Keepalived | ratio |\n|---|---|---|---|---|\n");
            its.forEach(row -> table.append("| " + row.what() + " | " + row.unit() + " | " + number(row.ours()) + " | "
                    + number(row.theirs()) + " | " + row.ratio() + " |\n"));
            plots.getOrDefault(section, List.of())
                    .forEach(plot -> table.append("\n![%s](images/performance-%s.svg)\n".formatted(plot.title(), plot.name())));
            tables.put(section, table.toString());
        });
        return tables;
    }

    /** Writes each plot as {@code performance-NAME.svg}. */
    void writePlots(Path directory) throws IOException {
        for (Plot plot : plots.values().stream().flatMap(List::stream).toList()) {
            Files.writeString(directory.resolve("performance-" + plot.name() + ".svg"), plot.svg());
        }
    }
}
