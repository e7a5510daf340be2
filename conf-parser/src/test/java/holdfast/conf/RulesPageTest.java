package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.RuleExplanations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every rule is explained, and {@code docs/rules.md} says so.
 *
 * <p>After a change, {@code mvn -pl conf-parser test -Dtest=RulesPageTest -Dholdfast.rules.accept=true} writes the page anew.
 * The property is refused where {@code CI} is set.
 */
class RulesPageTest {
    private static final String ACCEPT = "holdfast.rules.accept";

    private final RuleExplanations explanations = RuleExplanations.load();

    @Test
    void everyRuleIsExplainedInOneToTwelveLines() {
        List<String> wrong = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            int lines = explanations.lines(rule).size();
            if (lines < 1 || lines > 12) {
                wrong.add(rule.id() + " " + rule + ": " + lines + " lines");
            }
        }
        assertEquals(List.of(), wrong, "rules.txt in src/main/resources");
    }

    @Test
    void everyExplanationHasItsRule() {
        List<String> rules = Arrays.stream(Rule.values()).map(Rule::id).toList();
        assertEquals(
                List.of(),
                explanations.ids().stream().filter(id -> !rules.contains(id)).toList());
    }

    @Test
    void explanationsFitATerminal() {
        for (Rule rule : Rule.values()) {
            explanations.lines(rule).forEach(line -> assertTrue(line.length() <= 110, rule.id() + ": " + line));
        }
    }

    @Test
    void aRuleIsFoundByItsIdInAnyCase() {
        assertEquals(Optional.of(Rule.UNKNOWN_KEYWORD), RuleExplanations.rule("hf0101"));
        assertEquals(Optional.empty(), RuleExplanations.rule("HF9999"));
    }

    @Test
    void theTextNamesRuleSeverityReasonAndExample() {
        String text = explanations.text(Rule.UNKNOWN_KEYWORD);
        assertTrue(text.startsWith("HF0101: unknown keyword (warning)\n\nThe line is ignored.\n\n"), text);
        assertTrue(text.endsWith("    priority 150        right\n"), text);
    }

    @Test
    void thePageIsCurrent() throws IOException {
        String root = System.getProperty("maven.multiModuleProjectDirectory");
        Path page = Path.of(root == null ? ".." : root).resolve("docs/rules.md");
        if (Boolean.getBoolean(ACCEPT)) {
            assertTrue(System.getenv("CI") == null, ACCEPT + " is for people, not for CI");
            Files.writeString(page, RulesPage.text());
        }
        assertEquals(RulesPage.text(), Files.readString(page), "-D" + ACCEPT + "=true writes docs/rules.md anew");
    }
}
