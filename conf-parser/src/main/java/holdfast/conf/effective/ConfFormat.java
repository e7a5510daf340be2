package holdfast.conf.effective;

import java.util.List;

/** The tree as a {@code keepalived.conf} that loads equal. */
public final class ConfFormat {
    private static final int ORIGIN_COLUMN = 48;

    private final boolean origins;
    private final StringBuilder text = new StringBuilder();

    private ConfFormat(boolean origins) {
        this.origins = origins;
    }

    /**
     * Prints a tree.
     *
     * @param nodes the outermost level
     * @param origins whether each line ends with a comment that says where its value comes from
     */
    public static String of(List<Node> nodes, boolean origins) {
        var format = new ConfFormat(origins);
        format.body(nodes, 0);
        return format.text.toString();
    }

    private void body(List<Node> nodes, int depth) {
        for (Node node : nodes) {
            switch (node) {
                case Node.Setting setting -> setting(setting, depth);
                case Node.Section section -> {
                    String header = section.header().isEmpty() ? "" : " " + section.header();
                    line(section.keyword() + header + " {", depth, section.origin());
                    body(section.body(), depth + 1);
                    end(depth);
                }
                case Node.Lines lines -> lines(lines, depth);
            }
        }
    }

    private void lines(Node.Lines lines, int depth) {
        if (lines.bare()) {
            lines.lines().forEach(each -> line(each.text(), depth, each.origin()));
            return;
        }
        line(lines.keyword() + " {", depth, lines.origin());
        lines.lines().forEach(each -> line(each.text(), depth + 1, each.origin()));
        end(depth);
    }

    private void setting(Node.Setting setting, int depth) {
        boolean off = setting.value() instanceof Datum.Flag(boolean on) && !on;
        if (setting.shown() == Node.Shown.AS_DATA || off) {
            return;
        }
        String value = ConfText.of(setting.value());
        line(value.isEmpty() ? setting.keyword() : setting.keyword() + " " + value, depth, setting.origin());
    }

    private void line(String words, int depth, Origin origin) {
        int start = text.length();
        text.append("    ".repeat(depth)).append(words);
        if (origins) {
            int used = text.length() - start;
            text.append(" ".repeat(Math.max(1, ORIGIN_COLUMN - used))).append("# ");
            origin.text().chars().forEach(c -> text.append(Character.isISOControl(c) ? '?' : (char) c));
        }
        text.append('\n');
    }

    private void end(int depth) {
        text.append("    ".repeat(depth)).append("}\n");
    }
}
