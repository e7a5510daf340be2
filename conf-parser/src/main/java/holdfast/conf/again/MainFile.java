package holdfast.conf.again;

import holdfast.conf.SourceLoader;
import java.util.List;

/** A loader whose main file has been read already, or has other bytes. */
record MainFile(SourceLoader others, String path, byte[] bytes) implements SourceLoader {
    @Override
    public List<String> glob(String directory, String pattern) {
        return others.glob(directory, pattern);
    }

    @Override
    public ReadOutcome read(String wanted) {
        return wanted.equals(path) ? new Content(bytes) : others.read(wanted);
    }

    MainFile with(byte[] other) {
        return new MainFile(others, path, other);
    }
}
