package holdfast.conf.syntax;

import holdfast.conf.diagnostic.SourceSpan;
import java.util.List;

/** What the lexer cuts lines into. */
sealed interface Token {
    /** Where it stands. */
    SourceSpan span();

    /** The column of its first character, from 1. */
    int column();

    /** Whether nothing but blanks stands before it on its line. */
    boolean startsLine();

    /** By how much it changes the depth of blocks: 1, 0 or -1. */
    int depthChange();

    /** Words up to a brace or the end of the line. */
    final class Text implements Token {
        private final MappedText text;
        private final List<Word> words;
        private final Word first;
        private final boolean startsLine;

        /**
         * Words.
         *
         * @param text what they were cut from
         * @param words at least one
         * @param startsLine whether nothing but blanks stands before them
         */
        Text(MappedText text, List<Word> words, boolean startsLine) {
            this.text = text;
            this.words = words;
            this.first = words.getFirst();
            this.startsLine = startsLine;
        }

        MappedText text() {
            return text;
        }

        List<Word> words() {
            return words;
        }

        Word first() {
            return first;
        }

        @Override
        public SourceSpan span() {
            return first.span();
        }

        @Override
        public int column() {
            return first.column();
        }

        @Override
        public boolean startsLine() {
            return startsLine;
        }

        @Override
        public int depthChange() {
            return 0;
        }
    }

    /** An opening brace. */
    record Open(SourceSpan span, boolean startsLine) implements Token {
        @Override
        public int column() {
            return span.column();
        }

        @Override
        public int depthChange() {
            return 1;
        }
    }

    /** A closing brace. */
    record Close(SourceSpan span, boolean startsLine) implements Token {
        @Override
        public int column() {
            return span.column();
        }

        @Override
        public int depthChange() {
            return -1;
        }
    }
}
