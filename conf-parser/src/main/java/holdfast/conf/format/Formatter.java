package holdfast.conf.format;

import holdfast.conf.schema.Keywords;
import holdfast.conf.syntax.Outline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts every line of a file as deep as the blocks it is in, one blank before an opening brace and none at the end of a line.
 * Words, comments, quotes, conditions, line ends and the encoding stay as they are; definitions over several lines and what
 * follows the pattern of an include stay untouched altogether.
 */
public final class Formatter {
    /** Conditions before a line, or before the lines of a definition. */
    private static final Pattern CONDITION = Pattern.compile("(?:^|[\\s=])@\\^?(\\S+)");

    private static final Pattern CONDITIONS = Pattern.compile("(?:@\\S+\\s*)+");
    private static final Pattern DEFINITION = Pattern.compile("\\$[A-Za-z_]\\w*=");

    /** A backslash at the end, or before a comment: keepalived 2.2.7 takes the one of {@code \#} for a continuation, too. */
    private static final Pattern CONTINUED = Pattern.compile("\\\\\\s*(?:[#!].*)?$");

    /** Ids of conditions that are looked at one by one; a file knows two or three. */
    private static final int MAX_IDS = 16;

    /** An id no host has: what remains of the file where no condition holds. */
    private static final String NO_ID = "\0";

    private final Indentation indentation;

    /**
     * A formatter that can be used any number of times.
     *
     * @param indentation what stands before a line for each block
     */
    public Formatter(Indentation indentation) {
        this.indentation = indentation;
    }

    /**
     * Formats a file.
     *
     * @param file its name, for problems
     * @param bytes what is in it; not changed
     * @return the file as it should be, or why it was left alone
     */
    public Formatted format(String file, byte[] bytes) {
        SourceLines source = SourceLines.of(bytes);
        List<Outline> views = new ArrayList<>();
        for (String id : ids(source)) {
            Outline view = Outline.of(file, bytes, id, new Keywords());
            boolean needed = views.isEmpty() || !id.equals(NO_ID); // no node may have none of the ids
            if (view.problems().isEmpty()) {
                views.add(view);
            } else if (needed) {
                return new Formatted.LeftAlone(view.problems(), view.sources());
            }
        }
        return new Formatted.Text(source.with(lines(source.lines(), views)));
    }

    /** Every id that a condition names, and one that none does. */
    private static Set<String> ids(SourceLines source) {
        Set<String> ids = new LinkedHashSet<>();
        for (SourceLines.Line line : source.lines()) {
            if (line.text().indexOf('@') >= 0) {
                Matcher matcher = CONDITION.matcher(line.text());
                while (matcher.find() && ids.size() < MAX_IDS) {
                    ids.add(matcher.group(1));
                }
            }
        }
        ids.add(NO_ID);
        return ids;
    }

    private List<String> lines(List<SourceLines.Line> lines, List<Outline> views) {
        List<String> formatted = new ArrayList<>();
        Outline view = views.getFirst();
        boolean defining = false;
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).text();
            view = seeing(i, view, views);
            if (defining || startsLongDefinition(text)) {
                defining = isContinued(text);
                formatted.add(text);
            } else {
                formatted.add(line(text, view.lines().get(i)));
            }
        }
        return formatted;
    }

    /** The view in which something is left of a line; the one so far when nothing is left in any. */
    private static Outline seeing(int index, Outline current, List<Outline> views) {
        if (current.lines().get(index).present()) {
            return current;
        }
        for (Outline view : views) {
            if (view.lines().get(index).present()) {
                return view;
            }
        }
        return current;
    }

    private String line(String text, Outline.Line place) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        if (start == text.length()) {
            return "";
        }
        String words = text.substring(start);
        String indent = indentation.at(place.depth() - place.ends());
        String content = unconditional(words);
        if (content.startsWith("include") || DEFINITION.matcher(content).lookingAt()) {
            return indent + words;
        }
        return indent + withoutTrailingBlanks(withBlankBeforeBraces(words, start, place.openings()));
    }

    /** One blank before each opening brace that does not begin the line; from right to left, so that places stay right. */
    private static String withBlankBeforeBraces(String words, int start, List<Integer> openings) {
        var text = new StringBuilder(words);
        for (int column : openings.reversed()) {
            int brace = column - 1 - start;
            int end = brace;
            while (end > 0 && isBlank(text.charAt(end - 1))) {
                end--;
            }
            // a blank after $NAME would make it a reference, after @id the end of the condition
            boolean glued = end == brace && isSpecial(text.substring(0, end));
            if (end > 0 && !glued) {
                text.replace(end, brace, " ");
            }
        }
        return text.toString();
    }

    private static boolean isSpecial(String before) {
        int word = before.length();
        while (word > 0 && !isBlank(before.charAt(word - 1))) {
            word--;
        }
        return before.indexOf('$', word) >= 0 || before.indexOf('@', word) >= 0;
    }

    private static String unconditional(String words) {
        Matcher matcher = CONDITIONS.matcher(words);
        return matcher.lookingAt() ? words.substring(matcher.end()) : words;
    }

    private static boolean startsLongDefinition(String text) {
        return isContinued(text)
                && DEFINITION.matcher(unconditional(text.strip())).lookingAt();
    }

    private static boolean isContinued(String text) {
        return CONTINUED.matcher(text).find();
    }

    private static String withoutTrailingBlanks(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
