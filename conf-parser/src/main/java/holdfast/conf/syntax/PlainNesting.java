package holdfast.conf.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Nests statements as keepalived 2.2.7 does, which repairs nothing: a word that asks for a block opens one, with a brace or without; other
 * opening braces count for nothing; each closing brace ends the innermost block.
 */
final class PlainNesting {
    private final List<Token> tokens;
    private final Deque<Level> open = new ArrayDeque<>();
    private int next;

    /** A block that is being filled. */
    private record Level(OpenBlock block, Token.Text header, List<Statement> given) {}

    private PlainNesting(List<Token> tokens, OpenBlock root) {
        this.tokens = tokens;
        open.push(new Level(root, null, new ArrayList<>()));
    }

    /** The statements outside all blocks, with those inside. */
    static List<Statement> of(List<Token> tokens, OpenBlock root) {
        return new PlainNesting(tokens, root).nest();
    }

    private List<Statement> nest() {
        while (next < tokens.size()) {
            Token token = tokens.get(next++);
            if (token instanceof Token.Text text) {
                line(text);
            } else if (token instanceof Token.Close && open.size() > 1) {
                close();
            }
        }
        while (open.size() > 1) {
            close();
        }
        return open.peek().given;
    }

    private void line(Token.Text text) {
        Level here = open.peek();
        switch (here.block.meaning(text.first().text())) {
            case UNKNOWN -> {}
            case LINE -> here.given.add(statement(text, Optional.empty()));
            case SKIPPED -> skip();
            case BLOCK -> begin(text);
        }
    }

    private void begin(Token.Text text) {
        Optional<OpenBlock> inner = open.peek().block.enter(statement(text, Optional.empty()));
        if (inner.isEmpty() || open.size() > Limits.NESTING) {
            skip();
            return;
        }
        if (bracesFollow()) {
            next++;
        }
        open.push(new Level(inner.get(), text, new ArrayList<>()));
    }

    private boolean bracesFollow() {
        return next < tokens.size() && tokens.get(next) instanceof Token.Open;
    }

    /** Passes over what is between braces that add up; nothing, when no brace follows. */
    private void skip() {
        if (!bracesFollow()) {
            return;
        }
        int depth = 0;
        do {
            depth += tokens.get(next++).depthChange();
        } while (depth > 0 && next < tokens.size());
    }

    private void close() {
        Level closed = open.pop();
        Token brace = tokens.get(next - 1);
        open.peek().given.add(statement(closed.header, Optional.of(new Statement.Block(brace.span(), closed.given))));
    }

    private static Statement statement(Token.Text text, Optional<Statement.Block> block) {
        return new Statement(text.words(), text.text(), block);
    }
}
