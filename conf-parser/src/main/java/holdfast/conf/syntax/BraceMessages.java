package holdfast.conf.syntax;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import java.util.List;

/**
 * What the tree builder says. A block left open is held back for a while: a brace too many that follows belongs to the
 * same mistake.
 */
final class BraceMessages {
    private final DiagnosticSink sink;

    /** Braces that stand in comments behind other text: the usual reason why one is missing. */
    private final List<SourceSpan> commented;

    private Diagnostic leftOpen;
    private int madeUpFor;

    BraceMessages(DiagnosticSink sink, List<SourceSpan> commented) {
        this.sink = sink;
        this.commented = commented;
    }

    void report(Diagnostic diagnostic) {
        sink.report(diagnostic);
    }

    /** A block is not closed before something that does not belong to it. */
    void leftOpen(Frame block, int levels, SourceSpan where, String what) {
        flush();
        leftOpen = Diagnostic.of(
                        Rule.BRACE_MISSING_END,
                        where,
                        "'" + block.name() + "' (line " + block.brace.line() + ") is not closed before " + what
                                + inComment(block.brace, where))
                .withHint("add the missing '}' above this line")
                .withRelated(block.brace, "'" + block.name() + "' was opened here");
        madeUpFor = levels;
    }

    /** A block is not closed at all. */
    void leftOpenAtEnd(Frame block) {
        flush();
        SourceSpan opened =
                block.header == null ? block.brace : block.header.text().span();
        sink.report(Diagnostic.of(
                        Rule.BRACE_MISSING_END,
                        opened,
                        "'" + block.name() + "' is not closed before the end of the file"
                                + inComment(block.brace, null))
                .withHint("add the missing '}'"));
    }

    private String inComment(SourceSpan from, SourceSpan to) {
        for (SourceSpan brace : commented) {
            boolean between = brace.file().equals(from.file())
                    && brace.line() >= from.line()
                    && (to == null || brace.line() <= to.line());
            if (between) {
                return "; the '}' on line " + brace.line() + " stands in a comment";
            }
        }
        return "";
    }

    /** A closing brace with nothing open: it makes up for one that was missing, or is one too many. */
    void extraEnd(SourceSpan brace, Frame closedLast, SourceSpan closedAt) {
        if (leftOpen != null && madeUpFor > 0) {
            leftOpen = leftOpen.withHint(
                    "add the missing '}' above this line, and remove the one on line " + brace.line());
            madeUpFor--;
            return;
        }
        Diagnostic diagnostic = Diagnostic.of(Rule.BRACE_EXTRA_END, brace, "this '}' closes nothing")
                .withHint("remove it");
        sink.report(
                closedLast == null
                        ? diagnostic
                        : diagnostic.withRelated(closedAt, "'" + closedLast.name() + "' was closed here"));
    }

    /** A closing brace came too early. */
    void closedTooEarly(Frame block, SourceSpan brace, Token.Text next) {
        sink.report(Diagnostic.of(
                        Rule.BRACE_EXTRA_END,
                        brace,
                        "this '}' closes '" + block.name() + "' although '"
                                + next.words().getFirst().text() + "' on line "
                                + next.span().line() + " belongs to it")
                .withHint("remove it")
                .withRelated(block.header.span(), "'" + block.name() + "' was opened here"));
    }

    /**
     * A keyword that needs a block has none.
     *
     * @param header the keyword and what stands beside it
     * @param itsEndIsThere whether its closing brace is
     * @param empty whether nothing follows that could stand in it
     */
    void missingBegin(Token.Text header, boolean itsEndIsThere, boolean empty) {
        String title = Frame.title(header);
        boolean brace = commented.stream()
                .anyMatch(span -> span.line() == header.span().line()
                        && span.file().equals(header.span().file()));
        sink.report(Diagnostic.of(
                        Rule.BRACE_MISSING_BEGIN,
                        header.text().span(),
                        "'" + title + "' has no '{'" + (brace ? "; the one on this line stands in a comment" : ""))
                .withHint("write '" + title + (empty ? " { }'" : " {'")
                        + (itsEndIsThere || empty ? "" : ", and '}' after its last line")));
    }

    /** A block that belongs outside all others stands in one; its own braces are right. */
    void strayed(Token.Text header, Frame outermost) {
        String word = header.words().getFirst().text();
        sink.report(Diagnostic.of(
                        Rule.BLOCK_INSIDE_BLOCK,
                        header.span(),
                        "'" + word + "' belongs outside all blocks, not in '" + outermost.name() + "'")
                .withHint("move it out, to before line " + outermost.brace.line())
                .withRelated(outermost.brace, "'" + outermost.name() + "' was opened here"));
    }

    /** {@code (} or {@code [} where a block begins. */
    void otherBracket(Token.Text header, String title) {
        Word bracket = header.words().getLast();
        sink.report(Diagnostic.of(
                        Rule.BRACE_MISSING_BEGIN,
                        bracket.span(),
                        "'" + bracket.text() + "' begins no block: write '{' here and '}' at its end")
                .withHint("write '" + title + " {'"));
    }

    /** An opening brace that belongs to no keyword. */
    void extraBegin(SourceSpan brace) {
        sink.report(Diagnostic.of(Rule.BRACE_EXTRA_BEGIN, brace, "no block begins here")
                .withHint("remove the '{' and its '}'"));
    }

    /** A block that ends in another file than it began in. */
    void acrossFiles(Frame block, SourceSpan end) {
        if (!block.brace.file().equals(end.file())) {
            sink.report(Diagnostic.of(
                            Rule.BLOCK_ACROSS_FILES,
                            end,
                            "this '}' closes '" + block.name() + "', which was opened in another file")
                    .withHint("begin and end a block in one file")
                    .withRelated(block.brace, "it was opened here"));
        }
    }

    /** Reports what was held back. */
    void flush() {
        if (leftOpen != null) {
            sink.report(leftOpen);
            leftOpen = null;
        }
    }
}
