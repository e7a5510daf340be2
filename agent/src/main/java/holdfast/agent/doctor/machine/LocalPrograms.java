package holdfast.agent.doctor.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Programs of this machine, with {@code LC_ALL=C}; those of system administration are found whatever the PATH. */
public final class LocalPrograms implements Programs {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int LONGEST_OUTPUT = 32 << 20;
    private static final List<String> MORE_FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

    private final Deadline deadline;

    /** @param deadline after which nothing is run any more */
    public LocalPrograms(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public Answer run(List<String> command) {
        Optional<Path> program = find(command.getFirst());
        if (program.isEmpty()) {
            return new Answer.Missing();
        }
        Duration patience = deadline.atMost(PATIENCE);
        if (patience.isZero()) {
            return new Answer.Failed("no time is left");
        }
        List<String> words = new ArrayList<>(command);
        words.set(0, program.get().toString());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            try {
                return await(process, patience);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return new Answer.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static Answer await(Process process, Duration patience) throws IOException {
        process.getOutputStream().close();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        try {
            String said = output.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            String complained = errors.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Answer.Failed("it does not end");
            }
            return said.length() >= LONGEST_OUTPUT
                    ? new Answer.Failed("it says more than " + (LONGEST_OUTPUT >> 20) + " MB")
                    : new Answer.Ended(process.exitValue(), said, complained);
        } catch (TimeoutException e) {
            return new Answer.Failed("it does not end within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Answer.Failed("its output cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Failed("interrupted");
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":", -1)), MORE_FOLDERS.stream())
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
