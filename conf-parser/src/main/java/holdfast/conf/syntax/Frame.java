package holdfast.conf.syntax;

import holdfast.conf.diagnostic.SourceSpan;
import java.util.List;

/** A block that the tree builder is filling. */
final class Frame {
    final Frame parent;
    final String kind;

    /** The statement before the brace; null for the file itself and for a brace without one. */
    final Token.Text header;

    final SourceSpan brace;

    /** Statements so far; shared with the parent when the brace has no statement. */
    final List<Statement> given;

    /** What ends it. */
    final End end;

    /** The block inside this one that was closed last, and the brace that did it; null before the first. */
    Frame closedLast;

    SourceSpan closedAt;

    /** What ends a block. */
    enum End {
        /** A closing brace. */
        BRACE,
        /** A closing bracket of another kind, alone on its line. */
        BRACKET,
        /** A line that is not indented more than its first one: it has no braces. */
        INDENTATION
    }

    Frame(Frame parent, String kind, Token.Text header, SourceSpan brace, List<Statement> given, End end) {
        this.parent = parent;
        this.kind = kind;
        this.header = header;
        this.brace = brace;
        this.given = given;
        this.end = end;
    }

    String name() {
        return header == null ? "{" : title(header);
    }

    /** Column of the line the block was opened on; -1 when something stands before it. */
    int indentation() {
        return header != null && header.startsLine() ? header.column() : -1;
    }

    /** The first words of a statement, enough to recognise it. */
    static String title(Token.Text text) {
        String all = text.text().text();
        return all.length() <= 60 ? all : all.substring(0, 60) + "...";
    }
}
