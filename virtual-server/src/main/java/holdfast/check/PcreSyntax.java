package holdfast.check;

import java.util.Map;

/**
 * Rewrites expressions of PCRE2 (pcre2pattern(3)) where {@link java.util.regex.Pattern} reads the same text differently: POSIX classes,
 * brackets and {@code &&} inside classes, braces that are no quantifier, {@code (?P<name>} and {@code (?P=name)}. Recursion, conditions,
 * {@code \K} and callouts have no equivalent.
 */
final class PcreSyntax {
    private static final Map<String, String> POSIX_CLASSES = Map.ofEntries(
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("space", "\\s"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("xdigit", "\\p{XDigit}"),
            Map.entry("word", "\\w"));

    private final String source;
    private final boolean dollarIsEnd;
    private final StringBuilder java = new StringBuilder();
    private int at;

    private PcreSyntax(String source, boolean dollarIsEnd) {
        this.source = source;
        this.dollarIsEnd = dollarIsEnd;
    }

    /**
     * The expression for Java.
     *
     * @param dollarIsEnd {@code $} does not match before a newline at the end
     * @param placeMatters whether it is of interest where a match begins; if not, a {@code .*} in front is left out, which would make the
     *     search quadratic
     */
    static String toJava(String pattern, boolean dollarIsEnd, boolean placeMatters) {
        boolean idleStart = !placeMatters && pattern.matches("(?s)\\.\\*(?![?+*{]).*");
        var translation = new PcreSyntax(idleStart ? pattern.substring(2) : pattern, dollarIsEnd);
        while (translation.at < translation.source.length()) {
            translation.next();
        }
        return translation.java.toString();
    }

    private void next() {
        char current = source.charAt(at);
        switch (current) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '{' -> java.append(isQuantifier() ? "{" : "\\{").append(step());
            case '$' -> java.append(dollarIsEnd ? "\\z" : "$").append(step());
            case '(' -> group();
            default -> java.append(current).append(step());
        }
    }

    /** Goes one character on; empty, to be used inside an append. */
    private String step() {
        at++;
        return "";
    }

    private void escape() {
        int end = source.startsWith("\\Q", at) ? source.indexOf("\\E", at) : at;
        int stop = end < 0 ? source.length() : Math.min(source.length(), end + 2);
        java.append(source, at, stop);
        at = stop;
    }

    private void group() {
        int close = source.indexOf(')', at);
        if (source.startsWith("(?P<", at)) {
            java.append("(?<");
            at += "(?P<".length();
        } else if (source.startsWith("(?P=", at) && close > 0) {
            java.append("\\k<").append(source, at + "(?P=".length(), close).append('>');
            at = close + 1;
        } else {
            java.append('(').append(step());
        }
    }

    private boolean isQuantifier() {
        int close = source.indexOf('}', at);
        return at > 0 && close > 0 && source.substring(at + 1, close).matches("\\d+(,\\d*)?");
    }

    private void characterClass() {
        java.append('[').append(step());
        if (at < source.length() && source.charAt(at) == '^') {
            java.append('^').append(step());
        }
        boolean first = true;
        while (at < source.length() && (first || source.charAt(at) != ']')) {
            insideClass(source.charAt(at));
            first = false;
        }
        if (at < source.length()) {
            java.append(']').append(step());
        }
    }

    private void insideClass(char current) {
        switch (current) {
            case '\\' -> escape();
            case '[' -> bracketInClass();
            case ']', '&', '#', ' ' -> java.append('\\').append(current).append(step());
            default -> java.append(current).append(step());
        }
    }

    private void bracketInClass() {
        int close = source.indexOf(":]", at);
        if (source.startsWith("[:", at) && close > 0) {
            String name = source.substring(at + 2, close);
            boolean negated = name.startsWith("^");
            String equivalent = POSIX_CLASSES.get(negated ? name.substring(1) : name);
            if (equivalent != null) {
                java.append(negated ? "[^" + equivalent + "]" : equivalent);
                at = close + 2;
                return;
            }
        }
        java.append("\\[").append(step());
    }
}
