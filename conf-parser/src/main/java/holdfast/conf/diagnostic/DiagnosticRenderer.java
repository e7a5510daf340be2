package holdfast.conf.diagnostic;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns diagnostics into text as compilers print it: place and finding, the line itself, a caret under the word with the
 * hint beside it.
 */
public final class DiagnosticRenderer {
    /** Longer lines are shown in part, around the caret. */
    private static final int MAX_SHOWN = 160;

    private static final int BEFORE_CARET = 60;

    private final Sources sources;
    private final Palette palette;

    /**
     * A renderer for the findings of one run, without colour.
     *
     * @param sources the lines that were read in that run
     */
    public DiagnosticRenderer(Sources sources) {
        this(sources, Palette.PLAIN);
    }

    /**
     * A renderer for the findings of one run.
     *
     * @param sources the lines that were read in that run
     * @param palette colours
     */
    public DiagnosticRenderer(Sources sources, Palette palette) {
        this.sources = sources;
        this.palette = palette;
    }

    /** All findings, each ended by a line end. */
    public String renderAll(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(this::render).map(text -> text + "\n").collect(Collectors.joining());
    }

    /** One finding, one to four lines, without a line end after the last. */
    public String render(Diagnostic diagnostic) {
        var text = new StringBuilder(headline(diagnostic));
        SourceSpan span = diagnostic.span();
        Optional<String> line = sources.line(span.file(), span.line());
        if (line.isPresent()) {
            appendExcerpt(text, line.get(), diagnostic);
        } else {
            diagnostic.hint().ifPresent(hint -> text.append("\n    ").append(palette.hint(printable(hint))));
        }
        diagnostic
                .related()
                .ifPresent(related -> text.append('\n')
                        .append(palette.strong(place(related.span()) + ":"))
                        .append(' ')
                        .append(palette.severity(Severity.NOTE, "note:"))
                        .append(' ')
                        .append(printable(related.text())));
        return text.toString();
    }

    /** The first line alone: {@code file:7:5: error: … [HF0101]}. */
    public String headline(Diagnostic diagnostic) {
        Severity severity = diagnostic.severity();
        return palette.strong(place(diagnostic.span()) + ":") + " "
                + palette.severity(severity, severity.word() + ":") + " "
                + palette.strong(printable(diagnostic.summary())) + " ["
                + diagnostic.rule().id() + "]";
    }

    private static String place(SourceSpan span) {
        return span.line() == 0 ? span.file() : span.file() + ":" + span.line() + ":" + span.column();
    }

    private void appendExcerpt(StringBuilder text, String line, Diagnostic diagnostic) {
        SourceSpan span = diagnostic.span();
        int caret = Math.min(span.column() - 1, line.length());
        int from = line.length() > MAX_SHOWN ? Math.max(0, caret - BEFORE_CARET) : 0;
        int to = Math.min(line.length(), from + MAX_SHOWN);
        int indent = 0;
        while (from + indent < caret && Character.isWhitespace(line.charAt(from + indent))) {
            indent++;
        }
        // All excerpts start in one column, whatever the indentation of the file.
        int start = from + indent;
        text.append("\n    ").append(printable(line.substring(start, to).stripTrailing()));
        text.append("\n    ");
        for (int i = start; i < caret; i++) {
            text.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        int length = Math.clamp(Math.min(caret + span.length(), to) - caret, 1, MAX_SHOWN);
        text.append(palette.severity(diagnostic.severity(), "^" + "~".repeat(length - 1)));
        diagnostic.hint().ifPresent(words -> text.append(' ').append(palette.hint(printable(words))));
    }

    /** A file is not to be trusted with control characters on the reader's terminal. */
    private static String printable(String text) {
        var shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(c != '\t' && Character.isISOControl(c) ? '\uFFFD' : (char) c));
        return shown.toString();
    }
}
