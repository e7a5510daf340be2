package holdfast.conf.lint;

import holdfast.conf.ParseEnvironment;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.model.Configuration;
import holdfast.conf.syntax.SyntaxTree;
import java.util.List;

/** All checks of this package. */
public final class Lints {
    private static final List<Lint> ALL = List.of(
            new AddressLints(),
            new PriorityLints(),
            new TimerLints(),
            new StrictLints(),
            new AuthenticationLints(),
            new ScriptLints(),
            new UnusedLints(),
            new DefinitionLints(),
            new ConditionLints(),
            new ServerLints(),
            new CheckLints(),
            new AlertLints());

    private Lints() {}

    /**
     * Looks at a whole configuration.
     *
     * @param configuration what the file means
     * @param tree what the file says
     * @param environment facts of this node
     * @param sink takes the findings
     */
    public static void check(
            Configuration configuration, SyntaxTree tree, ParseEnvironment environment, DiagnosticSink sink) {
        if (sink.isFull()) {
            return; // findings of lints are warnings and notes
        }
        var outline = new Outline(tree);
        List<ServerBlocks> servers = ServerBlocks.of(configuration, outline);
        var file = new WholeFile(configuration, outline, servers, tree.sources(), environment, sink);
        ALL.forEach(lint -> lint.check(file));
    }
}
