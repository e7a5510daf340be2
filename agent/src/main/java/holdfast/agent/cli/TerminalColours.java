package holdfast.agent.cli;

import holdfast.conf.diagnostic.Palette;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether what is printed may have colours. */
public final class TerminalColours {
    private TerminalColours() {}

    /** Colours when standard output is a terminal that knows them, and nobody minds (no-color.org). */
    public static Palette ofStandardOutput() {
        boolean unwanted = Optional.ofNullable(System.getenv("NO_COLOR"))
                .filter(word -> !word.isEmpty())
                .isPresent();
        if (unwanted || "dumb".equals(System.getenv("TERM"))) {
            return Palette.PLAIN;
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            boolean terminal =
                    target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            return terminal ? Palette.ANSI : Palette.PLAIN;
        } catch (IOException e) {
            return Palette.PLAIN; // no /proc: nothing to tell a terminal by
        }
    }
}
