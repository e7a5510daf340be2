package holdfast.it.check;

import holdfast.agent.lvs.CheckTools;
import holdfast.agent.lvs.LvsPlan;
import holdfast.check.CheckId;
import holdfast.check.CheckLoop;
import holdfast.check.CheckReport;
import holdfast.track.run.ScriptRunner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A process that does nothing but make the checks of a file, so that what it takes is what they take. It prints each result, and each second
 * how many descriptors it has and how much of its heap is in use after a collection. A new file is taken up at once.
 */
final class CheckingProgram {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int LOOKS_PER_FIGURES = 10;

    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private volatile Map<CheckId, String> names = Map.of();

    private CheckingProgram() {}

    /** Where a file with the names of the checks of a configuration file is. */
    static Path namesOf(Path configuration) {
        return configuration.resolveSibling("names");
    }

    /** Argument: the configuration file. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        new CheckingProgram().run(Path.of(arguments[0]));
    }

    private void run(Path file) throws IOException, InterruptedException {
        try (ScriptRunner scripts = new ScriptRunner();
                CheckTools tools = CheckTools.with(scripts, false);
                CheckLoop loop = new CheckLoop(this::tried, new Random(1))) {
            String taken = "";
            for (int look = 0; ; look++) {
                String text = Files.readString(file);
                if (!text.equals(taken)) {
                    take(file, tools, loop);
                    taken = text;
                }
                if (look % LOOKS_PER_FIGURES == 0) {
                    figures();
                }
                Thread.sleep(LOOK);
            }
        }
    }

    private void take(Path file, CheckTools tools, CheckLoop loop) throws IOException {
        LvsPlan plan = CheckConf.plan(file, tools);
        names = new CheckConf(Files.readAllLines(namesOf(file)), List.of(), List.of()).names(plan);
        loop.replaceAll(plan.checks());
        say("taken");
    }

    private void tried(CheckReport report) {
        String name = names.get(report.id());
        if (name != null) { // else a reload has removed it meanwhile
            say(String.join(
                    "\t",
                    "tried",
                    Long.toString(System.nanoTime() / NANOS_PER_MILLI),
                    name,
                    report.status().name(),
                    report.verdict().words()));
        }
    }

    private void figures() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        say("figures\t" + (runtime.totalMemory() - runtime.freeMemory()) + "\t" + String.join("\t", descriptors()));
    }

    /** What they lead to, without the numbers of sockets and pipes. */
    private static List<String> descriptors() throws IOException {
        List<String> targets = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path entry : entries) {
                try {
                    targets.add(Files.readSymbolicLink(entry).toString().replaceAll("\\[[0-9]+]", ""));
                } catch (NoSuchFileException e) {
                    // closed in between
                }
            }
        }
        Collections.sort(targets);
        return targets;
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
