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
 * <p>Within a segment of the file ({@link Segments}) the count of braces says whether one is missing or too many; keyword
 * and indentation say where: a keyword that belongs further out, or a closing brace that stands under the opening line of
 * an outer block, shows that the inner block was left open.
 */
final class TreeBuilder {
    private final List<Token> tokens;
    private final Grammar grammar;
    private final BraceMessages messages;
    private final Segments segments;
    private final Frame root = new Frame(null, Grammar.ROOT, null, null, new ArrayList<>(), Frame.End.BRACE);
    private final Deque<Frame> open = new ArrayDeque<>();

    /** Opening minus closing braces of the segment, repairs included: what is still to be found. */
    private int balance;

    /** Braces beyond {@link Limits#NESTING} that were not followed. */
    private int ignored;

    /** The statement that a following brace would belong to. */
    private Token.Text header;

    TreeBuilder(List<Token> tokens, Grammar grammar, List<SourceSpan> commentedBraces, DiagnosticSink sink) {
        this.tokens = tokens;
        this.grammar = grammar;
        this.messages = new BraceMessages(sink, commentedBraces);
        this.segments = new Segments(tokens, grammar);
    }

    /** The tree. */
    List<Statement> build() {
        open.push(root);
        for (int i = 0; i < tokens.size(); i++) {
            if (segments.beginsAt(i)) {
                beginSegment(i);
            }
            Token token = tokens.get(i); // no pattern switch: hundreds of thousands of these come before it is compiled
            if (token instanceof Token.Text text) {
                text(text);
            } else if (token instanceof Token.Open brace) {
                opening(brace);
            } else if (token instanceof Token.Close brace) {
                closing(brace);
            }
        }
        endHeader(null);
        closeAllAtEnd();
        messages.flush();
        return root.given;
    }

    private void beginSegment(int start) {
        endHeader(tokens.get(start));
        closeUnindented(tokens.get(start));
        if (open.size() > 1) {
            closeAllBefore((Token.Text) tokens.get(start));
        }
        root.closedLast = null;
        ignored = 0;
        balance = segments.balance(start);
    }

    private void text(Token.Text text) {
        endHeader(text);
        closeUnindented(text);
        if (open.peek().end == Frame.End.BRACKET && isClosingBracket(text)) {
            close();
            return;
        }
        Word first = text.first();
        if (!first.quoted() && !reopenIfClosedTooEarly(text, first.text()) && open.size() > 1) {
            closeIfForeign(text, first.text()); // in quotes it is a name that is spelt like a keyword
        }
        header = text;
    }

    private static boolean isClosingBracket(Token.Text text) {
        String all = text.text().text();
        return all.equals(")") || all.equals("]");
    }

    /** Blocks without braces end where the indentation does. */
    private void closeUnindented(Token next) {
        while (open.peek().end == Frame.End.INDENTATION
                && (!(next instanceof Token.Text text) || !isIndentedUnder(text, open.peek().header))) {
            close();
        }
    }

    private boolean isIndentedUnder(Token.Text text, Token.Text above) {
        return text.startsLine() && above.startsLine() && text.column() > above.column();
    }

    /** A word of the block that was just closed, not of the one around it, while there is a closing brace too many. */
    private boolean reopenIfClosedTooEarly(Token.Text text, String word) {
        Frame here = open.peek();
        Frame closed = here.closedLast;
        if (balance >= 0
                || closed == null
                || here.kind.equals(Grammar.OPAQUE)
                || grammar.isKeyword(here.kind, word)
                || !grammar.isKeyword(closed.kind, word)) {
            return false;
        }
        messages.closedTooEarly(closed, here.closedAt, text);
        here.given.removeLast();
        here.closedLast = null;
        open.push(closed);
        balance++;
        return true;
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
        boolean unindented = text.startsLine() && here.indentation() >= 0 && text.column() <= here.indentation();
        if (belongsOutside && (balance > 0 || (balance == 0 && unindented))) {
            closeLeftOpen(levels, text.span(), "'" + word + "'");
        }
    }

    private void opening(Token.Open brace) {
        if (open.size() > Limits.NESTING) {
            if (ignored++ == 0) {
                messages.report(Diagnostic.of(Rule.INPUT_LIMIT, brace.span(), "blocks are nested too deep"));
            }
            return;
        }
        Frame here = open.peek();
        if (header == null) {
            messages.extraBegin(brace.span());
            if (balance > 0) {
                balance--;
            } else {
                open.push(new Frame(here, here.kind, null, brace.span(), here.given, Frame.End.BRACE));
            }
            return;
        }
        if (isStrayed(here, header)) {
            messages.strayed(header, outermost());
        }
        open.push(new Frame(here, kindOfBlock(here, header), header, brace.span(), new ArrayList<>(), Frame.End.BRACE));
        header = null;
    }

    /** Whether a block that can only stand outside all others begins inside one. */
    private boolean isStrayed(Frame here, Token.Text text) {
        String word = text.first().text();
        return here != root
                && !here.kind.equals(Grammar.OPAQUE)
                && grammar.beginsRootBlock(word)
                && !grammar.isKeyword(here.kind, word);
    }

