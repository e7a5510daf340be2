package holdfast.it.check;

import static org.junit.jupiter.api.Assertions.fail;

import holdfast.check.CheckStatus;
import holdfast.it.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The {@link CheckingProgram} on a director, seen from the test. Its code is that of the image, its heap a small one. */
final class CheckingProcess {
    private static final int PATIENCE_SECONDS = 40;
    private static final int MOMENTS = 3;

    private final Path file;
    private final Verdicts verdicts;
    private final BlockingQueue<Figures> figures = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();

    /**
     * What the process takes.
     *
     * @param descriptors what open files lead to
     * @param heapBytes in use after a collection
     */
    record Figures(List<String> descriptors, long heapBytes) {}

    /**
     * Starts it.
     *
     * @param all every check that it will ever make
     * @param first those it is to begin with
     */
    CheckingProcess(CheckLab lab, CheckConf all, CheckConf first) {
        file = lab.director().directory().resolve("checks.conf");
        verdicts = new Verdicts(all.names());
        write(first);
        Path home = Programs.launcher().getParent().getParent();
        var process = lab.director()
                .pipe(
                        lab.director().directory().resolve("errors"),
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Djna.nounpack=true",
                                "-Djna.boot.library.path=" + home.resolve("lib/native"),
                                "-Djna.nosys=true",
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+UseSerialGC",
                                "-XX:-UsePerfData",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-cp",
                                home.resolve("lib") + "/*:" + ownClasses(),
                                CheckingProgram.class.getName(),
                                file.toString()));
        Thread.ofVirtual().start(() -> read(new InputStreamReader(process.output(), StandardCharsets.UTF_8)));
        awaitTaken();
    }

    private static String ownClasses() {
        try {
            return Path.of(CheckingProgram.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Verdicts verdicts() {
        return verdicts;
    }

    /** Makes these checks from now on, as after a reload. */
    void reload(CheckConf conf) {
        write(conf);
        awaitTaken();
    }

    private void write(CheckConf conf) {
        try {
            Files.write(CheckingProgram.namesOf(file), conf.names());
            Path next = Files.writeString(file.resolveSibling("next"), conf.text());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitTaken() {
        if (poll(taken) == null) {
            fail("the checking process does not take " + file);
        }
    }

    /** What it takes at this moment. */
    Figures figures() {
        figures.clear();
        poll(figures); // may have been under way
        Figures found = poll(figures);
        return found == null ? fail("the checking process is gone") : found;
    }

    /** What it takes between two tries: the least of some moments. */
    Figures restingFigures() {
        return Stream.generate(this::figures)
                .limit(MOMENTS)
                .min(Comparator.comparingInt(found -> found.descriptors().size()))
                .orElseThrow();
    }

    private static <T> T poll(BlockingQueue<T> queue) {
        try {
            return queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted");
        }
    }

    private void read(InputStreamReader output) {
        try (BufferedReader lines = new BufferedReader(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split("\t", -1);
                switch (parts[0]) {
                    case "tried" ->
                        verdicts.note(
                                parts[2],
                                new Verdicts.Result(
                                        CheckStatus.valueOf(parts[3]),
                                        parts[4],
                                        OptionalInt.empty(),
                                        Long.parseLong(parts[1])));
                    case "figures" ->
                        figures.add(new Figures(List.of(parts).subList(2, parts.length), Long.parseLong(parts[1])));
                    case "taken" -> taken.add(line);
                    default -> throw new IllegalStateException(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // ends this thread; the test notices that nothing comes
        }
    }
}
