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

    /**
     * A renderer for the findings of one run.
     *
     * @param sources the lines that were read in that run
     */
    public DiagnosticRenderer(Sources sources) {
        this.sources = sources;
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
            appendExcerpt(text, line.get(), span, diagnostic.hint());
        } else {
            diagnostic.hint().ifPresent(hint -> text.append("\n    ").append(hint));
        }
        diagnostic
                .related()
                .ifPresent(related -> text.append('\n')
                        .append(place(related.span()))
                        .append(": note: ")
                        .append(printable(related.text())));
        return text.toString();
    }

    /** The first line alone: {@code file:7:5: error: … [HF0101]}. */
    public String headline(Diagnostic diagnostic) {
        return place(diagnostic.span()) + ": " + diagnostic.severity().word() + ": " + printable(diagnostic.summary())
                + " [" + diagnostic.rule().id() + "]";
    }

    private static String place(SourceSpan span) {
        return span.line() == 0 ? span.file() : span.file() + ":" + span.line() + ":" + span.column();
    }

    private static void appendExcerpt(StringBuilder text, String line, SourceSpan span, Optional<String> hint) {
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
        text.append('^').append("~".repeat(length - 1));
        hint.ifPresent(words -> text.append(' ').append(printable(words)));
    }

    /** A file is not to be trusted with control characters on the reader's terminal. */
    private static String printable(String text) {
        var shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(c != '\t' && Character.isISOControl(c) ? '\uFFFD' : (char) c));
        return shown.toString();
    }
}
