package holdfast.conf.diagnostic;

import java.util.Objects;
import java.util.Optional;

/**
 * One finding about a configuration file.
 *
 * @param rule which rule was broken; its {@link Rule#id()} is stable
 * @param severity how bad it is here
 * @param span where
 * @param summary one line that names the word and what is wrong with it
 * @param hint what to write instead, if known; shown beside the caret
 * @param related another place that explains this one, such as the line where a block was opened
 */
public record Diagnostic(
        Rule rule,
        Severity severity,
        SourceSpan span,
        String summary,
        Optional<String> hint,
        Optional<Related> related) {
    /** Rejects null. */
    public Diagnostic {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(span);
        Objects.requireNonNull(summary);
    }

    /**
     * A second place that belongs to a finding.
     *
     * @param span where
     * @param text what is there, such as {@code 'vrrp_instance VI_1' was opened here}
     */
    public record Related(SourceSpan span, String text) {}

    /** A finding without hint and related place, with the usual severity of its rule. */
    public static Diagnostic of(Rule rule, SourceSpan span, String summary) {
        return new Diagnostic(rule, rule.severity(), span, summary, Optional.empty(), Optional.empty());
    }

    /** The same finding with a hint. */
    public Diagnostic withHint(String text) {
        return new Diagnostic(rule, severity, span, summary, Optional.of(text), related);
    }

    /** The same finding with a related place. */
    public Diagnostic withRelated(SourceSpan where, String text) {
        return new Diagnostic(rule, severity, span, summary, hint, Optional.of(new Related(where, text)));
    }

    /** The same finding of another rule, with the usual severity of that. */
    public Diagnostic under(Rule other) {
        return new Diagnostic(other, other.severity(), span, summary, hint, related);
    }

    /** The same finding with another severity than its rule usually has. */
    public Diagnostic as(Severity other) {
        return new Diagnostic(rule, other, span, summary, hint, related);
    }
}
