package holdfast.conf.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A longer explanation of each rule: what is wrong, what keepalived makes of it, what Holdfast does, and an example. For
 * {@code holdfast check --explain} and {@code docs/rules.md}; a daemon never loads it.
 *
 * <p>The texts are a resource, {@code rules.txt}: the id of a rule alone on a line, then its text up to the next id. Lines
 * that begin with four blanks are examples.
 */
public final class RuleExplanations {
    private static final String RESOURCE = "rules.txt";
    private static final String ID = "HF\\d{4}";

    private final Map<String, List<String>> texts;

    private RuleExplanations(Map<String, List<String>> texts) {
        this.texts = texts;
    }

    /**
     * Reads all texts.
     *
     * @throws IllegalStateException if this program is packed without them
     */
    public static RuleExplanations load() {
        try (InputStream in = RuleExplanations.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            return new RuleExplanations(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> parse(String resource) {
        Map<String, List<String>> texts = new HashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : resource.lines().toList()) {
            if (line.matches(ID)) {
                current = new ArrayList<>();
                if (texts.put(line, current) != null) {
                    throw new IllegalStateException(line + " is explained twice");
                }
            } else {
                current.add(line);
            }
        }
        texts.values().forEach(RuleExplanations::withoutBlankEnd);
        return texts;
    }

    private static void withoutBlankEnd(List<String> lines) {
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
    }

    /** The ids that have a text, in no order. */
    public List<String> ids() {
        return List.copyOf(texts.keySet());
    }

    /** The lines that explain a rule; none if nobody wrote them. */
    public List<String> lines(Rule rule) {
        return List.copyOf(texts.getOrDefault(rule.id(), List.of()));
    }

    /**
     * The rule of an id.
     *
     * @param id as in messages, in any case
     */
    public static Optional<Rule> rule(String id) {
        String wanted = id.strip().toUpperCase(Locale.ROOT);
        for (Rule rule : Rule.values()) {
            if (rule.id().equals(wanted)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** {@code address without length}: a name for people. */
    public static String title(Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Everything about a rule, for a terminal: lines of some 100 characters, each ended by a line end. */
    public String text(Rule rule) {
        var text = new StringBuilder(rule.id())
                .append(": ")
                .append(title(rule))
                .append(" (")
                .append(rule.severity().word())
                .append(")\n\n");
        text.append(rule.why()).append("\n\n");
        lines(rule).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
