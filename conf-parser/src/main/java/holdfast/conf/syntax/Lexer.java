package holdfast.conf.syntax;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import java.util.ArrayList;
import java.util.List;

/** Cuts plain lines at braces outside double quotes, and the text between them into words. */
final class Lexer {
    private Lexer() {}

    /** The tokens of all lines; a line with an unmatched quote is reported. */
    static List<Token> tokens(List<MappedText> lines, DiagnosticSink sink) {
        List<Token> tokens = new ArrayList<>(2 * lines.size());
        TextPool pool = new TextPool();
        for (MappedText line : lines) {
            cut(line, tokens, pool, sink);
        }
        return tokens;
    }

    /** Opening minus closing braces of a line. */
    static int depthChange(MappedText line) {
        if (line.text().indexOf('{') < 0 && line.text().indexOf('}') < 0) {
            return 0;
        }
        List<Token> tokens = new ArrayList<>();
        cut(line, tokens, new TextPool(), new DiagnosticSink());
        int change = 0;
        for (Token token : tokens) {
            change += token instanceof Token.Open ? 1 : token instanceof Token.Close ? -1 : 0;
        }
        return change;
    }

    private static void cut(MappedText line, List<Token> tokens, TextPool pool, DiagnosticSink sink) {
        int first = tokens.size();
        String text = line.text();
        int start = 0;
        int quote = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quote = quote < 0 ? i : -1;
            } else if (quote < 0 && c == '$' && text.startsWith("{", i + 1)) {
                i = Math.max(i, text.indexOf('}', i)); // an undefined ${NAME} is text, not a block
            } else if (quote < 0 && (c == '{' || c == '}')) {
                addText(line.slice(start, i), tokens, first, pool);
                boolean startsLine = tokens.size() == first;
                tokens.add(
                        c == '{'
                                ? new Token.Open(line.span(i, i + 1), startsLine)
                                : new Token.Close(line.span(i, i + 1), startsLine));
                start = i + 1;
            }
        }
        boolean swallowsBrace = quote >= 0 && line.charAt(line.length() - 1) == '{';
        int end = swallowsBrace ? line.length() - 1 : line.length();
        addText(line.slice(start, end), tokens, first, pool);
        if (swallowsBrace) { // no name ends so: the quote was to be closed before it
            tokens.add(new Token.Open(line.span(end, end + 1), false));
        }
        if (quote >= 0) {
            sink.report(Diagnostic.of(Rule.QUOTE_UNCLOSED, line.span(quote, line.length()), "this quote is not closed")
                    .withHint("a quoted text ends on its own line with '\"'"));
        }
    }

    private static void addText(MappedText text, List<Token> tokens, int first, TextPool pool) {
        MappedText trimmed = text.trim();
        if (!trimmed.isEmpty()) {
            tokens.add(new Token.Text(trimmed, Words.of(trimmed, pool), tokens.size() == first));
        }
    }
}
