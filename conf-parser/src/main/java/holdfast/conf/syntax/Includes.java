package holdfast.conf.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of the {@code include} family: which failures count, and which patterns a line asks for. */
final class Includes {
    private static final Pattern DIRECTIVE = Pattern.compile("(include[rmwba]?)(?:[ \\t]+(.*))?");

    /** Alternatives a pattern may expand to; more is an input made to hurt. */
    private static final int MAX_ALTERNATIVES = 1_000;

    private Includes() {}

    /** A failure that counts. */
    enum Check {
        /** A file that matches cannot be read. */
        READ,
        /** Nothing matches. */
        MATCH,
        /** A wildcard matches nothing. */
        WILDCARD_MATCH,
        /** An alternative in braces matches nothing. */
        BRACE_MATCH
    }

    /**
     * A line that includes.
     *
     * @param word which of the family
     * @param pattern the rest of the line
     * @param patternStart where in the line it begins
     */
    record Directive(String word, String pattern, int patternStart) {}

    /** The directive in a line, if it is one. */
    static Optional<Directive> directive(String line) {
        if (!line.startsWith("include")) {
            return Optional.empty();
        }
        Matcher matcher = DIRECTIVE.matcher(line);
        return matcher.matches()
                ? Optional.of(
                        matcher.group(2) == null
                                ? new Directive(matcher.group(1), "", line.length())
                                : new Directive(matcher.group(1), matcher.group(2), matcher.start(2)))
                : Optional.empty();
    }

    /** The checks a word of the family asks for (keepalived.conf(5), "include_check"). */
    static Set<Check> checks(String word, Set<Check> current) {
        return switch (word) {
            case "includer" -> EnumSet.of(Check.READ);
            case "includem" -> EnumSet.of(Check.READ, Check.MATCH);
            case "includew" -> EnumSet.of(Check.READ, Check.MATCH, Check.WILDCARD_MATCH);
            case "includeb" -> EnumSet.of(Check.READ, Check.BRACE_MATCH);
            case "includea" -> EnumSet.allOf(Check.class);
            default -> current;
        };
    }

    /** The checks after {@code include_check WORDS}: no word means all, {@code +} and {@code -} change one. */
    static Set<Check> afterIncludeCheck(String words, Set<Check> current) {
        if (words.isBlank()) {
            return EnumSet.allOf(Check.class);
        }
        EnumSet<Check> checks = EnumSet.noneOf(Check.class);
        boolean relative = words.strip().startsWith("+") || words.strip().startsWith("-");
        if (relative) {
            checks.addAll(current);
        }
        for (String word : words.strip().split("\\s+", -1)) {
            boolean off = word.startsWith("-");
            String name = off || word.startsWith("+") ? word.substring(1) : word;
            for (Check check : Check.values()) {
                boolean named = check.name().toLowerCase(Locale.ROOT).equals(name)
                        || (check == Check.READ && name.equals("readable"));
                if (named && off) {
                    checks.remove(check);
                } else if (named) {
                    checks.add(check);
                }
            }
        }
        return checks;
    }

    /** The first word of {@code include_check} that names no check. */
    static Optional<String> unknownCheck(String words) {
        for (String word : words.strip().split("\\s+", -1)) {
            String name = word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word;
            boolean known = name.equals("readable") || words.isBlank();
            for (Check check : Check.values()) {
                known |= check.name().toLowerCase(Locale.ROOT).equals(name);
            }
            if (!known) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    static boolean hasWildcard(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0 || pattern.indexOf('[') >= 0;
    }

    /** The patterns that csh would make of {@code a{b,c}d}; the pattern itself when there are no braces. */
    static List<String> alternatives(String pattern) {
        List<String> done = new ArrayList<>();
        List<String> open = new ArrayList<>(List.of(pattern));
        while (!open.isEmpty() && done.size() + open.size() <= MAX_ALTERNATIVES) {
            String next = open.removeFirst();
            int close = next.indexOf('}');
            int start = close < 0 ? -1 : next.lastIndexOf('{', close);
            if (start < 0) {
                done.add(next);
                continue;
            }
            for (String choice : next.substring(start + 1, close).split(",", -1)) {
                open.add(next.substring(0, start) + choice + next.substring(close + 1));
            }
        }
        return done;
    }

    /** The directory of a path; {@code .} when it has none. */
    static String directoryOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
    }
}
