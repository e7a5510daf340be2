package holdfast.conf.syntax;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds lines that have lost their line ends, as happens when a file is copied through a form or a chat, and cuts them
 * again: before keywords that stand in the middle of a line or are glued to the value before them, and round braces. A
 * comment ends where the next statement begins.
 *
 * <p>An object of this class looks at one line.
 */
final class JoinedLines {
    /** So many braces and so many statements in the middle of a line do not stand there by intention. */
    private static final int SUSPICIOUS = 3;

    private final MappedText line;
    private final String text;
    private final Grammar grammar;
    private final List<MappedText> pieces = new ArrayList<>();
    private final Deque<String> kinds = new ArrayDeque<>();
    private int start;
    private int words;
    private String first = "";
    private boolean comment;
    private int joins;

    private JoinedLines(MappedText line, Grammar grammar) {
        this.line = line;
        this.text = line.text();
        this.grammar = grammar;
        kinds.push(Grammar.ROOT);
    }

    /** The lines of one file, one after another; that some were joined is reported once. */
    static final class Restorer {
        private final String file;
        private final List<String> lines;
        private final Grammar grammar;
        private final DiagnosticSink sink;
        private boolean reported;

        Restorer(String file, List<String> lines, Grammar grammar, DiagnosticSink sink) {
            this.file = file;
            this.lines = lines;
            this.grammar = grammar;
            this.sink = sink;
        }

        /** What stands on a line, counted from 0: the line, or what was joined to it. */
        List<MappedText> line(int number) {
            String text = lines.get(number);
            MappedText line = MappedText.ofLine(file, number + 1, text);
            List<MappedText> pieces = isSuspicious(text) ? new JoinedLines(line, grammar).cut() : List.of(line);
            if (pieces.size() > 1 && !reported) {
                reported = true;
                report(lines, pieces, sink);
            }
            return pieces;
        }
    }

    private static void report(List<String> lines, List<MappedText> pieces, DiagnosticSink sink) {
        boolean whole = lines.stream().filter(line -> !line.isBlank()).count() <= SUSPICIOUS;
        var shown = new StringBuilder();
        for (int i = 0; i < Math.min(4, pieces.size()); i++) {
            shown.append(i == 0 ? "'" : "', '").append(pieces.get(i).text().strip());
        }
        sink.report(Diagnostic.of(
                        Rule.LINES_JOINED,
                        pieces.getFirst().trim().span(),
                        whole
                                ? "the whole file stands on one line: each statement and each '}' needs a line of its own"
                                : "several statements stand on this line: each needs a line of its own")
                .withHint("put a line end after each of " + shown + "', and so on"));
    }

    /** Whether a line has more braces than anybody writes on one. */
    static boolean isSuspicious(String line) {
        int braces = 0;
        for (int i = line.indexOf('{'); i >= 0 && braces < SUSPICIOUS; i = line.indexOf('{', i + 1)) {
            braces++;
        }
        return braces >= SUSPICIOUS;
    }

    private List<MappedText> cut() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (MappedText.isBlank(c) || (comment && c == '"')) {
                i++;
            } else if (c == '{' || c == '}') {
                brace(c, i++);
            } else if (c == '#' || c == '!') {
                comment = true;
                i++;
            } else if (c == '"') {
                int close = text.indexOf('"', i + 1);
                i = close < 0 ? text.length() : close + 1;
                words++;
            } else if (c == '$' && text.startsWith("{", i + 1)) {
                i = Math.max(i, text.indexOf('}', i)) + 1;
            } else {
                i = word(i);
            }
        }
        piece(text.length());
        return joins >= SUSPICIOUS ? pieces : List.of(line);
    }

    private void brace(char c, int at) {
        if (c == '{') {
            String kind = grammar.kindOfBlock(kinds.peek(), first);
            piece(comment ? at : at + 1);
            if (kinds.size() < Limits.NESTING) {
                kinds.push(kind);
            }
        } else {
            piece(at);
            if (kinds.size() > 1) {
                kinds.pop();
            }
            piece(at + 1);
        }
    }

    /** Looks at the word that begins here; returns where it ends. */
    private int word(int from) {
        int to = from;
        while (to < text.length() && "{}\"".indexOf(text.charAt(to)) < 0 && !MappedText.isBlank(text.charAt(to))) {
            to++;
        }
        int keyword = keywordIn(from, to);
        if (keyword >= 0 && (keyword > from || words > 1 || comment)) {
            joins++;
            piece(keyword);
            from = keyword;
        }
        first = words++ == 0 ? text.substring(from, to) : first;
        return to;
    }

    /** Where a keyword of the block begins that ends with the word; -1 when none does. */
    private int keywordIn(int from, int to) {
        for (int i = Math.max(from, to - Limits.KEYWORD); i < to - 2; i++) {
            boolean possible = i == from || Character.isLetterOrDigit(text.charAt(i - 1));
            if (possible && isKeyword(text.substring(i, to), i > from)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isKeyword(String word, boolean glued) {
        String kind = kinds.peek();
        boolean unknownBlock = kind.equals(Grammar.OPAQUE) && glued;
        return unknownBlock ? grammar.isKeywordSomewhere(word) : grammar.isKeyword(kind, word);
    }

    private void piece(int end) {
        if (!text.substring(start, end).isBlank()) {
            pieces.add(line.slice(start, end));
        }
        start = end;
        words = 0;
        first = "";
        comment = false;
    }
}
