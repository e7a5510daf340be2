package holdfast.conf.schema;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The nearest known word to one that is not known. */
public final class Suggestions {
    private static final int MAX_LENGTH = 64;

    private Suggestions() {}

    /**
     * The candidate that takes fewest edits (insert, delete, replace, exchange neighbours), if that is few for the
     * length of the word.
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.length() < 2 || word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        long letters = letters(lower);
        int[][] rows = new int[3][MAX_LENGTH + 8];
        int best = Math.max(1, Math.min(4, word.length() / 3)) + 1;
        String found = null;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - word.length()) < best && differing(letters, letters(candidate)) < best) {
                int distance = distance(lower, candidate.toLowerCase(Locale.ROOT), rows, best);
                if (distance < best) {
                    best = distance;
                    found = candidate;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** The set of letters, digits and signs of a word, in either case, as bits; two of them may share one. */
    private static long letters(String word) {
        long letters = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            letters |= 1L << (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
        return letters;
    }

    /** No fewer edits lead from one word to another: each brings at most one letter that was not there, and removes at most one. */
    private static int differing(long letters, long others) {
        return Math.max(Long.bitCount(letters & ~others), Long.bitCount(others & ~letters));
    }

    /**
     * The one of several values that a word must mean: the same in another case, another name for it, or the nearest.
     *
     * @param word as written
     * @param values the values there are
     */
    static Optional<String> choice(String word, Collection<String> values) {
        String upper = word.toUpperCase(Locale.ROOT);
        String other = switch (upper) {
            case "SLAVE", "STANDBY", "SECONDARY", "PASSIVE" -> "BACKUP";
            case "ACTIVE", "PRIMARY" -> "MASTER";
            default -> upper;
        };
        return values.contains(other) ? Optional.of(other) : nearest(word, values);
    }

    /**
     * Optimal string alignment distance, as far as it matters.
     *
     * @param rows three rows longer than both words, to compute in
     * @param limit distances from here on are all the same
     */
    private static int distance(String a, String b, int[][] rows, int limit) {
        int[] beforeLast = rows[0];
        int[] last = rows[1];
        int[] current = rows[2];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int value = Math.min(Math.min(last[j], current[j - 1]) + 1, last[j - 1] + cost);
                boolean exchanged =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                current[j] = exchanged ? Math.min(value, beforeLast[j - 2] + 1) : value;
                least = Math.min(least, current[j]);
            }
            if (least > limit + 1) { // one more: an exchange looks back two rows
                return limit;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }
        return last[b.length()];
    }
}
