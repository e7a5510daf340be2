package holdfast.it.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the package does in an upgrade when the running daemon does not follow, with programs in place of the system's that note how they were
 * called. Needs root.
 */
class UpgradeFallbackIT {
    /** In a /run of its own, so that it looks as if systemd ran. */
    private static final String SCENE =
            "mount -t tmpfs none /run && mkdir -p /run/systemd/system && exec sh \"$0\" configure 0.1.0";

    @TempDir
    private Path folder;

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\necho \"" + name + " $*\" >>$CALLS\n" + text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file.toString());
        }
    }

    /** Calls that restart something, and the standard error. */
    private List<String> upgrade(int restartEndsWith) throws Exception {
        Path calls = folder.resolve("calls");
        Path errors = folder.resolve("errors");
        program("systemctl", "exit 0\n");
        for (String other : List.of("systemd-sysusers", "deb-systemd-helper", "deb-systemd-invoke")) {
            program(other, "exit 0\n");
        }
        program("holdfast", "exit " + restartEndsWith + "\n");
        Path script = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."))
                .resolve("packaging/src/package/postinst")
                .toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder("unshare", "-m", "sh", "-c", SCENE, script.toString());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", folder + ":" + environment.get("PATH"));
        environment.put("CALLS", calls.toString());
        Process process = builder.redirectError(errors.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor(), () -> read(errors));
        List<String> told = Files.readAllLines(errors, StandardCharsets.UTF_8);
        List<String> restarts = Files.readAllLines(calls, StandardCharsets.UTF_8).stream()
                .filter(call -> call.contains("restart"))
                .toList();
        return told.isEmpty()
                ? restarts
                : Stream.concat(restarts.stream(), told.stream()).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aDaemonThatIsFollowedIsNotRestarted() throws Exception {
        assertEquals(List.of("holdfast restart --hitless"), upgrade(0));
    }

    /** 3: nobody answers, or a version of before that cannot. */
    @Test
    void aDaemonThatCannotBeFollowedIsRestartedAsUsual() throws Exception {
        assertEquals(List.of("holdfast restart --hitless", "deb-systemd-invoke restart holdfast.service"), upgrade(3));
    }

    /** A file that the new version refuses, for example: a plain restart would end the service. */
    @Test
    void aDaemonThatGoesOnIsLeftAlone() throws Exception {
        assertEquals(
                List.of(
                        "holdfast restart --hitless",
                        "holdfast: the daemon of the former version goes on; 'holdfast restart --hitless' when that is"
                                + " mended"),
                upgrade(1));
    }
}
