package holdfast.agent.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What lines look like on the console and in files ({@code --log-format}). */
public enum LogFormat {
    /** Keepalived's: local time and message. */
    TEXT,
    /** One JSON object a line. */
    JSON;

    /** The format of a word on the command line. */
    public static Optional<LogFormat> named(String word) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
