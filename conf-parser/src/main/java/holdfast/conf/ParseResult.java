package holdfast.conf;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticRenderer;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.Sources;
import holdfast.conf.model.Configuration;
import holdfast.conf.schema.Origins;
import holdfast.conf.syntax.SyntaxTree;
import java.util.List;

/**
 * What a configuration file means, and what is wrong with it.
 *
 * @param configuration the effective values of everything that could be understood; also present when there are errors,
 *     then without the objects that cannot run
 * @param diagnostics every finding, in order of file (main file first, included files as they were read), line and
 *     column
 * @param tree the statements it was made from, for telling where a value comes from
 */
public record ParseResult(Configuration configuration, List<Diagnostic> diagnostics, SyntaxTree tree) {
    /** Copies the list. */
    public ParseResult {
        diagnostics = List.copyOf(diagnostics);
    }

    /** The text of the files that were read, for rendering. */
    public Sources sources() {
        return tree.sources();
    }

    /** Where values come from; worked out at each call, since a daemon never asks. */
    public Origins origins() {
        return Origins.of(tree);
    }

    /**
     * The same meaning with other findings.
     *
     * @param others instead of {@link #diagnostics}
     */
    public ParseResult withDiagnostics(List<Diagnostic> others) {
        return new ParseResult(configuration, others, tree);
    }

    /**
     * The same findings with another meaning.
     *
     * @param other instead of {@link #configuration}
     */
    public ParseResult withConfiguration(Configuration other) {
        return new ParseResult(other, diagnostics, tree);
    }

    /** Whether this configuration must not be run: at least one finding is an {@link Severity#ERROR}. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }

    /**
     * Whether the file contains a mistake, be it fatal or not, as opposed to advice and to things that are right but
     * not supported here. {@code keepalived -t} ends with status 5 in this case.
     */
    public boolean hasMistakes() {
        return diagnostics.stream()
                .anyMatch(diagnostic -> diagnostic.severity() != Severity.NOTE
                        && diagnostic.rule().isMistake());
    }

    /** All diagnostics as text with source line and caret, separated by line ends; empty when there are none. */
    public String render() {
        return new DiagnosticRenderer(sources()).renderAll(diagnostics);
    }
}
