package holdfast.agent.cli.status;

import java.util.ArrayList;
import java.util.List;

/** Lines of words in columns, each as wide as its widest word; two blanks between them, none at the end of a line. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with this heading. */
    public TextTable(String... heading) {
        rows.add(List.of(heading));
    }

    /** Adds a line; as many words as the heading has. */
    public void row(String... words) {
        rows.add(List.of(words));
    }

    /** Whether it has no lines but the heading. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The lines with their ends, each after so many blanks. */
    public String text(int indent) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ".repeat(indent));
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
