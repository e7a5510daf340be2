package holdfast.conf.schema;

import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.syntax.Statement;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A row of a keyword table: a word and what to do with it.
 *
 * @param <D> the draft of the block the table is for
 */
sealed interface Entry<D> {
    /** The keyword. */
    String word();

    /** What Holdfast does with it. */
    Support support();

    /** Whether a block follows it. */
    default boolean hasBlock() {
        return switch (this) {
            case Value<D, ?> _, Renamed<D> _, Removed<D> _ -> false;
            case Nested<D> _, Lines<D> _, NamedLines<D, ?> _, Section<D, ?> _ -> true;
            case Unread<D> unread -> unread.block();
        };
    }

    /** The same row, its keyword read and checked without any effect so far. */
    default Entry<D> withoutEffect() {
        return switch (this) {
            case Value<D, ?> value -> value.accepted();
            case Nested<D> nested -> new Nested<>(nested.word, Support.ACCEPTED, nested.block);
            case Lines<D> lines -> new Lines<>(lines.word, Support.ACCEPTED, lines.line);
            case NamedLines<D, ?> lines -> lines.accepted();
            case Section<D, ?> section -> section.accepted();
            case Unread<D> unread -> new Unread<>(unread.word, Support.ACCEPTED, unread.block);
            case Renamed<D> renamed -> renamed;
            case Removed<D> removed -> removed;
        };
    }

    /** Which of several uses of one keyword in one block counts. */
    enum Repeat {
        /** The first, as keepalived has it for notify scripts and {@code state}. */
        FIRST,
        /** The last. */
        LAST,
        /** All. */
        ALL
    }

    /** A keyword with arguments, or none. */
    record Value<D, T>(
            String word, Support support, Repeat repeat, Argument<T> argument, BiConsumer<D, Located<T>> setter)
            implements Entry<D> {
        private Value<D, T> accepted() {
            return new Value<>(word, Support.ACCEPTED, repeat, argument, setter);
        }
    }

    /** A block of keywords that fills the same draft, such as {@code authentication}. */
    record Nested<D>(String word, Support support, Block<D> block) implements Entry<D> {}

    /** A block whose lines are values, such as {@code virtual_ipaddress}. */
    record Lines<D>(String word, Support support, BiConsumer<D, Arguments> line) implements Entry<D> {}

    /** A block with a draft of its own whose lines are values, such as {@code virtual_server_group}. */
    record NamedLines<D, C extends Draft>(
            String word, Support support, Opener<D, C> opener, BiConsumer<C, Arguments> line) implements Entry<D> {
        private NamedLines<D, C> accepted() {
            return new NamedLines<>(word, Support.ACCEPTED, opener, line);
        }
    }

    /**
     * A block with a draft of its own, such as {@code vrrp_instance}.
     *
     * @param table gives the table of the block, which need not be built before the block is met: a daemon's start has
     *     no time for tables of blocks its file does not have
     */
    record Section<D, C extends Draft>(String word, Support support, Supplier<Block<C>> table, Opener<D, C> opener)
            implements Entry<D> {
        /** The table of the block. */
        Block<C> block() {
            return table.get();
        }

        private Section<D, C> accepted() {
            return new Section<>(word, Support.ACCEPTED, table, opener);
        }
    }

    /** Makes the draft of a section. */
    interface Opener<D, C> {
        /**
         * Begins a section.
         *
         * @param outer the draft around it
         * @param statement its first line
         * @param sink takes complaints
         * @return empty when the block must be skipped, which has then been reported
         */
        Optional<C> open(D outer, Statement statement, DiagnosticSink sink);
    }

    /** Something known by name only. */
    record Unread<D>(String word, Support support, boolean block) implements Entry<D> {}

    /** Another word for a keyword of the same block. */
    record Renamed<D>(String word, String current) implements Entry<D> {
        @Override
        public Support support() {
            return Support.RENAMED;
        }
    }

    /**
     * A word that was a keyword once, or is often taken for one.
     *
     * @param once whether it was one
     * @param advice what to write instead
     */
    record Removed<D>(String word, boolean once, String advice) implements Entry<D> {
        @Override
        public Support support() {
            return Support.REMOVED;
        }
    }
}
