package holdfast.conf;

import java.util.List;

/** Two texts as one: lines only in the first with {@code -}, only in the second with {@code +}. */
final class LineDifference {
    private LineDifference() {}

    /** By the longest common subsequence of lines; the texts of tests are short. */
    static String of(String expected, String actual) {
        List<String> a = expected.lines().toList();
        List<String> b = actual.lines().toList();
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        var text = new StringBuilder();
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                text.append("  ").append(a.get(i++)).append('\n');
                j++;
            } else if (j >= b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
                text.append("- ").append(a.get(i++)).append('\n');
            } else {
                text.append("+ ").append(b.get(j++)).append('\n');
            }
        }
        return text.toString();
    }
}
