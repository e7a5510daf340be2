package holdfast.agent.cli.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a terminal is.
 *
 * @param rows 2 or more
 * @param columns 1 or more
 */
record TerminalSize(int rows, int columns) {
    private static final TerminalSize USUAL = new TerminalSize(24, 80);
    private static final Pattern ANSWER = Pattern.compile("([0-9]{1,5}) ([0-9]{1,5})\\s*");

    /** That of the terminal which standard input is, as it is now; what a VT100 has where nobody can tell. */
    static TerminalSize now() {
        try {
            Process process = new ProcessBuilder(List.of("stty", "size"))
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return of(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return USUAL; // no stty here
        }
    }

    /** What stty(1) says: rows and columns; a serial line has 0 of both. */
    static TerminalSize of(String answer) {
        Matcher matcher = ANSWER.matcher(answer);
        if (!matcher.matches()) {
            return USUAL;
        }
        int rows = Integer.parseInt(matcher.group(1));
        int columns = Integer.parseInt(matcher.group(2));
        return rows < 2 || columns < 1 ? USUAL : new TerminalSize(rows, columns);
    }
}