    /** The outermost open block. */
    private Frame outermost() {
        Iterator<Frame> fromOutside = open.descendingIterator();
        fromOutside.next();
        return fromOutside.next();
    }

    /** The kind of the block after a statement, which may be several that are run together, or stand in a wrong block. */
    private String kindOfBlock(Frame here, Token.Text text) {
        String word = text.first().text();
        if (grammar.needsBlock(here.kind, word)) {
            return grammar.kindOfBlock(here.kind, word);
        }
        if (grammar.beginsRootBlock(word)) {
            return grammar.kindOfBlock(Grammar.ROOT, word);
        }
        for (Word later : text.words().reversed()) {
            if (!later.quoted() && grammar.needsBlock(here.kind, later.text())) {
                return grammar.kindOfBlock(here.kind, later.text());
            }
        }
        return grammar.kindOfBlock(here.kind, word);
    }

    private void closing(Token.Close brace) {
        if (ignored > 0) {
            ignored--;
            return;
        }
        endHeader(brace);
        closeUnindented(brace);
        if (open.size() == 1) {
            balance++;
            messages.extraEnd(brace.span(), root.closedLast, root.closedAt);
            return;
        }
        if (isDoubled(brace)) {
            balance++;
            messages.extraEnd(brace.span(), open.peek().closedLast, open.peek().closedAt);
            return;
        }
        closeThoseLeftOpen(brace);
        Frame closed = open.peek();
        messages.acrossFiles(closed, brace.span());
        close();
        if (closed.header != null) {
            closed.parent.closedLast = closed;
            closed.parent.closedAt = brace.span();
        }
    }

    /** Exactly under the brace that closed an inner block, while there is a closing brace too many: the same end twice. */
    private boolean isDoubled(Token.Close brace) {
        Frame here = open.peek();
        return balance < 0
                && brace.startsLine()
                && here.closedLast != null
                && brace.column() == here.closedLast.indentation()
                && brace.column() == here.closedAt.column()
                && brace.column() > here.indentation();
    }

    /** A closing brace exactly under the line of an outer block, while an end is missing: the inner ones were left open. */
    private void closeThoseLeftOpen(Token.Close brace) {
        Frame here = open.peek();
        if (balance <= 0 || !brace.startsLine() || brace.column() >= here.indentation()) {
            return;
        }
        int levels = 0;
        for (Frame frame : open) {
            if (frame.indentation() == brace.column()) {
                break;
            }
            levels++;
        }
        if (levels < open.size() - 1 && levels <= balance) {
            closeLeftOpen(levels, brace.span(), "this '}'");
        }
    }

    private void closeLeftOpen(int levels, SourceSpan where, String what) {
        messages.leftOpen(open.peek(), levels, where, what);
        for (int i = 0; i < levels; i++) {
            close();
            balance--;
        }
    }

    /** A line has ended without a brace: the statement has no block, unless its brace was forgotten. */
    private void endHeader(Token next) {
        if (header == null) {
            return;
        }
        Token.Text text = header;
        header = null;
        Frame here = open.peek();
        String word = text.first().text();
        if (!grammar.needsBlock(here.kind, word)) {
            here.given.add(new Statement(text.words(), text.text(), Optional.empty()));
            return;
        }
        String last = text.words().getLast().text();
        if (text.words().size() > 1 && (last.equals("(") || last.equals("["))) {
            beginWithBracket(here, text);
            return;
        }
        boolean indented = next instanceof Token.Text following && isIndentedUnder(following, text);
        messages.missingBegin(text, balance < 0, balance >= 0 && !indented);
        Frame.End end = balance >= 0 && indented ? Frame.End.INDENTATION : Frame.End.BRACE;
        open.push(new Frame(here, grammar.kindOfBlock(here.kind, word), text, text.span(), new ArrayList<>(), end));
        if (balance < 0) {
            balance++; // its '}' is there
        } else if (!indented) {
            close();
        }
    }

    private void beginWithBracket(Frame here, Token.Text text) {
        MappedText words = text.text().slice(0, text.words().getLast().offset()).trim();
        var withoutBracket = new Token.Text(words, Words.of(words), text.startsLine());
        messages.otherBracket(text, words.text());
        String kind = grammar.kindOfBlock(here.kind, text.first().text());
        open.push(new Frame(here, kind, withoutBracket, text.span(), new ArrayList<>(), Frame.End.BRACKET));
    }

    private void closeAllBefore(Token.Text next) {
        messages.leftOpen(outermost(), open.size() - 1, next.span(), "'" + Frame.title(next) + "'");
        while (open.size() > 1) {
            close();
        }
    }

    private void closeAllAtEnd() {
        closeUnindented(null);
        if (open.size() > 1) {
            messages.leftOpenAtEnd(outermost());
        }
        while (open.size() > 1) {
            close();
        }
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
}
