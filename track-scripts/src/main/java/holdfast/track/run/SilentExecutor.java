package holdfast.track.run;

import holdfast.linux.ChildEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * A Commons Exec executor whose programs read from and write to {@code /dev/null}, which tells the process it started, and which
 * tells an exit status from a signal. With Commons Exec's own pipes each run would cost two pump threads, and a script that leaves
 * a child behind would keep them waiting.
 */
final class SilentExecutor extends DefaultExecutor {
    private final Consumer<SpawnedProcess> started;
    private SpawnedProcess process;

    /**
     * For one run.
     *
     * @param started called on the executing thread as soon as the process exists
     */
    @SuppressWarnings("deprecation") // the builder that replaces this constructor cannot build a subclass
    SilentExecutor(Consumer<SpawnedProcess> started) {
        this.started = started;
        setStreamHandler(new NoStreams());
        setExitValues(null); // every exit status is an answer, none an exception
    }

    /**
     * Runs a program and waits for its end.
     *
     * @throws IOException if it could not be started
     */
    ChildEnd run(List<String> words, Map<String, String> environment) throws IOException {
        var command = new CommandLine(words.getFirst());
        words.stream().skip(1).forEach(word -> command.addArgument(word, false));
        execute(command, environment);
        return process.end();
    }

    @Override
    protected Process launch(CommandLine command, Map<String, String> environment, Path workingDirectory)
            throws IOException {
        process = SpawnedProcess.start(Arrays.asList(command.toStrings()), environment);
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
