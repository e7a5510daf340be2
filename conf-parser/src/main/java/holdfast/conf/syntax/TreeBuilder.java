package holdfast.conf.syntax;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Nests statements by braces and repairs what is wrong with the braces, one message a mistake.
 *
 * <p>The file is seen as segments, each beginning with a word that can only stand outside all blocks; a mistake in one
 * segment does not reach the next. Within a segment the count of braces says whether one is missing or too many; keyword
 * and indentation say where: a keyword that belongs further out, or a closing brace that stands under the opening line of
 * an outer block, shows that the inner block was left open.
 */
final class TreeBuilder {
    private final List<Token> tokens;
    private final Grammar grammar;
    private final DiagnosticSink sink;
    private final Frame root = new Frame(null, Grammar.ROOT, null, null, new ArrayList<>());
    private final Deque<Frame> open = new ArrayDeque<>();

    /** Opening minus closing braces of the segment, repairs included: what is still to be found. */
    private int balance;

    /** Braces beyond {@link Limits#NESTING} that were not followed. */
    private int ignored;

    /** The statement that a following brace would belong to. */
    private Token.Text header;

    /** The outermost block closed last, and the brace that did it; null at the start of a segment. */
    private Frame closedLast;

    private SourceSpan closedAt;

    TreeBuilder(List<Token> tokens, Grammar grammar, DiagnosticSink sink) {
        this.tokens = tokens;
        this.grammar = grammar;
        this.sink = sink;
    }

    /** A block being filled. */
    private static final class Frame {
        private final Frame parent;
        private final String kind;
        /** The statement before the brace; null for the file itself and for a brace without one. */
        private final Token.Text header;

        private final SourceSpan brace;
        /** Statements so far; shared with the parent when the brace has no statement. */
        private final List<Statement> given;

        Frame(Frame parent, String kind, Token.Text header, SourceSpan brace, List<Statement> given) {
            this.parent = parent;
            this.kind = kind;
            this.header = header;
            this.brace = brace;
            this.given = given;
        }

        String name() {
            return header == null ? "{" : title(header);
        }

        /** Column of the line the block was opened on; -1 when something stands before it. */
        int indentation() {
            return header != null && header.startsLine() ? header.span().column() : -1;
        }
    }

