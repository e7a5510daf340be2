package holdfast.conf.syntax;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import java.util.ArrayList;
import java.util.List;

/** Cuts plain lines at braces outside double quotes, and the text between them into words. */
final class Lexer {
    private final TextPool pool = new TextPool();

    /** The tokens of all lines; a line with an unmatched quote is reported. */
    static List<Token> tokens(List<MappedText> lines, DiagnosticSink sink) {
        var cuts = new SeenTexts<>(new Lexer()::cut);
        List<Token> tokens = new ArrayList<>(2 * lines.size());
        for (MappedText line : lines) {
            LineCut cut = line.cut() == null ? cuts.get(line.text()) : line.cut();
            List<LineCut.Piece> pieces = cut.pieces();
            for (int i = 0; i < pieces.size(); i++) {
                tokens.add(token(pieces.get(i), line));
            }
            if (cut.openQuote() >= 0) {
                sink.report(Diagnostic.of(
                                Rule.QUOTE_UNCLOSED,
                                line.span(cut.openQuote(), line.length()),
                                "this quote is not closed")
                        .withHint("a quoted text ends on its own line with '\"'"));
            }
        }
        return tokens;
    }

    /** Opening minus closing braces of a line. */
    static int depthChange(MappedText line) {
        if (line.text().indexOf('{') < 0 && line.text().indexOf('}') < 0) {
            return 0;
        }
        int change = 0;
        for (LineCut.Piece piece : new Lexer().cut(line.text()).pieces()) {
            change += !(piece instanceof LineCut.Brace brace) ? 0 : brace.opens() ? 1 : -1;
        }
        return change;
    }

    private static Token token(LineCut.Piece piece, MappedText line) {
        if (piece instanceof LineCut.Brace brace) {
            return brace.opens()
                    ? new Token.Open(line.span(brace.at(), brace.at() + 1), brace.startsLine())
                    : new Token.Close(line.span(brace.at(), brace.at() + 1), brace.startsLine());
        }
        LineCut.Text text = (LineCut.Text) piece;
        MappedText part = line.slice(text.start(), text.text());
        return new Token.Text(part, Words.at(text.words(), part), text.startsLine());
    }

    /** How a line is cut. */
    LineCut cut(String line) {
        List<LineCut.Piece> pieces = new ArrayList<>(2);
        int start = 0;
        int quote = -1;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quote = quote < 0 ? i : -1;
            } else if (quote < 0 && c == '$' && line.startsWith("{", i + 1)) {
                i = Math.max(i, line.indexOf('}', i)); // an undefined ${NAME} is text, not a block
            } else if (quote < 0 && (c == '{' || c == '}')) {
                addText(line, start, i, pieces);
                pieces.add(new LineCut.Brace(i, c == '{', pieces.isEmpty()));
                start = i + 1;
            }
        }
        boolean swallowsBrace = quote >= 0 && line.charAt(line.length() - 1) == '{';
        int end = swallowsBrace ? line.length() - 1 : line.length();
        addText(line, start, end, pieces);
        if (swallowsBrace) { // no name ends so: the quote was to be closed before it
            pieces.add(new LineCut.Brace(end, true, false));
        }
        return new LineCut(List.copyOf(pieces), quote);
    }

    private void addText(String line, int from, int to, List<LineCut.Piece> pieces) {
        int start = from;
        while (start < to && MappedText.isBlank(line.charAt(start))) {
            start++;
        }
        int end = to;
        while (end > start && MappedText.isBlank(line.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            String text = line.substring(start, end);
            pieces.add(new LineCut.Text(start, text, Words.cut(text, pool), pieces.isEmpty()));
        }
    }
}
