package holdfast.agent.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Lines appended to a file ({@code -g}). A file that was moved away or removed, as logrotate(8) does, is noticed before the
 * next line and opened anew; no signal is needed.
 */
final class FileOutput implements LogOutput {
    private final Path path;
    private final LineShape format;
    private final boolean flushEachLine;
    private OutputStream stream;
    private Object identity;

    /**
     * Opens the file.
     *
     * @throws IOException when it cannot be opened or created
     */
    FileOutput(Path path, LineShape format, boolean flushEachLine) throws IOException {
        this.path = path;
        this.format = format;
        this.flushEachLine = flushEachLine;
        open();
    }

    private void open() throws IOException {
        stream = new BufferedOutputStream(
                Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        identity = identityOnDisk();
    }

    private Object identityOnDisk() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void write(LogLine line) throws IOException {
        if (!Objects.equals(identity, identityOnDisk())) {
            stream.close();
            open();
        }
        stream.write(format.format(line).getBytes(StandardCharsets.UTF_8));
        if (flushEachLine) {
            stream.flush();
        }
    }

    @Override
    public void flush() throws IOException {
        stream.flush();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
