package holdfast.agent.process;

import holdfast.agent.Main;
import holdfast.agent.cli.DaemonArguments;
import holdfast.agent.cli.DaemonOptions;
import holdfast.agent.cli.Invocation;
import holdfast.agent.cli.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for a daemon of ours in this network namespace that a command was not pointed at: one with another control socket, or without any.
 * Reads nothing but {@code /proc} (proc(5)).
 *
 * @param pid its process
 * @param options its command line
 */
public record RunningHoldfast(long pid, DaemonOptions options) {
    private static final Path PROC = Path.of("/proc");

    /** The oldest there is. */
    public static Optional<RunningHoldfast> any() {
        return any(PROC);
    }

    static Optional<RunningHoldfast> any(Path proc) {
        try (Stream<Path> entries = Files.list(proc)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
                    .filter(entry -> RunningKeepalived.isInNamespaceOf(proc.resolve("self"), entry))
                    .flatMap(entry -> of(entry).stream())
                    .min(Comparator.comparingLong(RunningHoldfast::pid));
        } catch (IOException e) {
            return Optional.empty(); // no /proc, nothing to be found
        }
    }

    /** The launcher's java has the main class before our own words; a subcommand is no daemon. */
    private static Optional<RunningHoldfast> of(Path process) {
        List<String> words =
                List.of(RunningKeepalived.text(process.resolve("cmdline")).split("\0", -1));
        int main = words.indexOf(Main.class.getName());
        if (main < 0) {
            return Optional.empty();
        }
        try {
            List<String> ours = words.subList(main + 1, words.size() - 1); // behind the last NUL is nothing
            return !(ours.isEmpty() || ours.getFirst().startsWith("-"))
                            || !(DaemonArguments.parse(ours) instanceof Invocation.Run run)
                    ? Optional.empty()
                    : Optional.of(new RunningHoldfast(
                            Long.parseLong(process.getFileName().toString()), run.options()));
        } catch (StartupFailure e) {
            return Optional.empty(); // options of another version
        }
    }
}
