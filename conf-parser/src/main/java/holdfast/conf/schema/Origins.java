package holdfast.conf.schema;

import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.SyntaxTree;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the keywords of a block were given, and with the blocks inside it, for the whole file. Made from the syntax tree and the
 * keyword tables when somebody asks; a daemon never does. Immutable once made.
 */
public final class Origins {
    private static final String GLOBAL_DEFS = "global_defs";

    private final Origins outer;
    private final Block<?> table;
    private final String header;
    private final SourceSpan place;
    private final Map<String, SourceSpan> given = new HashMap<>();
    private final Map<String, List<Origins>> sections = new HashMap<>();
    private final Map<String, SourceSpan> lines = new HashMap<>();

    private Origins(Origins outer, Block<?> table, String header, SourceSpan place) {
        this.outer = outer;
        this.table = table;
        this.header = header;
        this.place = place;
    }

    /**
     * The origins of a whole file.
     *
     * @param tree its statements
     */
    public static Origins of(SyntaxTree tree) {
        String file =
                tree.sources().order().isEmpty() ? "" : tree.sources().order().getFirst();
        var root = new Origins(null, RootTable.ROOT, "", SourceSpan.ofFile(file));
        root.fill(tree.statements(), RootTable.ROOT);
        return root;
    }

    private void fill(List<Statement> statements, Block<?> block) {
        for (Statement statement : statements) {
            block.entry(statement.keyword().text()).ifPresent(entry -> fill(entry, statement, block));
        }
    }

    private void fill(Entry<?> entry, Statement statement, Block<?> block) {
        SourceSpan span = statement.span();
        List<Statement> body =
                statement.block().map(Statement.Block::statements).orElse(List.of());
        switch (entry) {
            case Entry.Value<?, ?> value -> {
                var arguments = new Arguments(statement, 1, header, new DiagnosticSink());
                boolean first = value.repeat() == Entry.Repeat.FIRST && given.containsKey(entry.word());
                if (!first && value.argument().read(arguments).isPresent()) { // what is no good counts as not given
                    given.put(entry.word(), span);
                }
            }
            case Entry.Nested<?> nested -> {
                given.put(entry.word(), span);
                fill(body, nested.block());
            }
            case Entry.Lines<?> _ -> {
                given.put(entry.word(), span);
                for (Statement line : body) {
                    lines.putIfAbsent(lineKey(entry.word(), line.keyword().text()), line.span());
                }
            }
            case Entry.Section<?, ?> section -> section(statement, section.block(), body);
            case Entry.NamedLines<?, ?> _ -> {
                var inner = new Origins(this, block, header(statement), span);
                body.forEach(line -> inner.lines.putIfAbsent(
                        lineKey(entry.word(), line.keyword().text()), line.span()));
                sections.computeIfAbsent(entry.word(), _ -> new ArrayList<>()).add(inner);
            }
            case Entry.Renamed<?> renamed ->
                block.entry(renamed.current()).ifPresent(current -> fill(current, statement, block));
            case Entry.Unread<?> _, Entry.Removed<?> _ -> {}
        }
    }

    /** Several {@code global_defs} are one. */
    private void section(Statement statement, Block<?> block, List<Statement> body) {
        String keyword = statement.keyword().text();
        List<Origins> same = sections.computeIfAbsent(keyword, _ -> new ArrayList<>());
        if (same.isEmpty() || !keyword.equals(GLOBAL_DEFS)) {
            same.add(new Origins(this, block, header(statement), statement.span()));
        }
        same.getLast().fill(body, block);
    }

    private static String header(Statement statement) {
        return String.join(" ", statement.arguments().stream().map(Word::text).toList());
    }

    /** The same for every way to write an address. */
    private static String lineKey(String keyword, String word) {
        int slash = word.indexOf('/');
        Optional<InetAddress> address = AddressLiteral.parse(slash < 0 ? word : word.substring(0, slash));
        if (address.isEmpty()) {
            return keyword + " " + word;
        }
        boolean whole = slash < 0
                || word.substring(slash + 1)
                        .equals(AddressFamily.of(address.get()) == AddressFamily.INET ? "32" : "128");
        return keyword + " " + address.get().getHostAddress() + (whole ? "" : word.substring(slash));
    }

    /** Where the block begins. */
    public SourceSpan place() {
        return place;
    }

    /**
     * Where a keyword of this block got its value.
     *
     * @param keyword as in the file
     * @return empty when it was not given, or was given a value that is no good
     */
    public Optional<SourceSpan> given(String keyword) {
        return Optional.ofNullable(given.get(keyword));
    }

    /**
     * Where a line of a block of values stands.
     *
     * @param keyword the block, such as {@code virtual_ipaddress}
     * @param word the first word of the line; an address may be written in any way
     */
    public Optional<SourceSpan> line(String keyword, String word) {
        return Optional.ofNullable(lines.get(lineKey(keyword, word)));
    }

    /** The blocks of that keyword in this one, in order. */
    public List<Origins> sections(String keyword) {
        return List.copyOf(sections.getOrDefault(keyword, List.of()));
    }

    /**
     * The first block of that keyword and with those words after it, else with the first of them (ports may differ from what
     * was written); an empty one when there is none.
     *
     * @param keyword such as {@code vrrp_instance}
     * @param words such as its name, separated by blanks
     */
    public Origins section(String keyword, String words) {
        List<Origins> all = sections.getOrDefault(keyword, List.of());
        String first = words.split(" ", 2)[0];
        return all.stream()
                .filter(section -> section.header.equals(words))
                .findFirst()
                .or(() -> all.stream()
                        .filter(section -> section.header.split(" ", 2)[0].equals(first))
                        .findFirst())
                .orElseGet(() -> new Origins(this, table, words, place));
    }

    /**
     * The n-th block of that keyword; an empty one when there are not so many.
     *
     * @param keyword such as {@code TCP_CHECK}
     * @param number from 1
     */
    public Origins section(String keyword, int number) {
        List<Origins> all = sections.getOrDefault(keyword, List.of());
        return number <= all.size() ? all.get(number - 1) : section(keyword, "");
    }

    /** A value given somewhere further out. */
    public record Inherited(String keyword, SourceSpan span) {}

    /**
     * Where a keyword that is not given here has its value from: the keyword tables say which other keyword counts, the blocks
     * around and {@code global_defs} are asked for it.
     *
     * @param keyword as in the file
     * @return empty when that is not given either
     */
    public Optional<Inherited> inherited(String keyword) {
        String noted = table.notes(keyword).inherits();
        String other = noted.isEmpty() ? "vrrp_" + keyword : noted;
        return outwards(other);
    }

    /** A keyword of a block around this one, or of {@code global_defs}. */
    public Optional<Inherited> outwards(String keyword) {
        for (Origins at = outer; at != null; at = at.outer) {
            Optional<SourceSpan> span = at.given(keyword);
            for (Origins globals : at.sections.getOrDefault(GLOBAL_DEFS, List.of())) {
                span = globals.given(keyword).isPresent() ? globals.given(keyword) : span;
            }
            if (span.isPresent()) {
                return Optional.of(new Inherited(keyword, span.get()));
            }
        }
        return Optional.empty();
    }
}
