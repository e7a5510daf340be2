package holdfast.agent.check;

import holdfast.conf.diagnostic.DiagnosticRenderer;
import holdfast.conf.diagnostic.Palette;
import holdfast.conf.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;

/** Findings for people: each with its line and a caret, and one line at the end that sums a file up. */
public final class TextReport {
    private final Palette palette;

    /**
     * A report of some colour.
     *
     * @param palette colours, for a terminal
     */
    public TextReport(Palette palette) {
        this.palette = palette;
    }

    /** The whole report; every line has its line end. */
    public String of(Report report) {
        StringBuilder text = new StringBuilder();
        boolean spacious = false;
        for (FileReport file : report.files()) {
            boolean found = !file.findings().isEmpty();
            text.append(!text.isEmpty() && (spacious || found) ? "\n" : "");
            append(text, file);
            spacious = found;
        }
        report.pair().ifPresent(pair -> {
            String table = new PairTable(palette, pair.report()).text();
            text.append('\n').append(table).append(table.isEmpty() ? "" : "\n");
            append(text, pair.findings());
        });
        return text.toString();
    }

    private void append(StringBuilder text, FileReport file) {
        text.append(new DiagnosticRenderer(file.sources(), palette).renderAll(file.findings()));
        text.append(palette.strong(file.title() + ":"))
                .append(' ')
                .append(counts(file))
                .append('\n');
    }

    private String counts(FileReport file) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            int count = file.count(severity);
            if (count > 0) {
                counts.add(palette.severity(severity, count + " " + severity.word() + (count == 1 ? "" : "s")));
            }
        }
        return counts.isEmpty() ? palette.hint("nothing wrong") : String.join(", ", counts);
    }
}
