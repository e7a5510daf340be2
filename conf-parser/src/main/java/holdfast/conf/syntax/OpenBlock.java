package holdfast.conf.syntax;

import java.util.Optional;

/** A block as keepalived goes through it: what it makes of the words in it. */
public interface OpenBlock {
    /** What a word means here. */
    enum Meaning {
        /** It is no keyword here: its line counts for nothing. */
        UNKNOWN,
        /** Its line is a statement. */
        LINE,
        /** A block begins. */
        BLOCK,
        /** A block of another process begins, which is skipped by counting its braces. */
        SKIPPED
    }

    /** What a word at the beginning of a line means. */
    Meaning meaning(String word);

    /**
     * Goes into a block.
     *
     * @param header the line before its brace; its first word is a {@link Meaning#BLOCK}
     * @return empty when the block is of no use, and is skipped by counting its braces
     */
    Optional<OpenBlock> enter(Statement header);
}
