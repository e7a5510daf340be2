package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs statements through keyword tables: one for each run of the parser. */
final class BlockReader {
    private final DiagnosticSink sink;
    private final UnknownWords unknownWords;
    private final Set<String> saidToHaveNoEffect = new HashSet<>();
    /** Depth of blocks nothing acts on; what is inside such a block is not said to have no effect again. */
    private int blocksWithoutEffect;

    BlockReader(DiagnosticSink sink) {
        this.sink = sink;
        this.unknownWords = new UnknownWords(sink);
    }

    /**
     * Fills a draft.
     *
     * @param statements what stands in the block
     * @param block its table
     * @param draft takes the values
     * @param owner the draft messages are about: the same, or the one around a nested block
     */
    <D> void read(List<Statement> statements, Block<D> block, D draft, Draft owner) {
        for (Statement statement : statements) {
            Optional<Entry<D>> entry = block.entry(statement.keyword().text());
            if (entry.isPresent()) {
                apply(entry.get(), statement, block, draft, owner);
            } else {
                unknownWords.report(statement, block, owner);
            }
        }
    }

    private <D> void apply(Entry<D> entry, Statement statement, Block<D> block, D draft, Draft owner) {
        if (statement.block().isPresent() && !entry.hasBlock()) {
            sink.report(Diagnostic.of(
                            Rule.BRACE_EXTRA_BEGIN,
                            statement.block().get().open(),
                            "'" + entry.word() + "' takes no block")
                    .withHint("remove the '{' and its '}'"));
        }
        switch (entry) {
            case Entry.Value<D, ?> value -> value(value, statement, block, draft, owner);
            case Entry.Nested<D> nested -> {
                headerWords(statement, block, owner);
                inside(nested, statement, block, () -> read(body(statement), nested.block(), draft, owner));
            }
            case Entry.Lines<D> lines ->
                inside(lines, statement, block, () -> lines(lines, statement, block, draft, owner));
            case Entry.Section<D, ?> section ->
                inside(section, statement, block, () -> section(section, statement, draft));
            case Entry.Unread<D> unread -> noEffect(unread.word(), statement, block);
            case Entry.Renamed<D> renamed -> renamed(renamed, statement, block, draft, owner);
            case Entry.Removed<D> removed ->
                sink.report(Diagnostic.of(
                                Rule.REMOVED_KEYWORD,
                                statement.keyword().span(),
                                "'" + removed.word() + "' is not a keyword of " + label(owner) + " any more")
                        .withHint(removed.advice()));
        }
    }

    /** Reads a block, having said so when nothing acts on it. */
    private void inside(Entry<?> entry, Statement statement, Block<?> block, Runnable reading) {
        if (entry.support() != Support.ACCEPTED) {
            reading.run();
            return;
        }
        noEffect(entry.word(), statement, block);
        blocksWithoutEffect++;
        reading.run();
        blocksWithoutEffect--;
    }

    private static List<Statement> body(Statement statement) {
        return statement.block().map(Statement.Block::statements).orElse(List.of());
    }

    private <D, T> void value(Entry.Value<D, T> entry, Statement statement, Block<D> block, D draft, Draft owner) {
        Word keyword = statement.keyword();
        SourceSpan earlier = owner.see(entry.word(), keyword.span());
        var arguments = new Arguments(statement, 1, label(owner), sink);
        Optional<T> value = entry.argument().read(arguments);
        arguments.finish(block, owner);
        if (entry.support() == Support.ACCEPTED) {
            noEffect(entry.word(), statement, block);
        }
        boolean ignored = earlier != null && entry.repeat() == Entry.Repeat.FIRST;
        if (earlier != null && entry.repeat() != Entry.Repeat.ALL) {
            sink.report(Diagnostic.of(
                            Rule.REPEATED_KEYWORD,
                            keyword.span(),
                            "'" + entry.word() + "' is given twice in " + label(owner) + "; the "
                                    + (ignored ? "first" : "last") + " one counts")
                    .withHint("remove one of them")
                    .withRelated(earlier, "the first one is here"));
        }
        if (!ignored) {
            value.ifPresent(result -> entry.setter()
                    .accept(draft, new Located<>(result, statement.text().span())));
        }
    }

    private <D> void lines(Entry.Lines<D> entry, Statement statement, Block<D> block, D draft, Draft owner) {
        headerWords(statement, block, owner);
        owner.see(entry.word(), statement.span());
        for (Statement line : body(statement)) {
            var arguments = new Arguments(line, 0, label(owner), sink);
            entry.line().accept(draft, arguments);
            arguments.finish(block, owner);
            line.block()
                    .ifPresent(inner -> sink.report(Diagnostic.of(
                                    Rule.BRACE_EXTRA_BEGIN,
                                    inner.open(),
                                    "no block begins inside '" + entry.word() + "'")
                            .withHint("remove the '{' and its '}'")));
        }
    }

    /** Words between a block's keyword and its brace, where there should be none. */
    private void headerWords(Statement statement, Block<?> block, Draft owner) {
        new Arguments(statement, 1, label(owner), sink).finish(block, owner);
    }

    private <D, C extends Draft> void section(Entry.Section<D, C> entry, Statement statement, D draft) {
        entry.opener()
                .open(draft, statement, sink)
                .ifPresent(inner -> read(body(statement), entry.block(), inner, inner));
    }

    private <D> void renamed(Entry.Renamed<D> entry, Statement statement, Block<D> block, D draft, Draft owner) {
        sink.report(Diagnostic.of(
                        Rule.RENAMED_KEYWORD,
                        statement.keyword().span(),
                        "'" + entry.word() + "' is now called '" + entry.current() + "'")
                .withHint("write '" + entry.current() + "'"));
        block.entry(entry.current()).ifPresent(current -> apply(current, statement, block, draft, owner));
    }

    private void noEffect(String word, Statement statement, Block<?> block) {
        if (blocksWithoutEffect > 0 || !saidToHaveNoEffect.add(block.name() + "/" + word)) {
            return;
        }
        boolean wholeBlock = block == RootTable.ROOT
                && block.entry(word).map(Entry::hasBlock).orElse(false);
        sink.report(Diagnostic.of(
                wholeBlock ? Rule.BLOCK_NO_EFFECT : Rule.NO_EFFECT,
                statement.keyword().span(),
                wholeBlock
                        ? "'" + word + "' is not acted on yet by Holdfast"
                        : "'" + word + "' has no effect in Holdfast yet"));
    }

    private static String label(Draft owner) {
        return owner.label();
    }
}
