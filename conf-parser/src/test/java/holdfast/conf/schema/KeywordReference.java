package holdfast.conf.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes {@code docs/keywords.md} from the keyword tables.
 *
 * <p>{@code mvn -q -pl conf-parser test-compile exec:java} runs it.
 */
public final class KeywordReference {
    private static final String INTRODUCTION = """
            # Keywords

            Every block and keyword of `keepalived.conf` up to 2.4.3 that Holdfast knows: one section for each block, one row for each
            keyword. Generated from the tables the parser reads with, so it says what the parser does; `CONTRIBUTING.md` says how.

            * **Takes**: placeholders are in capitals, optional parts in brackets; `a..b` is a range, `s` are seconds (up to six decimal
              places unless *whole*), `BOOLEAN` is one of `on`, `off`, `true`, `false`, `yes`, `no`, and nothing means `on`. A dash: no
              argument. `{ }`: a block follows, whose keywords are in the section of that name; `{ LINES }`: a block of such lines.
            * **When not given**: the value that counts then; a keyword here means the value of that keyword.
            * **Since**: the version of keepalived that brought the keyword; empty: 2.2.7 or before.
            * **Support**: *acted on*: Holdfast does what it says. *no effect yet*: it is read and checked, nothing acts on it so far, and
              a message says so once. *obsolete*: with what to write instead.
            """;

    private KeywordReference() {}

    /**
     * Writes the reference.
     *
     * @param arguments the file to write
     * @throws IOException when it cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), text(Keywords.tableList()));
    }

    /** The reference for some tables, the outermost first. */
    static String text(Collection<Block<?>> tables) {
        Map<Block<?>, List<String>> homes = new LinkedHashMap<>();
        Map<Block<?>, Boolean> acted = new LinkedHashMap<>();
        tables.forEach(table -> homes.put(table, new ArrayList<>()));
        acted.put(tables.iterator().next(), true);
        for (Block<?> table : tables) {
            for (Entry<?> entry : table.entries()) {
                Block<?> inner = inner(entry);
                if (inner != null) {
                    homes.get(inner).add(table.name().isEmpty() ? "" : code(table.name()));
                    boolean actedOn = acted.getOrDefault(table, false) && entry.support() == Support.SUPPORTED;
                    acted.merge(inner, actedOn, Boolean::logicalOr);
                }
            }
        }
        var text = new StringBuilder(INTRODUCTION);
        for (Block<?> table : tables) {
            section(table, homes.get(table), acted.getOrDefault(table, false), text);
        }
        return text.toString();
    }

    private static Block<?> inner(Entry<?> entry) {
        return switch (entry) {
            case Entry.Section<?, ?> section -> section.block();
            case Entry.Nested<?> nested -> nested.block();
            case Entry.Lines<?> _,
                    Entry.NamedLines<?, ?> _,
                    Entry.Value<?, ?> _,
                    Entry.Unread<?> _,
                    Entry.Renamed<?> _,
                    Entry.Removed<?> _ -> null;
        };
    }

    private static void section(Block<?> table, List<String> homes, boolean acted, StringBuilder text) {
        text.append("\n## ")
                .append(table.name().isEmpty() ? "Outside all blocks" : table.name())
                .append('\n');
        if (!homes.isEmpty() && !homes.contains("")) {
            text.append("\nIn ").append(String.join(", ", homes)).append(".\n");
        }
        text.append("\n| Keyword | Takes | When not given | Since | Support |\n|---|---|---|---|---|\n");
        for (Entry<?> entry : table.entries()) {
            KeywordNotes notes = table.notes(entry.word());
            text.append("| ").append(code(entry.word()));
            text.append(" | ").append(takes(entry, notes));
            text.append(" | ").append(absent(entry, notes));
            text.append(" | ").append(notes.since());
            text.append(" | ").append(support(entry, acted)).append(" |\n");
        }
    }

    private static String takes(Entry<?> entry, KeywordNotes notes) {
        String syntax = syntax(entry, notes);
        return switch (entry) {
            case Entry.Value<?, ?> _ -> syntax.isEmpty() ? "–" : code(syntax);
            case Entry.Section<?, ?> _, Entry.Nested<?> _ -> code((syntax + " { }").strip());
            case Entry.Lines<?> _ -> code("{ " + syntax + " }");
            case Entry.NamedLines<?, ?> _ -> code("NAME { " + syntax + " }");
            case Entry.Unread<?> unread -> unread.block() ? code("{ ... }") : "–";
            case Entry.Renamed<?> _, Entry.Removed<?> _ -> "";
        };
    }

    /** What follows a word, in words. */
    static String syntax(Entry<?> entry, KeywordNotes notes) {
        if (!notes.syntax().isEmpty()) {
            return notes.syntax();
        }
        return switch (entry) {
            case Entry.Value<?, ?> value -> value.argument().syntax();
            case Entry.Lines<?> _, Entry.NamedLines<?, ?> _ -> Argument.UNDESCRIBED;
            case Entry.Section<?, ?> _, Entry.Nested<?> _, Entry.Unread<?> _, Entry.Renamed<?> _, Entry.Removed<?> _ ->
                "";
        };
    }

    private static String absent(Entry<?> entry, KeywordNotes notes) {
        if (!notes.inherits().isEmpty()) {
            String inherited = code(notes.inherits());
            return notes.defaultValue().isEmpty() ? inherited : inherited + "; " + escape(notes.defaultValue());
        }
        boolean isSwitch = entry instanceof Entry.Value<?, ?> value
                && (value.argument().syntax().isEmpty()
                        || value.argument().syntax().equals(Kinds.BOOLEAN));
        return notes.defaultValue().isEmpty() && isSwitch ? "off" : escape(notes.defaultValue());
    }

    private static String support(Entry<?> entry, boolean acted) {
        return switch (entry.support()) {
            case SUPPORTED -> acted ? "acted on" : "no effect yet";
            case ACCEPTED -> "no effect yet";
            case REFUSED -> "not done, and refused where the other nodes insist on it";
            case RENAMED ->
                entry instanceof Entry.Renamed<?> renamed ? "obsolete: write " + code(renamed.current()) : "";
            case REMOVED ->
                entry instanceof Entry.Removed<?> removed
                        ? (removed.once() ? "obsolete: " : "no keyword: ") + escape(removed.advice())
                        : "";
        };
    }

    private static String code(String text) {
        return "`" + escape(text) + "`";
    }

    private static String escape(String text) {
        return text.replace("|", "\\|");
    }
}
