package holdfast.conf;

import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.model.Configuration;
import holdfast.conf.schema.Interpreter;
import holdfast.conf.schema.Keywords;
import holdfast.conf.syntax.SyntaxTree;

/** Reads a configuration: the only entry point of this module. */
public final class ConfigurationReader {
    private ConfigurationReader() {}

    /**
     * Reads a file and everything it includes.
     *
     * <p>Never throws on any input and always returns: files, lines, nesting, substitution and the number of messages
     * are limited, and each limit has its diagnostic.
     *
     * @param loader where bytes come from
     * @param mainFile the file to start with, as given with {@code -f}
     * @param environment facts of this node
     * @return the meaning as far as understood, and the findings
     */
    public static ParseResult read(SourceLoader loader, String mainFile, ParseEnvironment environment) {
        var sink = new DiagnosticSink();
        SyntaxTree tree = SyntaxTree.read(loader, mainFile, environment, new Keywords(), sink);
        Configuration configuration = new Interpreter(environment, sink).interpret(tree, mainFile);
        return new ParseResult(configuration, sink.inOrder(tree.sources().order()), tree);
    }
}
