package holdfast.agent.check;

import holdfast.conf.SourceLoader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Configuration from standard input, and what it includes from where files usually come from. */
public final class StandardInput implements SourceLoader {
    /** What it is called in messages. */
    public static final String NAME = "<stdin>";

    private static final int MAX_BYTES = 16 << 20;

    private final InputStream input;
    private final SourceLoader files;
    private Optional<ReadOutcome> read = Optional.empty();

    /**
     * A loader that reads the stream when it is asked for.
     *
     * @param input read to its end, once
     * @param files for everything else
     */
    public StandardInput(InputStream input, SourceLoader files) {
        this.input = input;
        this.files = files;
    }

    @Override
    public List<String> glob(String directory, String pattern) {
        return files.glob(directory, pattern);
    }

    @Override
    public ReadOutcome read(String path) {
        if (!path.equals(NAME)) {
            return files.read(path);
        }
        if (read.isEmpty()) {
            read = Optional.of(readAll());
        }
        return read.get();
    }

    private ReadOutcome readAll() {
        try {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? new Unreadable("larger than " + (MAX_BYTES >> 20) + " MiB")
                    : new Content(bytes);
        } catch (IOException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        }
    }
}
