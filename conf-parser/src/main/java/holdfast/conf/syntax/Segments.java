package holdfast.conf.syntax;

import java.util.List;

/**
 * Where the file falls apart: each segment begins with a word that can only stand outside all blocks, so that a mistake
 * with braces in one does not reach the next. A block that is merely written inside another one, with braces that add
 * up, begins none.
 */
final class Segments {
    private final List<Token> tokens;

    /** Which tokens could begin a segment. */
    private final boolean[] candidate;

    /** Opening minus closing braces before each token. */
    private final int[] depth;

    /** For each token that could begin a segment: the next such token that is not indented more. */
    private final int[] nextOutdented;

    private final boolean[] begins;

    Segments(List<Token> tokens, Grammar grammar) {
        this.tokens = tokens;
        this.candidate = new boolean[tokens.size()];
        this.depth = new int[tokens.size() + 1];
        this.nextOutdented = new int[tokens.size()];
        this.begins = new boolean[tokens.size()];
        measure(grammar);
        decide();
    }

    private void measure(Grammar grammar) {
        int[] stack = new int[tokens.size()];
        int size = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            candidate[i] = isCandidate(token, grammar);
            depth[i + 1] = depth[i] + token.depthChange();
            if (!candidate[i]) {
                continue;
            }
            while (size > 0 && column(i) <= column(stack[size - 1])) {
                nextOutdented[stack[--size]] = i;
            }
            stack[size++] = i;
        }
        while (size > 0) {
            nextOutdented[stack[--size]] = tokens.size();
        }
    }

    private void decide() {
        int current = -1;
        for (int i = 0; i < tokens.size(); i++) {
            begins[i] = i == 0 || (candidate[i] && !isInside(current, i));
            current = begins[i] ? i : current;
        }
    }

    /** Whether a token stands inside the block that a segment begins with, whose braces add up when it is left there. */
    private boolean isInside(int start, int token) {
        return candidate[start]
                && token < nextOutdented[start]
                && depth[token] > depth[start]
                && depth[nextOutdented[start]] == depth[start];
    }

    private static boolean isCandidate(Token token, Grammar grammar) {
        return token instanceof Token.Text text
                && text.startsLine()
                && !text.first().quoted()
                && grammar.beginsRootBlock(text.first().text());
    }

    private int column(int i) {
        return tokens.get(i).column();
    }

    /** Whether a segment begins with this token. */
    boolean beginsAt(int token) {
        return begins[token];
    }

    /** Opening minus closing braces of the segment that begins with a token. */
    int balance(int start) {
        int end = start + 1;
        while (end < tokens.size() && !begins[end]) {
            end++;
        }
        return depth[end] - depth[start];
    }
}
