package holdfast.conf.syntax;

import holdfast.conf.diagnostic.SourceSpan;
import java.util.List;

/** What the lexer cuts lines into. */
sealed interface Token {
    /** Where it stands. */
    SourceSpan span();

    /** Whether nothing but blanks stands before it on its line. */
    boolean startsLine();

    /** Words up to a brace or the end of the line. */
    record Text(MappedText text, List<Word> words, boolean startsLine) implements Token {
        @Override
        public SourceSpan span() {
            return words.getFirst().span();
        }
    }

    /** An opening brace. */
    record Open(SourceSpan span, boolean startsLine) implements Token {}

    /** A closing brace. */
    record Close(SourceSpan span, boolean startsLine) implements Token {}
}
