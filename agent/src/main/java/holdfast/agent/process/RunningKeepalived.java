package holdfast.agent.process;

import holdfast.agent.cli.DaemonArguments;
import holdfast.agent.cli.DaemonOptions;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.Invocation;
import holdfast.agent.cli.StartupFailure;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Looks for a keepalived that uses a given configuration file in this network namespace: together with it there would be two masters on one
 * node. Reads nothing but {@code /proc} (proc(5)), and of that what needs no right over the other process, for the service has none.
 */
public final class RunningKeepalived {
    private static final Path PROC = Path.of("/proc");

    /** What {@code /proc/PID/comm} says. */
    private static final byte[] COMMAND = "keepalived\n".getBytes(StandardCharsets.US_ASCII);

    private RunningKeepalived() {}

    /**
     * Refuses to go on beside a keepalived with the same file.
     *
     * @param configurationFile ours
     * @throws StartupFailure which names it and says what to do
     */
    public static void refuse(String configurationFile) throws StartupFailure {
        OptionalLong pid = withFile(PROC, Path.of(configurationFile));
        if (pid.isPresent()) {
            throw new StartupFailure(
                    ExitStatus.CANNOT_RUN,
                    "keepalived runs with %s (pid %d), they would be two masters on one node: stop it ('systemctl stop"
                                    .formatted(configurationFile, pid.getAsLong())
                            + " keepalived'), change over without a failover ('holdfast migrate'),"
                            + " or start all the same with --beside-keepalived");
        }
    }

    /**
     * The keepalived that uses a file.
     *
     * @param configurationFile the file
     * @return its PID, that of the parent process
     */
    public static OptionalLong withFile(Path configurationFile) {
        return withFile(PROC, configurationFile);
    }

    static OptionalLong withFile(Path proc, Path configurationFile) {
        String[] processes = proc.toFile().list((_, name) -> Character.isDigit(name.charAt(0)));
        if (processes == null) {
            return OptionalLong.empty(); // no /proc, nothing to be found
        }
        return Arrays.stream(processes)
                .filter(process -> isKeepalived(proc + "/" + process))
                .map(proc::resolve)
                .filter(entry -> isInNamespaceOf(proc.resolve("self"), entry))
                .filter(entry -> isSame(configurationFile, fileOf(entry), entry))
                .mapToLong(entry -> Long.parseLong(entry.getFileName().toString()))
                .min(); // its children bear higher numbers, unless numbers have begun anew: then one of them is named
    }

    /** Asked of every process of the machine before the first advert: plain reading runs less code that is not compiled yet than {@link Files}. */
    private static boolean isKeepalived(String process) {
        byte[] name = new byte[COMMAND.length + 1];
        try (FileInputStream file = new FileInputStream(process + "/comm")) {
            int length = file.read(name);
            return Arrays.equals(name, 0, Math.max(length, 0), COMMAND, 0, COMMAND.length);
        } catch (IOException e) {
            return false; // gone
        }
    }

    /** Every network namespace has its own files below net/; ns/net itself needs rights over the process (ptrace(2)). */
    static boolean isInNamespaceOf(Path self, Path other) {
        try {
            return Files.getAttribute(self.resolve("net/dev"), "unix:ino")
                    .equals(Files.getAttribute(other.resolve("net/dev"), "unix:ino"));
        } catch (IOException e) {
            return false; // gone
        }
    }

    /** Keepalived's command line has our grammar. */
    private static String fileOf(Path process) {
        List<String> words = List.of(text(process.resolve("cmdline")).split("\0", -1));
        try {
            if (words.size() > 1
                    && DaemonArguments.parse(words.subList(1, words.size() - 1)) instanceof Invocation.Run run) {
                return run.options().configurationFile();
            }
        } catch (StartupFailure e) {
            return DaemonOptions.DEFAULT_CONFIGURATION_FILE; // options of another version
        }
        return DaemonOptions.DEFAULT_CONFIGURATION_FILE;
    }

    private static boolean isSame(Path ours, String theirs, Path process) {
        Path named = Path.of(theirs);
        Path inItsTree = named.isAbsolute()
                ? Path.of(process.resolve("root") + theirs)
                : process.resolve("cwd").resolve(named);
        try {
            return Files.isSameFile(ours, inItsTree);
        } catch (IOException e) {
            // Not allowed to look at its root, or neither file is there. Then the name decides.
            return ours.toAbsolutePath()
                    .normalize()
                    .equals(named.toAbsolutePath().normalize());
        }
    }

    /** What a file of a process says; empty when the process is gone. */
    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone
        }
    }
}
