package holdfast.conf.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The keyword table of one kind of block. Built once, when the table's class is loaded, then only read.
 *
 * <p>A row is one call, and calls after it decorate it:
 *
 * <pre>{@code
 * .value("priority", integer(1, 255), (d, v) -> d.priority = v).defaultsTo("100")
 * .bool("owner_ignore_adverts", (d, v) -> d.ownerIgnore = v).since("2.3.3").inherits("vrrp_owner_ignore_adverts")
 * .lines("unicast_peer", PeerLine::read).takes("ADDRESS [min_ttl N] [max_ttl N]")
 * .section("bfd_instance", BFD, named(...)).takes("NAME").withoutEffect()
 * }</pre>
 *
 * <p>Arguments describe themselves: {@link Argument#syntax()}. One written as a method of its own is given its words
 * where it is made, {@code Argument.of("ADDRESS [PORT]", in -> ...)}, or in the table, {@code .takes("ADDRESS [PORT]")}.
 * {@code docs/keywords.md} is generated from all tables that can be reached from {@link RootTable#ROOT}; a test says when it
 * must be generated again.
 *
 * @param <D> the draft its keywords fill
 */
final class Block<D> {
    private final String name;
    private final Map<String, Entry<D>> entries = new LinkedHashMap<>();
    private final Map<String, KeywordNotes> notes = new HashMap<>();
    private String last = "";

    private Block(String name) {
        this.name = name;
    }

    /** An empty table. */
    static <D> Block<D> of(String name) {
        return new Block<>(name);
    }

    String name() {
        return name;
    }

    Optional<Entry<D>> entry(String word) {
        return Optional.ofNullable(entries.get(word));
    }

    /** The row of a word; null when there is none. */
    Entry<D> row(String word) {
        return entries.get(word);
    }

    Collection<Entry<D>> entries() {
        return entries.values();
    }

    /** What the reference tells about a keyword. */
    KeywordNotes notes(String word) {
        return notes.getOrDefault(word, KeywordNotes.NONE);
    }

    /** The version of keepalived that brought the keyword of the last row, such as {@code 2.3.3}. Without: 2.2.7 or before. */
    Block<D> since(String version) {
        KeywordNotes old = notes(last);
        return note(new KeywordNotes(version, old.defaultValue(), old.inherits(), old.syntax()));
    }

    /** What counts where the keyword of the last row is not given, in words, such as {@code 5 s}. */
    Block<D> defaultsTo(String value) {
        KeywordNotes old = notes(last);
        return note(new KeywordNotes(old.since(), value, old.inherits(), old.syntax()));
    }

    /** The keyword whose value counts where that of the last row is not given, such as {@code vrrp_version}. */
    Block<D> inherits(String from) {
        KeywordNotes old = notes(last);
        return note(new KeywordNotes(old.since(), old.defaultValue(), from, old.syntax()));
    }

    /** What follows the word of the last row, where no argument tells: names of blocks, lines of values. */
    Block<D> takes(String syntax) {
        KeywordNotes old = notes(last);
        return note(new KeywordNotes(old.since(), old.defaultValue(), old.inherits(), syntax));
    }

    private Block<D> note(KeywordNotes changed) {
        notes.put(last, changed);
        return this;
    }

    /**
     * Nothing acts on the keyword or block of the last row so far. Said once for a whole block; about the keywords in it
     * nothing is said then.
     */
    Block<D> withoutEffect() {
        entries.computeIfPresent(last, (_, entry) -> entry.withoutEffect());
        return this;
    }

    /** Makes the last block one that is read, and that may keep the file from being run. */
    Block<D> refused() {
        entries.computeIfPresent(
                last,
                (_, entry) -> entry instanceof Entry.Nested<D>(String word, Support _, Block<D> block)
                        ? new Entry.Nested<>(word, Support.REFUSED, block)
                        : entry);
        return this;
    }

    boolean knows(String word) {
        Entry<D> entry = entries.get(word);
        return entry != null && entry.support() != Support.REMOVED;
    }

    /** A supported keyword; the last one counts. */
    <T> Block<D> value(String word, Argument<T> argument, BiConsumer<D, Located<T>> setter) {
        return add(new Entry.Value<>(word, Support.SUPPORTED, Entry.Repeat.LAST, argument, setter));
    }

    /** A supported keyword of which the first counts. */
    <T> Block<D> first(String word, Argument<T> argument, BiConsumer<D, Located<T>> setter) {
        return add(new Entry.Value<>(word, Support.SUPPORTED, Entry.Repeat.FIRST, argument, setter));
    }

    /** A supported keyword that may stand several times; each counts. */
    <T> Block<D> each(String word, Argument<T> argument, BiConsumer<D, Located<T>> setter) {
        return add(new Entry.Value<>(word, Support.SUPPORTED, Entry.Repeat.ALL, argument, setter));
    }

    /** A supported keyword that is on when it is there. */
    Block<D> flag(String word, BiConsumer<D, Located<Boolean>> setter) {
        return value(word, Kinds.flag(), setter);
    }

    /** A supported keyword with an optional {@code on}, {@code off}, ... */
    Block<D> bool(String word, BiConsumer<D, Located<Boolean>> setter) {
        return value(word, Kinds.bool(), setter);
    }

    /** A keyword that is checked and whose value is in the model, where nothing acts on it so far; the last one counts. */
    <T> Block<D> accepted(String word, Argument<T> argument, BiConsumer<D, Located<T>> setter) {
        return add(new Entry.Value<>(word, Support.ACCEPTED, Entry.Repeat.LAST, argument, setter));
    }

    /** A keyword with no effect on purpose: nothing needs to be done, and nothing needs to be said. */
    <T> Block<D> quiet(String word, Argument<T> argument) {
        return add(new Entry.Value<D, T>(word, Support.SUPPORTED, Entry.Repeat.ALL, argument, (_, _) -> {}));
    }

    /** A block of keywords for the same draft. */
    Block<D> nested(Block<D> block) {
        return add(new Entry.Nested<>(block.name, Support.SUPPORTED, block));
    }

    /** A block of values. */
    Block<D> lines(String word, BiConsumer<D, Arguments> line) {
        return add(new Entry.Lines<>(word, Support.SUPPORTED, line));
    }

    /** A block of values without effect, its lines unchecked. */
    Block<D> unreadLines(String word) {
        return add(new Entry.Unread<>(word, Support.ACCEPTED, true));
    }

    /** A keyword or block known by name only. */
    Block<D> unread(String word, boolean block) {
        return add(new Entry.Unread<>(word, Support.ACCEPTED, block));
    }

    /** A block with a draft of its own. */
    <C extends Draft> Block<D> section(String word, Block<C> block, Entry.Opener<D, C> opener) {
        return section(word, () -> block, opener);
    }

    /** A block with a draft of its own, whose table is built when the block is met. */
    <C extends Draft> Block<D> section(String word, Supplier<Block<C>> block, Entry.Opener<D, C> opener) {
        return add(new Entry.Section<>(word, Support.SUPPORTED, block, opener));
    }

    /** A block of values with a draft of its own. */
    <C extends Draft> Block<D> namedLines(String word, Entry.Opener<D, C> opener, BiConsumer<C, Arguments> line) {
        return add(new Entry.NamedLines<>(word, Support.SUPPORTED, opener, line));
    }

    /** Another word for a keyword of this table. */
    Block<D> renamed(String word, String current) {
        return add(new Entry.Renamed<>(word, current));
    }

    /** A word that is no keyword any more. */
    Block<D> removed(String word, String advice) {
        return add(new Entry.Removed<>(word, true, advice));
    }

    /** A word that never was a keyword here, and that people write all the same. */
    Block<D> mistaken(String word, String advice) {
        return add(new Entry.Removed<>(word, false, advice));
    }

    /** Adds rows that several tables share. */
    Block<D> with(java.util.function.UnaryOperator<Block<D>> rows) {
        return rows.apply(this);
    }

    private Block<D> add(Entry<D> entry) {
        if (entries.putIfAbsent(entry.word(), entry) != null) {
            throw new IllegalStateException("'" + entry.word() + "' is in the table of " + name + " twice");
        }
        last = entry.word();
        return this;
    }
}
