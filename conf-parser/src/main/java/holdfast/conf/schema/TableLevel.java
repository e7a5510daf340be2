package holdfast.conf.schema;

import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.syntax.OpenBlock;
import holdfast.conf.syntax.Statement;
import java.util.Optional;

/**
 * A block as keepalived 2.2.7 goes through it, by its keyword table: words that came later are not known.
 *
 * @param table its keywords
 * @param draft filled as far as is needed to tell which blocks are skipped as a whole: second ones of a name, servers without an address
 * @param unheard takes what is wrong, which is not told
 */
record TableLevel<D>(Block<D> table, D draft, DiagnosticSink unheard) implements OpenBlock {
    @Override
    public Meaning meaning(String word) {
        Entry<D> entry = entry(word);
        if (entry == null) {
            return Meaning.UNKNOWN;
        }
        return entry.hasBlock() ? Meaning.BLOCK : Meaning.LINE;
    }

    /** The row of a word that 2.2.7 knows; null when it does not. */
    private Entry<D> entry(String word) {
        Entry<D> entry = table.row(word);
        if (entry == null || !table.notes(word).since().isEmpty()) {
            return null;
        }
        return switch (entry) {
            case Entry.Removed<D> _ -> null;
            case Entry.Renamed<D> renamed -> table.row(renamed.current());
            case Entry.Value<D, ?> _,
                    Entry.Nested<D> _,
                    Entry.Lines<D> _,
                    Entry.NamedLines<D, ?> _,
                    Entry.Section<D, ?> _,
                    Entry.Unread<D> _ -> entry;
        };
    }

    @Override
    public Optional<OpenBlock> enter(Statement header) {
        return switch (entry(header.keyword().text())) {
            case Entry.Nested<D> nested -> Optional.of(new TableLevel<>(nested.block(), draft, unheard));
            case Entry.Section<D, ?> section -> section(section, header);
            case Entry.NamedLines<D, ?> lines ->
                lines.opener().open(draft, header, unheard).map(_ -> new Values());
            case Entry.Lines<D> _, Entry.Unread<D> _, Entry.Value<D, ?> _, Entry.Renamed<D> _, Entry.Removed<D> _ ->
                Optional.of(new Values());
        };
    }

    private <C extends Draft> Optional<OpenBlock> section(Entry.Section<D, C> section, Statement header) {
        return section.opener()
                .open(draft, header, unheard)
                .filter(TableLevel::isUsable)
                .map(inner -> new TableLevel<>(section.block(), inner, unheard));
    }

    private static boolean isUsable(Draft draft) {
        return switch (draft) {
            case VirtualServerDraft server -> server.service != null;
            case VirtualServerDraft.RealServerDraft server -> server.server != null;
            default -> true;
        };
    }

    /** A block of values: every line is one. */
    private record Values() implements OpenBlock {
        @Override
        public Meaning meaning(String word) {
            return Meaning.LINE;
        }

        @Override
        public Optional<OpenBlock> enter(Statement header) {
            return Optional.empty();
        }
    }
}
