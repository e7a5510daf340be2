package holdfast.agent.check;

import holdfast.conf.diagnostic.Palette;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.RuleExplanations;

/** What a rule is about, for {@code --explain}. */
public final class Explanation {
    private Explanation() {}

    /**
     * The explanation: the headline as in messages, why it matters, then at length.
     *
     * @return lines, the last one with its line end
     */
    public static String of(Rule rule, Palette palette) {
        StringBuilder text = new StringBuilder();
        text.append(palette.strong(rule.id() + ":")).append(' ');
        text.append(palette.severity(rule.severity(), rule.severity().word() + ":"))
                .append(' ');
        text.append(palette.strong(RuleExplanations.title(rule))).append("\n\n");
        text.append(rule.why()).append("\n\n");
        for (String line : RuleExplanations.load().lines(rule)) {
            text.append(line.startsWith("    ") ? palette.hint(line) : line).append('\n');
        }
        return text.toString();
    }
}
