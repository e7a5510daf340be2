package holdfast.it.lvs;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jna.Native;
import holdfast.it.Programs;
import holdfast.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of the scenario in a guest of its own. */
final class ScenarioRun {
    /** It takes two minutes when nothing else runs. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final List<String> KEEPALIVED = List.of(
            "keepalived",
            "--dont-fork",
            "--log-console",
            "--log-detail",
            "--use-file={conf}",
            "--pid={run}/keepalived.pid",
            "--vrrp_pid={run}/vrrp.pid",
            "--checkers_pid={run}/checkers.pid",
            "--bfd_pid={run}/bfd.pid");

    private ScenarioRun() {}

    /** With this project's packaged agent on both directors. */
    static List<StepRecord> holdfast() {
        return run("holdfast", "holdfast", holdfastCommand(), holdfastCommand());
    }

    /** With Debian's keepalived on both directors; once more when its guest stands still or dies, for it is not what is being tested. */
    static List<StepRecord> keepalived() {
        try {
            return run("keepalived", "keepalived", KEEPALIVED, KEEPALIVED);
        } catch (IllegalStateException e) {
            return run("keepalived", "keepalived", KEEPALIVED, KEEPALIVED);
        }
    }

    /** With this project's agent on d1 and keepalived on d2. */
    static List<StepRecord> mixed() {
        return run("mixed", "holdfast", holdfastCommand(), KEEPALIVED);
    }

    private static List<String> holdfastCommand() {
        return List.of(Programs.launcher().toString(), "-n", "-l", "-D", "-f", "{conf}", "-p", "{run}/pid");
    }

    /**
     * @param name where its logs are to be found
     * @param kind of the agent on d1
     */
    private static List<StepRecord> run(String name, String kind, List<String> first, List<String> second) {
        Path directory = Guest.newDirectory();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                Scenario.class.getName(),
                kind,
                directory.toString()));
        command.add("--");
        command.addAll(first);
        command.add("--");
        command.addAll(second);
        try (Guest guest = Guest.boot(directory, command)) {
            int status = guest.await(LIMIT);
            if (status != 0) {
                throw new IllegalStateException(
                        "the scenario with " + kind + " ended with status " + status + ": " + guest.output());
            }
            keep(directory, Path.of("target", "lvs", name));
            return records(directory.resolve("steps"));
        }
    }

    /** What was seen and printed, for whoever asks why a step has failed. */
    private static void keep(Path directory, Path place) {
        try {
            Files.createDirectories(place);
            for (String file : List.of("steps", "d1.log", "d2.log")) {
                Files.copy(directory.resolve(file), place.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<StepRecord> records(Path file) {
        ObjectMapper json = new ObjectMapper();
        try (Stream<String> lines = Files.lines(file)) {
            List<StepRecord> records = new ArrayList<>();
            for (String line : lines.toList()) {
                records.add(json.readValue(line, StepRecord.class));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the scenario needs of this process's class path, whatever has started it. */
    private static String classPath() {
        return Stream.of(
                        Scenario.class,
                        NetworkNamespace.class,
                        Native.class,
                        ObjectMapper.class,
                        JsonFactory.class,
                        JsonFormat.class)
                .map(ScenarioRun::place)
                .distinct()
                .collect(Collectors.joining(":"));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
