package holdfast.conf.again;

import holdfast.conf.SourceLoader;
import java.util.List;

/** A loader whose main file has been read already, or has other bytes. */
record MainFile(SourceLoader others, String path, SourceLoader.Content content) implements SourceLoader {
    @Override
    public List<String> glob(String directory, String pattern) {
        return others.glob(directory, pattern);
    }

    @Override
    public ReadOutcome read(String wanted) {
        return wanted.equals(path) ? content : others.read(wanted);
    }

    byte[] bytes() {
        return content.bytes();
    }

    MainFile with(byte[] other) {
        return new MainFile(others, path, new Content(other));
    }
}
