package holdfast.conf.syntax;

import holdfast.conf.ParseEnvironment;
import holdfast.conf.diagnostic.SourceSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code $NAME} stands for at this point of reading: definitions, values of running sequences, and the predefined
 * names. Definitions win over predefined names, as in keepalived.
 */
final class Definitions {
    /** {@code ${NAME}}, {@code ${_ENV X}}, or {@code $NAME} before a blank, a comma, a bracket or the end. */
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$(?:\\{([A-Za-z_]\\w*)((?:[ \\t]+[^{}\\s]+)*)[ \\t]*\\}" + "|([A-Za-z_]\\w*)(?=[ \\t,)]|$))");

    /** The default range of {@code ${_RANDOM}}. */
    private static final int RANDOM_MAX = 32_767;

    private final ParseEnvironment environment;
    private final Map<String, List<String>> values = new HashMap<>();
    private Random random;

    Definitions(ParseEnvironment environment) {
        this.environment = environment;
        this.random = new Random(environment.randomSeed());
    }

    /** Sets a name; several lines when the definition had several. */
    void define(String name, List<String> lines) {
        values.put(name, List.copyOf(lines));
    }

    /** {@code random_seed N} in {@code global_defs}. */
    void seed(long seed) {
        random = new Random(seed);
    }

    /**
     * A reference that has a value.
     *
     * @param start of the reference in the text
     * @param end after its last character
     * @param lines what it stands for; empty list never
     */
    record Found(int start, int end, List<String> lines) {}

    /**
     * The first reference in a text that has a value.
     *
     * @param text where to look
     * @param bindings values of running sequences
     * @param place for {@code ${_PWD}}: the file the text is from
     */
    Optional<Found> find(String text, Map<String, String> bindings, SourceSpan place) {
        int from = text.indexOf('$');
        if (from < 0) {
            return Optional.empty();
        }
        Matcher matcher = REFERENCE.matcher(text);
        for (int next; from >= 0; from = text.indexOf('$', next)) {
            next = from + 1;
            if (matcher.region(from, text.length()).lookingAt()) {
                next = matcher.end();
                String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(3);
                String words = matcher.group(2) == null ? "" : matcher.group(2).trim();
                Optional<List<String>> value = value(name, words, bindings, place);
                if (value.isPresent()) {
                    return Optional.of(new Found(matcher.start(), matcher.end(), value.get()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> value(String name, String words, Map<String, String> bindings, SourceSpan place) {
        String bound = bindings.get(name);
        if (bound != null) {
            return Optional.of(List.of(bound));
        }
        List<String> defined = values.get(name);
        if (defined != null) {
            return Optional.of(defined);
        }
        return predefined(name, words, place).map(List::of);
    }

    private Optional<String> predefined(String name, String words, SourceSpan place) {
        return switch (name) {
            case "_PWD" -> Optional.of(Includes.directoryOf(place.file()));
            case "_INSTANCE" -> Optional.of(environment.configId());
            case "_HASH" -> Optional.of("#");
            case "_BANG" -> Optional.of("!");
            case "_RANDOM" -> randomNumber(words);
            case "_ENV" -> Optional.ofNullable(environment.variables().get(words));
            default -> Optional.empty();
        };
    }

    private Optional<String> randomNumber(String words) {
        String[] bounds = words.isEmpty() ? new String[0] : words.split("[ \\t]+", -1);
        try {
            int min = bounds.length > 0 ? Integer.parseInt(bounds[0]) : 0;
            int max = bounds.length > 1 ? Integer.parseInt(bounds[1]) : RANDOM_MAX;
            return max < min ? Optional.empty() : Optional.of(Long.toString(random.nextLong(min, max + 1L)));
        } catch (NumberFormatException e) { // not numbers: stays as typed
            return Optional.empty();
        }
    }
}
