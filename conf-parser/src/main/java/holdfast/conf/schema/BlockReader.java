package holdfast.conf.schema;

import holdfast.conf.Dialect;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs statements through keyword tables: one for each run of the parser. */
final class BlockReader {
    private final DiagnosticSink sink;
    private final Dialect dialect;
    private final UnknownWords unknownWords;
    private final Set<String> saidToHaveNoEffect = new HashSet<>();
    /** Depth of blocks nothing acts on; what is inside such a block is not said to have no effect again. */
    private int blocksWithoutEffect;

    private final List<Statement> strayed = new ArrayList<>();
    private final Set<String> runTogether = new HashSet<>();
    private final SeenValues seenValues = new SeenValues();

    BlockReader(Dialect dialect, DiagnosticSink sink) {
        this.dialect = dialect;
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
            Statement next = statement;
            while (next != null) {
                next = statement(next, block, draft, owner).orElse(null);
            }
        }
        while (block == RootTable.ROOT && !strayed.isEmpty()) { // blocks written inside others, as they were meant
            statement(strayed.removeFirst(), block, draft, owner);
        }
    }

    /** One statement. Returns the one that stands on the same line, run together with it. */
    private <D> Optional<Statement> statement(Statement statement, Block<D> block, D draft, Draft owner) {
        Entry<D> entry = block.row(statement.keyword().text());
        if (entry instanceof Entry.Value<D, ?> value) { // most, and a switch over patterns is slow to begin with
            return runTogether(value(value, statement, block, draft, owner));
        } else if (entry != null) {
            return apply(entry, statement, block, draft, owner);
        }
        if (block != RootTable.ROOT
                && statement.block().isPresent()
                && RootTable.ROOT.entry(statement.keyword().text()).isPresent()) {
            strayed.add(statement);
            if (Keywords.isRootBlock(statement.keyword().text())) {
                return Optional.empty(); // the braces told, and it was reported
            }
        }
        unknownWords
                .report(statement, block, owner)
                .flatMap(block::entry)
                .ifPresent(meant -> blockOfMisspelt(meant, statement, draft, owner));
        return Optional.empty();
    }

    /** An instance or an address list under a misspelt name: the error was reported, what is in it is read as it was meant. */
    private <D> void blockOfMisspelt(Entry<D> meant, Statement statement, D draft, Draft owner) {
        if (meant instanceof Entry.Lines<D> lines && lines.word().equals(UnknownWords.ADDRESSES)) {
            lines(lines, statement, draft, owner);
        } else if (meant instanceof Entry.Section<D, ?> section
                && section.word().equals(UnknownWords.INSTANCE)
                && statement.words().size() == 2) { // the word and a name, not both in one
            section(section, statement, draft);
        }
    }

    /** Statements on one line: the others would be dropped, so this is an error; said once a line. */
    private Optional<Statement> runTogether(Optional<Statement> next) {
        if (next.isPresent()) {
            Statement statement = next.get();
            Word word = statement.keyword();
            if (runTogether.add(word.span().file() + ":" + word.span().line())) {
                sink.report(Diagnostic.of(
                                Rule.RUN_TOGETHER,
                                word.span().through(statement.words().getLast().span()),
                                "'" + word.text() + "' must begin a line of its own: keepalived reads only the first"
                                        + " statement of a line")
                        .withHint("put a line end before it, and before each statement after it"));
            }
        }
        return next;
    }

    /** Returns what is run together with the statement. */
    private <D> Optional<Statement> apply(Entry<D> entry, Statement statement, Block<D> block, D draft, Draft owner) {
        return switch (entry) {
            case Entry.Value<D, ?> value -> runTogether(value(value, statement, block, draft, owner));
            case Entry.Nested<D> nested -> {
                Optional<Statement> next = headerWords(statement, block, owner);
                if (next.isEmpty()) {
                    owner.see(nested.word(), statement.keyword().span());
                    enter(nested, statement, block);
                    read(body(statement), nested.block(), draft, owner);
                    leave(nested);
                }
                yield runTogether(next);
            }
            case Entry.Lines<D> lines -> {
                Optional<Statement> next = headerWords(statement, block, owner);
                if (next.isEmpty()) {
                    enter(lines, statement, block);
                    lines(lines, statement, draft, owner);
                    leave(lines);
                }
                yield runTogether(next);
            }
            case Entry.NamedLines<D, ?> lines -> {
                enter(lines, statement, block);
                namedLines(lines, statement, draft);
                leave(lines);
                yield Optional.empty();
            }
            case Entry.Section<D, ?> section -> {
                enter(section, statement, block);
                section(section, statement, draft);
                leave(section);
                yield Optional.empty();
            }
            case Entry.Unread<D> unread -> {
                noEffect(unread.word(), statement, block);
                yield Optional.empty();
            }
            case Entry.Renamed<D> renamed -> renamed(renamed, statement, block, draft, owner);
            case Entry.Removed<D> removed -> {
                removed(removed, statement, owner);
                yield Optional.empty();
            }
        };
    }

    /** The keywords that begin another statement on the same line: for keepalived none does. */
    private Block<?> beginsAnother(Block<?> block) {
        return dialect == Dialect.AS_MEANT ? block : RootTable.NOTHING;
    }

    private Statement withoutSign(Statement given) {
        return dialect == Dialect.AS_MEANT ? Habits.withoutSign(given, sink) : given;
    }

    /** A keyword that takes no block has one; its value may stand in it. */
    private void takesNoBlock(Statement statement, Statement joined) {
        sink.report(Diagnostic.of(
                        Rule.BRACE_EXTRA_BEGIN,
                        statement.block().orElseThrow().open(),
                        "'" + statement.keyword().text() + "' takes no block")
                .withHint(
                        joined.words().size() > statement.words().size()
                                ? "write '" + joined.text().text() + "'"
                                : "remove the '{' and its '}'"));
    }

    /** A value in braces, as it was meant: the line in them belongs behind the keyword, a command of several words in quotes. */
    private static Statement withValueFromBlock(Argument<?> argument, Statement given) {
        int words = 0;
        for (Statement line : body(given)) {
            if (line.block().isPresent() || line.text().text().indexOf('"') >= 0) {
                return given.withBlockAsWords();
            }
            words += line.words().size();
        }
        return words > argument.wordsOutsideQuotes() ? given.withBlockAsOneWord() : given.withBlockAsWords();
    }

    /** A block begins; said when nothing acts on it. */
    private void enter(Entry<?> entry, Statement statement, Block<?> block) {
        if (entry.support() == Support.ACCEPTED) {
            noEffect(entry.word(), statement, block);
        }
        blocksWithoutEffect += hasNoEffect(entry) ? 1 : 0;
    }

    private void leave(Entry<?> entry) {
        blocksWithoutEffect -= hasNoEffect(entry) ? 1 : 0;
    }

    private static boolean hasNoEffect(Entry<?> entry) {
        return entry.support() == Support.ACCEPTED || entry.support() == Support.REFUSED;
    }

    private void removed(Entry.Removed<?> removed, Statement statement, Draft owner) {
        Diagnostic diagnostic = removed.once()
                ? Diagnostic.of(
                        Rule.REMOVED_KEYWORD,
                        statement.keyword().span(),
                        "'" + removed.word() + "' is not a keyword of " + label(owner) + " any more")
                : Diagnostic.of(
                        Rule.UNKNOWN_KEYWORD,
                        statement.keyword().span(),
                        "unknown keyword '" + removed.word() + "' in " + label(owner));
        sink.report(diagnostic.withHint(removed.advice()));
    }

    private static List<Statement> body(Statement statement) {
        return statement.inside();
    }

    private <D, T> Optional<Statement> value(
            Entry.Value<D, T> entry, Statement given, Block<D> block, D draft, Draft owner) {
        Word keyword = given.keyword();
        boolean alone = given.block().isPresent() && given.words().size() == 1;
        Statement statement = alone ? withValueFromBlock(entry.argument(), given) : withoutSign(given);
        SourceSpan earlier = owner.see(entry.word(), keyword.span());
        Optional<T> value = seenValues.find(entry, statement);
        Optional<Statement> next = Optional.empty();
        int before = sink.reported();
        if (value == null) {
            var arguments = new Arguments(statement, 1, label(owner), sink).endingAt(beginsAnother(block));
            value = entry.argument().read(arguments);
            next = arguments.finish(beginsAnother(block));
            if (sink.reported() == before && next.isEmpty()) {
                seenValues.keep(entry, statement, value);
            }
        }
        boolean noValue = alone && statement.words().size() == 1 && sink.reported() > before; // and that was said
        if (given.block().isPresent() && !noValue && (alone || next.isEmpty())) {
            boolean command = entry.argument().wordsOutsideQuotes() < Integer.MAX_VALUE;
            takesNoBlock(given, alone || command ? statement : given.withBlockAsWords());
        }
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
            if (value.isPresent()) {
                entry.setter()
                        .accept(
                                draft,
                                new Located<>(value.get(), statement.text().span()));
            }
        }
        return next;
    }

    private <D> void lines(Entry.Lines<D> entry, Statement statement, D draft, Draft owner) {
        boolean addresses = entry.word().equals(UnknownWords.ADDRESSES);
        if (!addresses || !body(statement).isEmpty()) {
            owner.see(entry.word(), statement.span());
        }
        boolean noAddress = addresses && body(statement).stream().noneMatch(AddressLine::beginsWithAddress);
        for (Statement line : body(statement)) {
            var arguments = new Arguments(line, 0, label(owner), sink);
            if (noAddress) {
                arguments.escalateTo(Rule.NO_USABLE_ADDRESS);
                noAddress = false; // said once
            }
            entry.line().accept(draft, arguments);
            finish(line, arguments, entry.word());
        }
    }

    private <D, C extends Draft> void namedLines(Entry.NamedLines<D, C> entry, Statement statement, D draft) {
        entry.opener().open(draft, statement, sink).ifPresent(inner -> {
            for (Statement line : body(statement)) {
                var arguments = new Arguments(line, 0, label(inner), sink);
                entry.line().accept(inner, arguments);
                finish(line, arguments, entry.word());
            }
        });
    }

    private void finish(Statement line, Arguments arguments, String word) {
        arguments.finish(RootTable.NOTHING);
        line.block()
                .ifPresent(inner -> sink.report(
                        Diagnostic.of(Rule.BRACE_EXTRA_BEGIN, inner.open(), "no block begins inside '" + word + "'")
                                .withHint("remove the '{' and its '}'")));
    }

    /** Words between a block's keyword and its brace, where there should be none. */
    private Optional<Statement> headerWords(Statement statement, Block<?> block, Draft owner) {
        return new Arguments(statement, 1, label(owner), sink).finish(beginsAnother(block));
    }

    private <D, C extends Draft> void section(Entry.Section<D, C> entry, Statement statement, D draft) {
        Optional<C> inner = entry.opener().open(draft, statement, sink);
        if (inner.isPresent()) {
            read(body(statement), entry.block(), inner.get(), inner.get());
        }
    }

    private <D> Optional<Statement> renamed(
            Entry.Renamed<D> entry, Statement statement, Block<D> block, D draft, Draft owner) {
        sink.report(Diagnostic.of(
                        Rule.RENAMED_KEYWORD,
                        statement.keyword().span(),
                        "'" + entry.word() + "' is now called '" + entry.current() + "'")
                .withHint("write '" + entry.current() + "'"));
        return block.entry(entry.current()).flatMap(current -> apply(current, statement, block, draft, owner));
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
                        ? "'" + word + "' is read and checked, but Holdfast does not act on it yet"
                        : "'" + word + "' has no effect in Holdfast yet"));
    }

    private static String label(Draft owner) {
        return owner.label();
    }
}
