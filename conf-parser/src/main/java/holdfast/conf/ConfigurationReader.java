package holdfast.conf;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.lint.Allowances;
import holdfast.conf.lint.Lints;
import holdfast.conf.model.Configuration;
import holdfast.conf.schema.Interpreter;
import holdfast.conf.schema.KeepalivedProcess;
import holdfast.conf.schema.Keywords;
import holdfast.conf.syntax.SyntaxTree;
import java.util.List;

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
        return read(loader, mainFile, environment, false);
    }

    /**
     * Reads a file as {@link #read} does, and also looks for what keepalived accepts in silence: for people, not for a
     * daemon's start. The configuration is the same; findings are added. None are when braces, quotes or files are wrong:
     * what the file says is a guess then. Those allowed by a comment in the file are left out.
     *
     * @param loader where bytes come from
     * @param mainFile the file to start with, as given with {@code -f}
     * @param environment facts of this node
     * @return the meaning as far as understood, and the findings
     */
    public static ParseResult check(SourceLoader loader, String mainFile, ParseEnvironment environment) {
        return read(loader, mainFile, environment, true);
    }

    /**
     * Reads a file as {@link #read(SourceLoader, String, ParseEnvironment)} does, for its findings, and says what it means in one dialect or
     * another.
     *
     * @param loader where bytes come from
     * @param mainFile the file to start with, as given with {@code -f}
     * @param environment facts of this node
     * @param dialect how the file is understood; its values and where they come from follow it
     * @return the meaning as far as understood, and the findings
     */
    public static ParseResult read(
            SourceLoader loader, String mainFile, ParseEnvironment environment, Dialect dialect) {
        ParseResult asMeant = read(loader, mainFile, environment);
        return switch (dialect) {
            case AS_MEANT -> asMeant;
            case AS_KEEPALIVED -> {
                SyntaxTree tree = KeepalivedProcess.readAll(loader, mainFile, environment);
                Configuration configuration =
                        new Interpreter(environment, dialect, new DiagnosticSink()).interpret(tree, mainFile);
                yield new ParseResult(configuration, asMeant.diagnostics(), tree);
            }
        };
    }

    private static ParseResult read(SourceLoader loader, String mainFile, ParseEnvironment environment, boolean whole) {
        var sink = new DiagnosticSink();
        SyntaxTree tree = SyntaxTree.read(loader, mainFile, environment, new Keywords(), sink);
        boolean understood =
                whole && sink.inOrder(List.of()).stream().noneMatch(found -> found.severity() == Severity.ERROR);
        Configuration configuration = new Interpreter(environment, Dialect.AS_MEANT, sink).interpret(tree, mainFile);
        if (understood) {
            Lints.check(configuration, tree, environment, sink);
        }
        List<Diagnostic> findings = sink.inOrder(tree.sources().order());
        return new ParseResult(configuration, whole ? Allowances.without(findings, tree.sources()) : findings, tree);
    }
}
