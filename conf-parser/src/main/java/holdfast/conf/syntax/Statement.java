package holdfast.conf.syntax;

import holdfast.conf.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement: the words up to a brace or the end of the line, and the block that follows, if one does. Immutable. */
public final class Statement {
    private final List<Word> words;
    private final MappedText text;
    private final Optional<Block> block;

    /** The first word, which is asked for more often than anything else. */
    private final Word keyword;

    /**
     * A statement.
     *
     * @param words at least one
     * @param text what they were cut from
     * @param block what stands in braces after them
     */
    Statement(List<Word> words, MappedText text, Optional<Block> block) {
        this.words = List.copyOf(words);
        this.text = text;
        this.block = block;
        this.keyword = this.words.getFirst();
    }

    /** The words before a brace or the end of the line, at least one. */
    public List<Word> words() {
        return words;
    }

    /** What the words were cut from; script words are cut from it again by rules of their own. */
    public MappedText text() {
        return text;
    }

    /** What stands in braces after the words. */
    public Optional<Block> block() {
        return block;
    }

    /** What stands in braces after the words; nothing without braces. */
    public List<Statement> inside() {
        return block.isPresent() ? block.get().statements() : List.of();
    }

    /** The first word. */
    public Word keyword() {
        return keyword;
    }

    /** All words after the first. */
    public List<Word> arguments() {
        return words.subList(1, words.size());
    }

    /** The statement that begins at one of the words, with the block. */
    public Statement from(int word) {
        int start = words.get(word).offset();
        List<Word> later = new ArrayList<>();
        for (Word each : words.subList(word, words.size())) {
            later.add(each.movedBy(-start));
        }
        return new Statement(later, text.slice(start, text.length()), block);
    }

    /** The statement without one of the words after the first. */
    public Statement without(int word) {
        int start = words.get(word).offset();
        int end = word + 1 < words.size() ? words.get(word + 1).offset() : text.length();
        List<Word> others = new ArrayList<>(words.subList(0, word));
        for (Word each : words.subList(word + 1, words.size())) {
            others.add(each.movedBy(start - end));
        }
        return new Statement(others, text.slice(0, start).plus(text.slice(end, text.length())), block);
    }

    /** The statement with the only line of its block as its last words; without the block when that has more lines. */
    public Statement withBlockAsWords() {
        List<Statement> inside = inside();
        if (inside.size() != 1 || inside.getFirst().block.isPresent()) {
            return new Statement(words, text, Optional.empty());
        }
        Statement line = inside.getFirst();
        MappedText value = line.text.isBeside(text)
                ? line.text
                : MappedText.standingFor(line.text.text(), text.span()); // a text knows the columns of one line
        MappedText joined = text.plus(MappedText.standingFor(" ", text.span())).plus(value);
        List<Word> all = new ArrayList<>(words);
        int shift = text.length() + 1;
        for (Word each : line.words) {
            all.add(each.movedBy(shift));
        }
        return new Statement(all, joined, Optional.empty());
    }

    /** The statement with all that is in its block as one word in double quotes. */
    public Statement withBlockAsOneWord() {
        StringBuilder value = new StringBuilder(" \"");
        String blank = "";
        for (Statement line : inside()) {
            value.append(blank).append(line.text.text());
            blank = " ";
        }
        MappedText joined = text.plus(MappedText.standingFor(
                value.append('"').toString(), text.span())); // a text knows the columns of one line
        return new Statement(Words.of(joined), joined, Optional.empty());
    }

    /** The line the statement begins on. */
    public SourceSpan span() {
        return keyword.span();
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
