package holdfast.conf.syntax;

import holdfast.conf.diagnostic.SourceSpan;
import java.util.List;
import java.util.Optional;

/**
 * A statement: the words up to a brace or the end of the line, and the block that follows, if one does.
 *
 * @param words at least one
 * @param text what the words were cut from; script words are cut from it again by rules of their own
 * @param block what stands in braces after it
 */
public record Statement(List<Word> words, MappedText text, Optional<Block> block) {
    /** Copies the list. */
    public Statement {
        words = List.copyOf(words);
    }

    /** The first word. */
    public Word keyword() {
        return words.getFirst();
    }

    /** All words after the first. */
    public List<Word> arguments() {
        return words.subList(1, words.size());
    }

    /** The line the statement begins on. */
    public SourceSpan span() {
        return words.getFirst().span();
    }

    /**
     * Statements in braces.
     *
     * @param open the opening brace
     * @param statements what is inside
     */
    public record Block(SourceSpan open, List<Statement> statements) {
        /** Copies the list. */
        public Block {
            statements = List.copyOf(statements);
        }
    }
}
