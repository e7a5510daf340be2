package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/performance.md: what stands between {@code <!-- NAME -->} and {@code <!-- end of NAME -->} is measured, everything else is written. */
final class Document {
    private final Path file;
    private String text;

    Document(Path file) throws IOException {
        this.file = file;
        this.text = Files.readString(file);
    }

    /** Replaces a part; a document without it does not show it. */
    void replace(String name, String content) {
        Pattern part = Pattern.compile("(<!-- " + name + " -->\n).*?(<!-- end of " + name + " -->)", Pattern.DOTALL);
        text = part.matcher(text).replaceFirst("$1" + Matcher.quoteReplacement(content) + "$2");
    }

    void write() throws IOException {
        Files.writeString(file, text);
    }
}
