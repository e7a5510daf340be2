package holdfast.agent.cli;

import java.util.ArrayList;
import java.util.List;

/** The difference between two texts with the same number of lines, as diff -u prints it. */
final class LineDifferences {
    /** Lines shown around a change. */
    private static final int CONTEXT = 3;

    private LineDifferences() {}

    /**
     * The difference for patch(1).
     *
     * @param file the name of both
     * @param before a text
     * @param after another with as many lines
     * @return empty when they are equal
     */
    static String unified(String file, String before, String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        var text = new StringBuilder();
        int line = 0;
        while (line < old.size()) {
            if (old.get(line).equals(now.get(line))) {
                line++;
                continue;
            }
            int from = Math.max(0, line - CONTEXT);
            int to = endOfHunk(old, now, line);
            text.append(text.isEmpty() ? "--- " + file + "\n+++ " + file + "\n" : "");
            hunk(text, old, now, from, to);
            line = to;
        }
        return text.toString();
    }

    /**
     * How many lines are different.
     *
     * @param before a text
     * @param after another with as many lines
     */
    static int count(String before, String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        int different = 0;
        for (int line = 0; line < old.size(); line++) {
            different += old.get(line).equals(now.get(line)) ? 0 : 1;
        }
        return different;
    }

    /** After the context of the last change that is near enough to the one before. */
    private static int endOfHunk(List<String> old, List<String> now, int first) {
        int last = first;
        for (int i = first; i < old.size() && i <= last + 2 * CONTEXT; i++) {
            if (!old.get(i).equals(now.get(i))) {
                last = i;
            }
        }
        return Math.min(old.size(), last + CONTEXT + 1);
    }

    private static void hunk(StringBuilder text, List<String> old, List<String> now, int from, int to) {
        String range = (from + 1) + "," + (to - from);
        text.append("@@ -").append(range).append(" +").append(range).append(" @@\n");
        int line = from;
        while (line < to) {
            if (old.get(line).equals(now.get(line))) {
                append(text, ' ', old.get(line++));
                continue;
            }
            int end = line;
            while (end < to && !old.get(end).equals(now.get(end))) {
                end++;
            }
            old.subList(line, end).forEach(each -> append(text, '-', each));
            now.subList(line, end).forEach(each -> append(text, '+', each));
            line = end;
        }
    }

    private static void append(StringBuilder text, char mark, String line) {
        text.append(mark).append(line).append(line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n");
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, next));
            from = next;
        }
        return lines;
    }
}
