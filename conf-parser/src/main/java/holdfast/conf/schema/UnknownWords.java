package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What to say about a word that a block does not know. One for each run of the parser. */
final class UnknownWords {
    /** Keywords without which an instance cannot run, unless it has them in another line. */
    private static final Set<String> NEEDED = Set.of("interface", "virtual_router_id");

    /** Without these lines, which keepalived ignores, something else would run than was meant. */
    private static final Set<String> ESSENTIAL = Set.of(UnknownWords.INSTANCE, UnknownWords.ADDRESSES);

    /** The block of an instance. */
    static final String INSTANCE = "vrrp_instance";

    /** The list without which an instance holds nothing. */
    static final String ADDRESSES = "virtual_ipaddress";

    /** Words whose meaning is looked for; of the others, unless they begin a block, it is said that they are unknown. */
    private static final int MAX_SEARCHES = 300;

    private final DiagnosticSink sink;
    private int searches;

    UnknownWords(DiagnosticSink sink) {
        this.sink = sink;
    }

    /**
     * Reports a statement whose first word is not in the table of the block it stands in.
     *
     * @param statement the statement
     * @param block the table
     * @param owner the block's draft: a keyword the word was meant to be counts as given, its absence is no mistake of its own
     * @return the keyword that was meant, if there can be no doubt about it
     */
    Optional<String> report(Statement statement, Block<?> block, Draft owner) {
        if (sink.isFull()) {
            return Optional.empty(); // looking for what was meant costs more than all else
        }
        Word word = statement.keyword();
        String where = block == RootTable.ROOT ? "outside all blocks" : "in " + owner.label();
        Optional<Diagnostic> habit = Habits.find(statement, block, where);
        if (habit.isPresent()) {
            Optional<String> meant = Habits.keyword(word.text(), block);
            meant.ifPresent(keyword -> owner.nearlySee(keyword, word.span()));
            report(habit.get(), meant.orElse(""), owner);
            return Optional.empty();
        }
        List<String> homes = Keywords.blocksOf(word.text());
        if (!homes.isEmpty()) {
            misplaced(word, where, homes, block, statement);
            return Optional.empty();
        }
        return misspelt(statement, where, block, owner);
    }

    private Optional<String> misspelt(Statement statement, String where, Block<?> block, Draft owner) {
        Word word = statement.keyword();
        Diagnostic unknown =
                Diagnostic.of(Rule.UNKNOWN_KEYWORD, word.span(), "unknown keyword '" + word.text() + "' " + where);
        if (searches++ >= MAX_SEARCHES && statement.block().isEmpty()) {
            sink.report(unknown);
            return Optional.empty();
        }
        Optional<Suggestion> here = suggestion(statement, block);
        if (here.isEmpty()) {
            sink.report(Suggestions.nearest(word.text(), Keywords.all())
                    .map(found -> said(unknown, "'" + found + "' (" + place(Keywords.blocksOf(found)) + ")"))
                    .orElseGet(() -> unknown.withHint("remove it, or look for its name in the manual")));
            return Optional.empty();
        }
        String keyword = here.get().keyword();
        owner.nearlySee(keyword, word.span());
        Diagnostic diagnostic = said(unknown, "'" + keyword + "'")
                .withHint("write '" + here.get().line() + "'");
        report(diagnostic, keyword, owner);
        return Optional.of(keyword);
    }

    private void report(Diagnostic diagnostic, String meant, Draft owner) {
        if (owner instanceof InstanceDraft && NEEDED.contains(meant)) {
            owner.misspelt(meant, diagnostic);
        } else {
            sink.report(ESSENTIAL.contains(meant) ? diagnostic.as(Severity.ERROR) : diagnostic);
        }
    }

    private static Diagnostic said(Diagnostic unknown, String keyword) {
        return Diagnostic.of(unknown.rule(), unknown.span(), unknown.summary() + "; did you mean " + keyword + "?");
    }

    /**
     * What was meant.
     *
     * @param keyword the keyword
     * @param line the statement as it should be
     */
    private record Suggestion(String keyword, String line) {}

    private static Optional<Suggestion> suggestion(Statement statement, Block<?> block) {
        String word = statement.keyword().text();
        String rest = statement.text().text().substring(statement.keyword().offset() + word.length());
        Optional<String> glued = gluedKeyword(word, block);
        if (glued.isPresent() && surelyGlued(word.substring(glued.get().length()))) {
            return Optional.of(glued(statement, glued.get(), rest));
        }
        if (statement.words().size() > 1) {
            String next = statement.words().get(1).text();
            String joined = word + "_" + next;
            if (block.knows(joined)) {
                int after = statement.words().get(1).offset() + next.length();
                return Optional.of(new Suggestion(
                        joined, shown(statement, joined, statement.text().text().substring(after))));
            }
        }
        List<String> known =
                block.entries().stream().map(Entry::word).filter(block::knows).toList();
        return Suggestions.nearest(word, known)
                .map(near -> new Suggestion(near, shown(statement, near, rest)))
                .or(() -> glued.map(keyword -> glued(statement, keyword, rest)));
    }

    private static Suggestion glued(Statement statement, String keyword, String rest) {
        String value = statement.keyword().text().substring(keyword.length());
        return new Suggestion(keyword, shown(statement, keyword + " " + value, rest));
    }

    private static String shown(Statement statement, String keyword, String rest) {
        String line = keyword + (rest.length() > 60 ? rest.substring(0, 60) + "..." : rest);
        return statement.block().isPresent() ? line + " {" : line;
    }

    /** A value that cannot be the end of a misspelt keyword: a number, capitals, a name with a digit. */
    private static boolean surelyGlued(String value) {
        boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
        boolean capitals = value.chars().allMatch(c -> c >= 'A' && c <= 'Z');
        return digit || capitals || value.startsWith("\"") || value.startsWith("/");
    }

    private void misplaced(Word word, String where, List<String> homes, Block<?> block, Statement statement) {
        Diagnostic diagnostic = Diagnostic.of(
                        Rule.MISPLACED_KEYWORD,
                        word.span(),
                        "'" + word.text() + "' is not known " + where + "; it belongs " + place(homes))
                .withHint(homes.contains("root") ? "move it out of this block" : "move it there");
        boolean blockInsideBlock = homes.contains("root") && statement.block().isPresent() && block != RootTable.ROOT;
        sink.report(blockInsideBlock ? diagnostic.as(Severity.ERROR) : diagnostic);
    }

    private static String place(List<String> homes) {
        List<String> shown = homes.size() > 3 ? homes.subList(0, 3) : homes;
        return shown.equals(List.of("root")) ? "outside all blocks" : "in " + String.join(", ", shown);
    }

    /** The longest keyword a word begins with, when more follows, such as {@code priority100}. */
    private static Optional<String> gluedKeyword(String word, Block<?> block) {
        String longest = "";
        for (Entry<?> entry : block.entries()) {
            String keyword = entry.word();
            boolean glued = keyword.length() > Math.max(3, longest.length())
                    && word.length() > keyword.length()
                    && word.startsWith(keyword)
                    && block.knows(keyword)
                    && word.charAt(keyword.length()) != '_';
            longest = glued ? keyword : longest;
        }
        return longest.isEmpty() ? Optional.empty() : Optional.of(longest);
    }
}
