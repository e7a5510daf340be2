package holdfast.conf.lint;

import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.SyntaxTree;
import holdfast.conf.syntax.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds the statements of a file by keyword and name. */
final class Outline {
    private final List<Statement> statements;
    private final Map<List<String>, Statement> named = new HashMap<>();
    private final Map<String, List<Statement>> byKeyword = new HashMap<>();

    /** Statements at any depth of the keywords that are asked for so, in the order of the file. */
    private final Map<String, List<Statement>> anywhere = new HashMap<>();

    Outline(SyntaxTree tree) {
        this.statements = tree.statements();
        ScriptLints.KEYWORDS.forEach(this::findAnywhere);
        AlertLints.KEYWORDS.forEach(this::findAnywhere);
        UnusedLints.CHECKERS.forEach(this::findAnywhere);
        collect(statements);
        for (Statement statement : statements) {
            byKeyword
                    .computeIfAbsent(statement.keyword().text(), _ -> new ArrayList<>())
                    .add(statement);
            boolean hasName = !statement.keyword().text().equals("virtual_server"); // but an address
            if (hasName && statement.words().size() > 1) {
                named.putIfAbsent(
                        List.of(
                                statement.keyword().text(),
                                statement.words().get(1).text()),
                        statement);
            }
        }
    }

    private void findAnywhere(String keyword) {
        anywhere.put(keyword, new ArrayList<>());
    }

    private void collect(List<Statement> list) {
        for (int i = 0; i < list.size(); i++) {
            Statement statement = list.get(i);
            List<Statement> found = anywhere.get(statement.keyword().text());
            if (found != null) {
                found.add(statement);
            }
            if (statement.block().isPresent()) {
                collect(statement.inside());
            }
        }
    }

    /** The statements of a keyword that a lint looks for at any depth, in the order of the file. */
    List<Statement> anywhere(String keyword) {
        return Objects.requireNonNull(anywhere.get(keyword), keyword);
    }

    /** The outermost statements. */
    List<Statement> statements() {
        return statements;
    }

    /** The first outermost block of that keyword and name: the one that counts. */
    Optional<Statement> block(String keyword, String name) {
        return Optional.ofNullable(named.get(List.of(keyword, name)));
    }

    /** All outermost statements of these keywords, those of the first keyword first. */
    List<Statement> all(String... keywords) {
        List<Statement> found = new ArrayList<>();
        for (String keyword : keywords) {
            found.addAll(byKeyword.getOrDefault(keyword, List.of()));
        }
        return found;
    }

    /** The last statement of a keyword in all {@code global_defs}: the one that counts. */
    Optional<Statement> global(String keyword) {
        return all("global_defs").reversed().stream()
                .flatMap(block -> last(block, keyword).stream())
                .findFirst();
    }

    /** What stands in the braces of a statement. */
    static List<Statement> inside(Statement block) {
        return block.inside();
    }

    /** The statements of a keyword directly in a block. */
    static List<Statement> each(Statement block, String keyword) {
        List<Statement> found = new ArrayList<>();
        for (Statement statement : inside(block)) {
            if (statement.keyword().text().equals(keyword)) {
                found.add(statement);
            }
        }
        return found;
    }

    /** The last statement of a keyword directly in a block. */
    static Optional<Statement> last(Statement block, String keyword) {
        for (Statement statement : inside(block).reversed()) {
            if (statement.keyword().text().equals(keyword)) {
                return Optional.of(statement);
            }
        }
        return Optional.empty();
    }

    /** The lines of value blocks such as {@code virtual_ipaddress}. */
    static List<Statement> lines(Statement block, String keyword) {
        List<Statement> lines = new ArrayList<>();
        each(block, keyword).forEach(list -> lines.addAll(inside(list)));
        return lines;
    }

    /** Where the last statement of a keyword stands, else where the block begins. */
    static SourceSpan place(Statement block, String keyword) {
        return last(block, keyword).map(Outline::whole).orElse(header(block));
    }

    /** All of a statement. */
    static SourceSpan whole(Statement statement) {
        return statement.text().span();
    }

    /** The keyword and name of a block. */
    static SourceSpan header(Statement block) {
        return block.keyword().span().through(block.words().getLast().span());
    }

    /** The first word after the keyword. */
    static Optional<Word> value(Statement statement) {
        return statement.words().size() > 1 ? Optional.of(statement.words().get(1)) : Optional.empty();
    }

    /** {@code vrrp_instance VI_1}. */
    static String label(Statement block) {
        return String.join(" ", block.words().stream().map(Word::text).toList());
    }
}
