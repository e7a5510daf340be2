package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.drill.lab.Lab;
import holdfast.drill.lab.StaleLabs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Labs for tests that run at the same time, and whether one has left something behind. */
public final class Labs {
    /** What killed processes have left is removed once. */
    private static final Object ONE_AT_A_TIME = new Object();

    private Labs() {}

    /** An empty lab; what labs of killed processes have left is removed before. */
    public static Lab open() {
        synchronized (ONE_AT_A_TIME) {
            StaleLabs.clean();
            return Lab.open();
        }
    }

    /**
     * Fails when something of a lab is there after its end: a namespace, an interface, a file or a process.
     *
     * @param prefix what its names start with
     * @param directory where its files were
     */
    public static void assertNothingLeft(String prefix, Path directory) {
        List<String> left = new ArrayList<>(entriesStarting(Path.of("/run/netns"), prefix));
        left.addAll(entriesStarting(Path.of("/sys/class/net"), prefix));
        left.addAll(
                entriesStarting(directory.getParent(), directory.getFileName().toString()));
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                .filter(process -> !endsSoon(process))
                .forEach(process -> left.add(process.info().commandLine().orElse("")));
        assertEquals(List.of(), left, "left behind");
    }

    /** Those who waited for a process of the lab need a moment to notice its end. */
    private static boolean endsSoon(ProcessHandle process) {
        return process.onExit().completeOnTimeout(null, 5, TimeUnit.SECONDS).join() != null;
    }

    private static List<String> entriesStarting(Path directory, String prefix) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
