package holdfast.check;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * {@code regex} and what goes with it: an expression to search a body for. Written as for PCRE2, run by {@link Pattern}; see
 * {@link PcreSyntax} for what is translated.
 *
 * <p>The body is read as bytes unless the option {@code utf} is given; {@code ^} is the beginning of the body, {@code $} its end. Bound: a
 * match that is longer than 32 KiB may not be found.
 *
 * @param pattern the expression
 * @param mustNotMatch {@code regex_no_match}: a match is a failure
 * @param options words of {@code regex_options}
 * @param minOffset {@code regex_min_offset}: first byte of the body at which a match may begin
 * @param maxOffset {@code regex_max_offset}: last byte at which it may begin
 */
public record BodyRegex(
        String pattern, boolean mustNotMatch, Set<String> options, int minOffset, OptionalInt maxOffset) {
    /** Options that change whether there is a match, and that {@link Pattern} has no equivalent for. */
    private static final Set<String> NOT_SUPPORTED =
            Set.of("allow_empty_class", "alt_bsux", "alt_circumflex", "alt_verbnames", "match_unset_backref");

    /**
     * Checks that it can be run.
     *
     * @throws IllegalArgumentException in words for the user: the expression or an option is not supported
     */
    public BodyRegex {
        options = Set.copyOf(options);
        compile(pattern, options, maxOffset.isPresent());
    }

    boolean utf() {
        return options.contains("utf");
    }

    /** Whether a match must begin in the first line. */
    boolean firstLine() {
        return options.contains("firstline");
    }

    Pattern compile() {
        return compile(pattern, options, maxOffset.isPresent());
    }

    private static Pattern compile(String pattern, Set<String> options, boolean placeMatters) {
        options.stream().filter(NOT_SUPPORTED::contains).findFirst().ifPresent(option -> {
            throw new IllegalArgumentException("regex_options '" + option + "' is not supported");
        });
        boolean utf = options.contains("utf");
        String text = utf ? pattern : new String(pattern.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try {
            return Pattern.compile(
                    PcreSyntax.toJava(text, options.contains("dollar_endonly"), placeMatters), flags(options, utf));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "regex '" + pattern + "' cannot be used: "
                            + e.getDescription().toLowerCase(Locale.ROOT),
                    e);
        }
    }

    private static int flags(Set<String> options, boolean utf) {
        int flags = Pattern.UNIX_LINES; // the newline of PCRE2 as Debian builds it
        for (String option : options) {
            flags |= switch (option) {
                case "caseless" -> utf ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : Pattern.CASE_INSENSITIVE;
                case "dotall" -> Pattern.DOTALL;
                case "extended" -> Pattern.COMMENTS;
                case "multiline" -> Pattern.MULTILINE;
                case "ucp" -> Pattern.UNICODE_CHARACTER_CLASS;
                default -> 0; // they change how a match is looked for, not whether there is one
            };
        }
        return flags;
    }
}
