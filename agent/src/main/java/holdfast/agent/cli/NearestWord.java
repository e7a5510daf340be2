package holdfast.agent.cli;

import java.util.Collection;
import java.util.Optional;

/** Finds the word somebody probably meant. */
final class NearestWord {
    private NearestWord() {}

    /**
     * The candidate with the fewest edits from a word, if it is near enough to be a slip: one edit in a word of up
     * to three letters, two in a longer one (two letters exchanged are two), a third of the length in a long one.
     *
     * @param word what was written
     * @param candidates what could have been meant
     * @return the nearest candidate, the first of equals
     */
    static Optional<String> to(String word, Collection<String> candidates) {
        String nearest = null;
        int fewest = (word.length() < 4 ? 1 : Math.max(2, word.length() / 3)) + 1;
        for (String candidate : candidates) {
            int edits = edits(word, candidate);
            if (edits < fewest) {
                fewest = edits;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Edits of one character (Levenshtein), row by row. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
            }
            above = current;
        }
        return above[to.length()];
    }
}