    /** The tree. */
    List<Statement> build() {
        open.push(root);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (i == 0 || beginsSegment(token)) {
                beginSegment(i);
            }
            switch (token) {
                case Token.Text text -> text(text);
                case Token.Open brace -> opening(brace);
                case Token.Close brace -> closing(brace);
            }
        }
        endHeader();
        closeAllAtEnd();
        return root.given;
    }

    private boolean beginsSegment(Token token) {
        return token instanceof Token.Text text
                && text.startsLine()
                && !text.words().getFirst().quoted()
                && grammar.beginsRootBlock(text.words().getFirst().text());
    }

    private void beginSegment(int start) {
        endHeader();
        if (open.size() > 1) {
            closeAllBefore((Token.Text) tokens.get(start));
        }
        closedLast = null;
        ignored = 0;
        balance = 0;
        for (int i = start; i < tokens.size() && (i == start || !beginsSegment(tokens.get(i))); i++) {
            balance += switch (tokens.get(i)) {
                case Token.Open _ -> 1;
                case Token.Close _ -> -1;
                case Token.Text _ -> 0;
            };
        }
    }

    private void text(Token.Text text) {
        endHeader();
        String word = text.words().getFirst().text();
        if (open.size() == 1) {
            reopenIfClosedTooEarly(text, word);
        } else {
            closeIfForeign(text, word);
        }
        header = text;
    }

    /** At the outermost level: a word of the block that was just closed, and a closing brace too many. */
    private void reopenIfClosedTooEarly(Token.Text text, String word) {
        if (balance >= 0
                || closedLast == null
                || grammar.isKeyword(Grammar.ROOT, word)
                || !grammar.isKeyword(closedLast.kind, word)) {
            return;
        }
        sink.report(Diagnostic.of(
                        Rule.BRACE_EXTRA_END,
                        closedAt,
                        "this '}' closes '" + closedLast.name() + "' although '" + word + "' on line "
                                + text.span().line() + " belongs to it")
                .withHint("remove it")
                .withRelated(closedLast.header.span(), "'" + closedLast.name() + "' was opened here"));
        root.given.removeLast();
        open.push(closedLast);
        closedLast = null;
        balance++;
    }

    /** Inside a block: a word that is not of this block but of one around it, and this block lacks its end. */
    private void closeIfForeign(Token.Text text, String word) {
        Frame here = open.peek();
        if (here.kind.equals(Grammar.OPAQUE) || grammar.isKeyword(here.kind, word)) {
            return;
        }
        int levels = 0;
        for (Frame frame : open) {
            if (frame != root && grammar.isKeyword(frame.kind, word)) {
                break;
            }
            levels++;
        }
        boolean belongsOutside = levels < open.size();
        boolean unindented =
                text.startsLine() && here.indentation() >= 0 && text.span().column() <= here.indentation();
        if (belongsOutside && (balance > 0 || (balance == 0 && unindented))) {
            reportLeftOpen(here, text.span(), "'" + word + "'");
            for (int i = 0; i < levels; i++) {
                close();
                balance--;
            }
        }
    }

    private void opening(Token.Open brace) {
        if (open.size() > Limits.NESTING) {
            if (ignored++ == 0) {
                sink.report(Diagnostic.of(Rule.INPUT_LIMIT, brace.span(), "blocks are nested too deep"));
            }
            return;
        }
        Frame here = open.peek();
        if (header == null) {
            sink.report(Diagnostic.of(Rule.BRACE_EXTRA_BEGIN, brace.span(), "no block begins here")
                    .withHint("remove the '{' and its '}'"));
            if (balance > 0) {
                balance--;
            } else {
                open.push(new Frame(here, here.kind, null, brace.span(), here.given));
            }
            return;
        }
        String kind = grammar.kindOfBlock(here.kind, header.words().getFirst().text());
        open.push(new Frame(here, kind, header, brace.span(), new ArrayList<>()));
        header = null;
    }

    private void closing(Token.Close brace) {
        if (ignored > 0) {
            ignored--;
            return;
        }
        endHeader();
        if (open.size() == 1) {
            extraEnd(brace);
            return;
        }
        closeThoseLeftOpen(brace);
        Frame closed = open.peek();
        close();
        if (open.size() == 1 && closed.header != null) {
            closedLast = closed;
            closedAt = brace.span();
        }
    }

    private void extraEnd(Token.Close brace) {
        balance++;
        Diagnostic diagnostic = Diagnostic.of(Rule.BRACE_EXTRA_END, brace.span(), "this '}' closes nothing")
                .withHint("remove it");
        sink.report(
                closedLast == null
                        ? diagnostic
                        : diagnostic.withRelated(closedAt, "'" + closedLast.name() + "' was closed here"));
    }

    /** A closing brace exactly under the line of an outer block, while an end is missing: the inner ones were left open. */
    private void closeThoseLeftOpen(Token.Close brace) {
        Frame here = open.peek();
        if (balance <= 0 || !brace.startsLine() || brace.span().column() >= here.indentation()) {
            return;
        }
        int levels = 0;
        for (Frame frame : open) {
            if (frame.indentation() == brace.span().column()) {
                break;
            }
            levels++;
        }
        if (levels < open.size() - 1 && levels <= balance) {
            reportLeftOpen(here, brace.span(), "this '}'");
            for (int i = 0; i < levels; i++) {
                close();
                balance--;
            }
        }
    }

    /** A line has ended without a brace: the statement has no block, unless its brace was forgotten. */
    private void endHeader() {
        if (header == null) {
            return;
        }
        Token.Text text = header;
        header = null;
        Frame here = open.peek();
        String word = text.words().getFirst().text();
        if (!grammar.needsBlock(here.kind, word)) {
            here.given.add(new Statement(text.words(), text.text(), Optional.empty()));
            return;
        }
        sink.report(Diagnostic.of(Rule.BRACE_MISSING_BEGIN, text.text().span(), "'" + title(text) + "' has no '{'")
                .withHint("write '" + title(text) + " {'"));
        Frame frame = new Frame(here, grammar.kindOfBlock(here.kind, word), text, text.span(), new ArrayList<>());
        open.push(frame);
        if (balance < 0) {
            balance++; // its '}' is there
        } else {
            close();
        }
    }

    private void closeAllBefore(Token.Text next) {
        Frame outermost = open.peek();
        for (Frame frame : open) {
            outermost = frame == root ? outermost : frame;
        }
        reportLeftOpen(outermost, next.span(), "'" + title(next) + "'");
        while (open.size() > 1) {
            close();
        }
    }

    private void closeAllAtEnd() {
        Iterator<Frame> fromOutside = open.descendingIterator();
        fromOutside.next();
        if (fromOutside.hasNext()) {
            Frame outermost = fromOutside.next();
            sink.report(Diagnostic.of(
                            Rule.BRACE_MISSING_END,
                            outermost.header == null
                                    ? outermost.brace
                                    : outermost.header.text().span(),
                            "'" + outermost.name() + "' is not closed before the end of the file")
                    .withHint("add the missing '}'"));
        }
        while (open.size() > 1) {
            close();
        }
    }

    private void reportLeftOpen(Frame block, SourceSpan where, String what) {
        sink.report(Diagnostic.of(
                        Rule.BRACE_MISSING_END,
                        where,
                        "'" + block.name() + "' (line " + block.brace.line() + ") is not closed before " + what)
                .withHint("add the missing '}' above this line")
                .withRelated(block.brace, "'" + block.name() + "' was opened here"));
    }

    private void close() {
        Frame frame = open.pop();
        if (frame.header != null) {
            frame.parent.given.add(new Statement(
                    frame.header.words(),
                    frame.header.text(),
                    Optional.of(new Statement.Block(frame.brace, frame.given))));
        }
    }

    /** The first words of a statement, enough to recognise it. */
    private static String title(Token.Text text) {
        String all = text.text().text();
        return all.length() <= 60 ? all : all.substring(0, 60) + "...";
    }
}
