package holdfast.agent.configuration;

import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.schema.Keywords;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.SyntaxTree;
import holdfast.conf.syntax.Word;
import java.util.List;
import java.util.Optional;

/** Where things stand in a configuration, for findings that come from its meaning and not from its text. */
public final class Places {
    private final String file;
    private final SyntaxTree tree;

    /**
     * Places in a file and all it includes.
     *
     * @param file the main file, as it was named
     * @param tree what was read
     */
    public Places(String file, SyntaxTree tree) {
        this.file = file;
        this.tree = tree;
    }

    /**
     * The value of a keyword in a named block; if the keyword is not there, the name of the block; if that is not there either, the
     * whole file.
     *
     * @param block keyword of the block, such as {@code vrrp_instance}
     * @param name its name; empty for a block without one
     * @param path keywords from the block inwards; an element of a list of addresses or names counts as one, an address without its
     *     prefix length
     */
    public SourceSpan of(String block, String name, String... path) {
        SourceSpan found = SourceSpan.ofFile(file);
        Optional<Statement> at = tree.statements().stream()
                .filter(statement -> statement.keyword().text().equals(block))
                .filter(statement -> name.isEmpty()
                        || statement.arguments().stream()
                                .anyMatch(word -> word.text().equals(name)))
                .findFirst();
        String last = "";
        for (String step : path) {
            if (at.isEmpty()) {
                return found;
            }
            found = value(at.get());
            at = at.get().block().flatMap(inside -> find(inside.statements(), step));
            last = step;
        }
        boolean element = !last.isEmpty() && !Keywords.isKnown(last);
        return at.map(statement -> element ? statement.keyword().span() : value(statement))
                .orElse(found);
    }

    /** The last one, for that is the one that counts. */
    private static Optional<Statement> find(List<Statement> statements, String word) {
        return statements.stream()
                .filter(statement -> matches(statement.keyword().text(), word))
                .reduce((_, later) -> later);
    }

    private static boolean matches(String text, String word) {
        return text.equals(word) || text.startsWith(word + "/");
    }

    private static SourceSpan value(Statement statement) {
        List<Word> arguments = statement.arguments();
        return arguments.isEmpty()
                ? statement.keyword().span()
                : arguments.getFirst().span();
    }
}
