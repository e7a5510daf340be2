package holdfast.track.run;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * A Commons Exec executor whose programs read from and write to {@code /dev/null}, and which tells the process it
 * started. With Commons Exec's own pipes each run would cost two pump threads, and a script that leaves a child behind
 * would keep them waiting.
 */
final class SilentExecutor extends DefaultExecutor {
    private static final File NULL_DEVICE = new File("/dev/null");

    private final Consumer<Process> started;

    /**
     * For one or more runs.
     *
     * @param started called on the executing thread as soon as the process exists
     */
    @SuppressWarnings("deprecation") // the builder that replaces this constructor cannot build a subclass
    SilentExecutor(Consumer<Process> started) {
        this.started = started;
        setStreamHandler(new NoStreams());
        setExitValues(null); // every exit status is an answer, none an exception
    }

    /**
     * Runs a program and waits for its end.
     *
     * @return its exit status, 128 + n after signal n
     * @throws IOException if it could not be started
     */
    int run(List<String> words, Map<String, String> environment) throws IOException {
        var command = new CommandLine(words.getFirst());
        words.stream().skip(1).forEach(word -> command.addArgument(word, false));
        return execute(command, environment);
    }

    @Override
    protected Process launch(CommandLine command, Map<String, String> environment, Path workingDirectory)
            throws IOException {
        var builder = new ProcessBuilder(command.toStrings())
                .directory(workingDirectory.toFile())
                .redirectInput(Redirect.from(NULL_DEVICE))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.accept(process);
        return process;
    }

    /** There is nothing to pump: all streams are {@code /dev/null}. */
    private static final class NoStreams implements ExecuteStreamHandler {
        @Override
        public void setProcessErrorStream(InputStream stream) {}

        @Override
        public void setProcessInputStream(OutputStream stream) {}

        @Override
        public void setProcessOutputStream(InputStream stream) {}

        @Override
        public void start() {}

        @Override
        public void stop() {}
    }
}
