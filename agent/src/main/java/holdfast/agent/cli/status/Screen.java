package holdfast.agent.cli.status;

import java.util.ArrayList;
import java.util.List;

/** What a live view draws: as much as a terminal has room for, each time over what was there before. */
final class Screen {
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String LAST_LINE = "q quits";

    /** Between the status and the events: an empty line, and a title. */
    private static final int BETWEEN = 2;

    private Screen() {}

    /**
     * The characters to send; the cursor is in the last line afterwards.
     *
     * @param status its lines; the first are the ones that count
     * @param events their lines, the last one last; they go first where there is little room
     * @param size of the terminal
     */
    static String of(List<String> status, List<String> events, TerminalSize size) {
        StringBuilder screen = new StringBuilder(HOME);
        for (String line : lines(status, events, size.rows() - 1)) {
            screen.append(fitting(line, size.columns()))
                    .append(CLEAR_TO_END_OF_LINE)
                    .append('\n');
        }
        return screen.append(fitting(LAST_LINE, size.columns()))
                .append(CLEAR_BELOW)
                .toString();
    }

    private static List<String> lines(List<String> status, List<String> events, int room) {
        List<String> lines = new ArrayList<>();
        if (status.size() > room) {
            int shown = Math.max(0, room - 1);
            lines.addAll(status.subList(0, shown));
            lines.add("... %d more lines: in a larger window, or 'holdfast watch INSTANCE'"
                    .formatted(status.size() - shown));
            return lines;
        }
        lines.addAll(status);
        int roomForEvents = room - status.size() - BETWEEN;
        if (roomForEvents > 0) {
            lines.add("");
            lines.add("Last events");
            lines.addAll(events.subList(Math.max(0, events.size() - roomForEvents), events.size()));
        }
        return lines;
    }

    /**
     * A line that is cut ends with a mark, as in less(1). The last column stays free: clearing to the end of a line that is full would clear its
     * last character on some terminals.
     */
    private static String fitting(String line, int columns) {
        int room = columns - 1;
        return line.length() <= room ? line : line.substring(0, Math.max(0, room - 1)) + ">";
    }
}
