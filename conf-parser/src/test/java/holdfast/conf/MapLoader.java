package holdfast.conf;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files in memory. */
final class MapLoader implements SourceLoader {
    private final Map<String, ReadOutcome> files = new TreeMap<>();

    static MapLoader of(String path, String text) {
        return of(path, text.getBytes(StandardCharsets.UTF_8));
    }

    static MapLoader of(String path, byte[] bytes) {
        return new MapLoader().with(path, new Content(bytes));
    }

    MapLoader with(String path, String text) {
        return with(path, new Content(text.getBytes(StandardCharsets.UTF_8)));
    }

    MapLoader with(String path, ReadOutcome outcome) {
        files.put(path, outcome);
        return this;
    }

    @Override
    public List<String> glob(String directory, String pattern) {
        String whole = pattern.startsWith("/") ? pattern : directory + "/" + pattern;
        List<String> found = new ArrayList<>();
        if (files.containsKey(whole)) {
            found.add(whole);
        } else if (whole.indexOf('*') >= 0) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + whole);
            files.keySet().stream()
                    .filter(path -> matcher.matches(Path.of(path)))
                    .forEach(found::add);
        }
        return found;
    }

    @Override
    public ReadOutcome read(String path) {
        return files.getOrDefault(path, new Missing());
    }
}
