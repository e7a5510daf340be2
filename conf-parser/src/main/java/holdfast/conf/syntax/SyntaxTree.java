package holdfast.conf.syntax;

import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Sources;
import java.util.List;

/**
 * A configuration as nested statements, nothing known of their meaning.
 *
 * @param statements the outermost level
 * @param sources every file that was read
 */
public record SyntaxTree(List<Statement> statements, Sources sources) {
    /** Copies the list. */
    public SyntaxTree {
        statements = List.copyOf(statements);
    }

    /**
     * Reads files into a tree.
     *
     * @param loader where bytes come from
     * @param mainFile the file to start with
     * @param environment facts of this node
     * @param grammar which words belong where
     * @param sink takes what is wrong
     */
    public static SyntaxTree read(
            SourceLoader loader, String mainFile, ParseEnvironment environment, Grammar grammar, DiagnosticSink sink) {
        Preprocessor.Result result = Preprocessor.run(loader, mainFile, environment, grammar, sink);
        List<Token> tokens = Lexer.tokens(result.lines(), sink);
        return new SyntaxTree(
                new TreeBuilder(tokens, grammar, result.commentedBraces(), sink).build(), result.sources());
    }
}
