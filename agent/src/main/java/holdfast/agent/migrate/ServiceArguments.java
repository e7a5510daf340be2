package holdfast.agent.migrate;

import holdfast.agent.cli.DaemonArguments;
import holdfast.agent.cli.DaemonOptions;
import holdfast.agent.cli.Invocation;
import holdfast.agent.cli.StartupFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code DAEMON_ARGS} of a file below {@code /etc/default}: what a unit adds to the command line of its daemon.
 *
 * @param file where they stand
 * @param words as given; none where there is no such file
 */
record ServiceArguments(Path file, List<String> words) {
    static final Path KEEPALIVED = Path.of("/etc/default/keepalived");
    static final Path HOLDFAST = Path.of("/etc/default/holdfast");

    private static final Pattern ASSIGNMENT = Pattern.compile("^\\s*DAEMON_ARGS=([\"']?)(.*?)\\1\\s*$");

    /** Copies the list. */
    ServiceArguments {
        words = List.copyOf(words);
    }

    /** Reads a file; the last assignment counts (systemd.exec(5), EnvironmentFile). */
    static ServiceArguments of(Path file) throws MigrationException {
        String value = "";
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    Matcher assignment = ASSIGNMENT.matcher(line);
                    if (assignment.matches()) {
                        value = assignment.group(2).strip();
                    }
                }
            }
        } catch (IOException e) {
            throw new MigrationException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return new ServiceArguments(file, value.isEmpty() ? List.of() : List.of(value.split("\\s+", -1)));
    }

    /** What they mean to Holdfast. */
    DaemonOptions options() throws MigrationException {
        try {
            if (DaemonArguments.parse(words) instanceof Invocation.Run run) {
                return run.options();
            }
        } catch (StartupFailure e) {
            throw new MigrationException("DAEMON_ARGS of " + file + ": " + e.getMessage(), e);
        }
        throw new MigrationException("DAEMON_ARGS of " + file + " run no daemon");
    }

    /** As in the file. */
    String text() {
        return "DAEMON_ARGS=\"" + String.join(" ", words) + "\"";
    }
}
