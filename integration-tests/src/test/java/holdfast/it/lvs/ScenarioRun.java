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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of the scenario in a guest of its own. */
final class ScenarioRun {
    /** It takes two minutes when nothing else runs. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** So that both tries are over within six minutes when the first stands still. */
    private static final Duration LIMIT_OF_FIRST_TRY = Duration.ofMinutes(4);

    /** An orderly stop and the start that follows, on a busy machine. */
    private static final Duration STOP = Duration.ofSeconds(15);

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
        return run("holdfast", "holdfast", holdfastCommand(), holdfastCommand(), LIMIT);
    }

    /** With Debian's keepalived on both directors; once more when its guest stands still or dies, for it is not what is being tested. */
    static List<StepRecord> keepalived() {
        try {
            return run("keepalived", "keepalived", KEEPALIVED, KEEPALIVED, LIMIT_OF_FIRST_TRY);
        } catch (IllegalStateException e) {
            return run("keepalived", "keepalived", KEEPALIVED, KEEPALIVED, LIMIT);
        }
    }

    /** With this project's agent on d1 and keepalived on d2. */
    static List<StepRecord> mixed() {
        return run("mixed", "holdfast", holdfastCommand(), KEEPALIVED, LIMIT);
    }

    /** The procedures of docs/operations.md with the packaged agent. */
    static List<StepRecord> operations() {
        Path document = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."), "docs/operations.md");
        return run(
                "operations",
                LIMIT,
                List.of("steps", "d1.log"),
                directory -> List.of(
                        OperationsScenario.class.getName(),
                        directory.toString(),
                        document.toAbsolutePath().normalize().toString(),
                        Programs.launcher().toString()));
    }

    /**
     * Orderly stops under load.
     *
     * @param stops how many; six seconds each
     * @param clients how many ask each service again and again
     * @param keepalived whether Debian's keepalived is on both directors, and not the packaged agent
     */
    static List<StepRecord> stops(int stops, int clients, boolean keepalived) {
        return keepalived
                ? relieved("stops-keepalived", stops, clients, KEEPALIVED)
                : relieved("stops", stops, clients, holdfastCommand());
    }

    /**
     * Hand-overs from each of two packaged agents to the other, under load.
     *
     * @param times how many
     * @param clients how many ask each service again and again
     */
    static List<StepRecord> handOvers(int times, int clients) {
        List<String> words = new ArrayList<>(holdfastCommand());
        words.add("--");
        words.addAll(List.of(Programs.launcher().toString(), "switchover", "VI_1", "--force", "-p", "{run}/pid"));
        return relieved("hand-overs", times, clients, words);
    }

    private static List<StepRecord> relieved(String name, int times, int clients, List<String> commands) {
        List<String> kept = List.of("steps", "d1.log", "d2.log", "wire");
        return run(name, LIMIT.plus(STOP.multipliedBy(times)), kept, directory -> {
            List<String> words = new ArrayList<>(List.of(
                    OrderlyStops.class.getName(),
                    directory.toString(),
                    Integer.toString(times),
                    Integer.toString(clients)));
            words.addAll(commands);
            return words;
        });
    }

    private static List<String> holdfastCommand() {
        return List.of(Programs.launcher().toString(), "-n", "-l", "-D", "-f", "{conf}", "-p", "{run}/pid");
    }

    /**
     * @param name where its logs are to be found
     * @param kind of the agent on d1
     */
    private static List<StepRecord> run(
            String name, String kind, List<String> first, List<String> second, Duration limit) {
        return run(name, limit, List.of("steps", "d1.log", "d2.log"), directory -> {
            List<String> words = new ArrayList<>(List.of(Scenario.class.getName(), kind, directory.toString()));
            words.add("--");
            words.addAll(first);
            words.add("--");
            words.addAll(second);
            return words;
        });
    }

    /**
     * @param kept the files to keep
     * @param program the scenario's class and its arguments, for the directory that it may write to
     */
    private static List<StepRecord> run(
            String name, Duration limit, List<String> kept, Function<Path, List<String>> program) {
        Path directory = Guest.newDirectory();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath()));
        command.addAll(program.apply(directory));
        try (Guest guest = Guest.boot(directory, command)) {
            int status = guest.await(limit);
            if (status != 0) {
                throw new IllegalStateException(
                        "the scenario " + name + " ended with status " + status + ": " + guest.output());
            }
            keep(directory, kept, Path.of("target", "lvs", name));
            return records(directory.resolve("steps"));
        }
    }

    /** What was seen and printed, for whoever asks why a step has failed. */
    private static void keep(Path directory, List<String> files, Path place) {
        try {
            Files.createDirectories(place);
            for (String file : files) {
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
