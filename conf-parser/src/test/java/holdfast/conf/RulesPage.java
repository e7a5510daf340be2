package holdfast.conf;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.RuleExplanations;
import java.util.List;

/** {@code docs/rules.md}, made from the rules and their explanations. */
final class RulesPage {
    private static final String HEAD = """
            # Rules

            Every finding of `holdfast check` has a number. This page says for each what is wrong, what keepalived does with such a file, and what
            Holdfast does; `holdfast check --explain HF0401` prints the same. Errors keep Holdfast from starting, warnings and notes do not; notes are
            advice and not mistakes. A finding may be milder or graver than is usual for its rule.

            This page is made from the rules themselves: `RulesPageTest` says how.
            """;

    private RulesPage() {}

    static String text() {
        var page = new StringBuilder(HEAD);
        RuleExplanations explanations = RuleExplanations.load();
        for (Rule rule : Rule.values()) {
            page.append("\n## ")
                    .append(rule.id())
                    .append(": ")
                    .append(RuleExplanations.title(rule))
                    .append("\n\n*")
                    .append(rule.severity().word())
                    .append("*: ")
                    .append(rule.why())
                    .append("\n");
            append(page, explanations.lines(rule));
        }
        return page.toString();
    }

    /** Paragraphs and examples with blank lines between them, as Markdown wants. */
    private static void append(StringBuilder page, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (i == 0 || isExample(lines.get(i)) != isExample(lines.get(i - 1))) {
                page.append('\n');
            }
            page.append(lines.get(i)).append('\n');
        }
    }

    private static boolean isExample(String line) {
        return line.startsWith("    ");
    }
}
