package holdfast.agent.configuration;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One component of a path with the wildcards of glob(7). */
final class GlobPattern {
    private static final String WILDCARDS = "*?[\\";

    private GlobPattern() {}

    /** Whether a component has no wildcard, so that it can only name itself. */
    static boolean isPlain(String component) {
        return component.chars().noneMatch(c -> WILDCARDS.indexOf(c) >= 0);
    }

    /**
     * The regular expression for a component. A wildcard does not match a dot at the start of a name (glob(7), "Pathnames");
     * a bracket without its partner stands for itself.
     */
    static Pattern toRegex(String component) {
        StringBuilder regex = new StringBuilder();
        if (!component.startsWith(".") && !component.startsWith("\\.")) {
            regex.append("(?!\\.)");
        }
        int at = 0;
        while (at < component.length()) {
            char c = component.charAt(at++);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> at = bracket(component, at, regex);
                case '\\' -> {
                    regex.append(literal(at < component.length() ? component.charAt(at) : '\\'));
                    at++;
                }
                default -> regex.append(literal(c));
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(component)); // a range such as [z-a]: matches nothing but itself
        }
    }

    /** Appends a bracket expression whose opening bracket has been read, and says where to go on. */
    private static int bracket(String component, int start, StringBuilder regex) {
        boolean negated =
                start < component.length() && (component.charAt(start) == '!' || component.charAt(start) == '^');
        int first = negated ? start + 1 : start;
        int close = component.indexOf(']', first + 1); // a bracket right at the start is a member: []a]
        if (close < 0) {
            regex.append(literal('['));
            return start;
        }
        regex.append(negated ? "[^" : "[");
        for (int i = first; i < close; i++) {
            char c = component.charAt(i);
            boolean range = c == '-' && i > first && i < close - 1;
            regex.append(range ? "-" : literal(c));
        }
        regex.append(']');
        return close + 1;
    }

    private static String literal(char c) {
        return Character.isLetterOrDigit(c) || c > 127 ? String.valueOf(c) : "\\" + c;
    }
}
