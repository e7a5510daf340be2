package holdfast.drill.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Processes that outlived their lab. Of a frozen program the process that waits for it (nsenter) is stopped, outside the host's process namespace:
 * it does not end with the host, keeps the host's network namespace even when that has no name any more, and only KILL reaches it.
 */
final class LabProcesses {
    private static final Path NAMES = Path.of("/run/netns");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private LabProcesses() {}

    /**
     * Ends all processes in network namespaces, and looks again until there are none: one may just have started another.
     *
     * @param names the namespaces' in {@code /run/netns}; those that are not there are passed over
     * @throws LabException when some are left after 5 s
     */
    static void endIn(List<String> names) {
        Set<String> namespaces = names.stream()
                .map(name -> named(NAMES.resolve(name)))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        if (!namespaces.isEmpty()) {
            end(process -> namespace(process).filter(namespaces::contains).isPresent());
        }
    }

    /**
     * Ends the processes in network namespaces without a name that work on a lab's files by their command lines.
     *
     * @param lab whether the name of a directory in the directory for temporary files is that of such a lab
     * @throws LabException when some are left after 5 s
     */
    static void endNameless(Predicate<String> lab) {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        end(process -> worksOn(process, directory, lab)
                && namespace(process).filter(found -> !isNamedOrOurs(found)).isPresent());
    }

    private static void end(Predicate<ProcessHandle> condemned) {
        long begin = System.nanoTime();
        while (true) {
            List<ProcessHandle> found = ProcessHandle.allProcesses()
                    .filter(process -> !process.equals(ProcessHandle.current()))
                    .filter(condemned)
                    .toList();
            if (found.isEmpty()) {
                return;
            }
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new LabException("processes of an old lab do not end: "
                        + found.stream()
                                .map(process -> Long.toString(process.pid()))
                                .collect(Collectors.joining(" ")));
            }
            found.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean worksOn(ProcessHandle process, Path directory, Predicate<String> lab) {
        return Arrays.stream(commandLine(process).split("\0", -1))
                .filter(word -> word.startsWith(directory + "/"))
                .map(word -> directory.relativize(Path.of(word)).getName(0).toString())
                .anyMatch(lab);
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(proc(process).resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) { // it ends just now
            return "";
        }
    }

    private static boolean isNamedOrOurs(String namespace) {
        return namespace(ProcessHandle.current()).filter(namespace::equals).isPresent()
                || StaleLabs.entries(NAMES).stream()
                        .anyMatch(name -> named(name).filter(namespace::equals).isPresent());
    }

    /** Which network namespace a process is in, as the kernel writes it (namespaces(7)); empty for one that ends just now. */
    private static Optional<String> namespace(ProcessHandle process) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(proc(process).resolve("ns/net")).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> named(Path name) {
        try {
            return Optional.of("net:[" + Files.getAttribute(name, "unix:ino") + "]");
        } catch (IOException e) { // somebody else has removed it
            return Optional.empty();
        }
    }

    private static Path proc(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }
}
