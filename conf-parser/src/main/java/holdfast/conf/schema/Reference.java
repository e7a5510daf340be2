package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code $NAME} or <code>${NAME}</code> that is still in a value after all definitions were applied.
 *
 * @param text as written
 * @param name what it refers to
 * @param ends whether the word ends with it
 */
record Reference(String text, String name, boolean ends) {
    private static final Pattern FORM = Pattern.compile("\\$(?:\\{(\\w[^}]*)\\}|([A-Za-z_]\\w*))");

    /** The first reference in a text. */
    static Optional<Reference> in(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return Optional.of(new Reference(matcher.group(), name, matcher.end() == text.length()));
    }

    /**
     * That nobody defined it before, and what to write.
     *
     * @param rule the rule to report it under
     * @param span where it stands
     * @param definitions all names the file defines, with the place
     */
    Diagnostic undefined(Rule rule, SourceSpan span, Map<String, SourceSpan> definitions) {
        Diagnostic unknown = Diagnostic.of(rule, span, "'" + text + "' is not defined here");
        SourceSpan defined = definitions.get(name);
        if (defined != null) {
            return inBraces() || ends
                    ? unknown.withHint("move its definition above this line")
                            .withRelated(defined, "'$" + name + "' is defined here, below its use")
                    : unknown.withHint("write '${" + name + "}' inside a word");
        }
        return Suggestions.nearest(name, definitions.keySet())
                .map(near -> unknown.withHint(
                                "did you mean '" + (inBraces() || !ends ? "${" + near + "}" : "$" + near) + "'?")
                        .withRelated(definitions.get(near), "'$" + near + "' is defined here"))
                .orElseGet(() -> unknown.withHint("define it above: '$" + name + "=VALUE'"));
    }

    private boolean inBraces() {
        return text.startsWith("${");
    }
}
