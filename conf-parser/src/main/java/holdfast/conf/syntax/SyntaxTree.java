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
        Preprocessor.Result result = Preprocessor.run(loader, mainFile, environment, grammar, LineRules.AS_MEANT, sink);
        List<Token> tokens = Lexer.tokens(result.lines(), sink);
        return new SyntaxTree(
                new TreeBuilder(tokens, grammar, result.commentedBraces(), sink).build(), result.sources());
    }

    /**
     * Reads files into a tree as a process of keepalived does, without repairing anything.
     *
     * @param loader where bytes come from
     * @param mainFile the file to start with
     * @param environment facts of this node
     * @param grammar which words belong where
     * @param first whether it is the process that reads the files themselves, and not what that one left of them
     * @param root the outermost level
     */
    public static SyntaxTree readAsKeepalived(
            SourceLoader loader,
            String mainFile,
            ParseEnvironment environment,
            Grammar grammar,
            boolean first,
            OpenBlock root) {
        var unheard = new DiagnosticSink();
        LineRules rules = first ? LineRules.FIRST_READING : LineRules.SECOND_READING;
        Preprocessor.Result result = Preprocessor.run(loader, mainFile, environment, grammar, rules, unheard);
        return new SyntaxTree(PlainNesting.of(Lexer.tokens(result.lines(), unheard), root), result.sources());
    }
}
