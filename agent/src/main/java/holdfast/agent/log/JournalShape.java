package holdfast.agent.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * For a standard error that systemd's journal reads (sd-daemon(3)): each line begins with its priority, such as {@code <6>}. The journal has
 * the time itself.
 */
final class JournalShape implements LineShape {
    private final LineShape inner;

    /** @param inner what comes behind the priority */
    JournalShape(LineShape inner) {
        this.inner = inner;
    }

    /** Nothing but the message, line for line. */
    static LineShape bare() {
        return new JournalShape(line -> line.text() + line.moreWords() + "\n");
    }

    @Override
    public String format(LogLine line) {
        StringBuilder text = new StringBuilder();
        inner.format(line)
                .lines()
                .forEach(part -> text.append('<')
                        .append(line.importance().severity())
                        .append('>')
                        .append(part)
                        .append('\n'));
        return text.toString();
    }

    /**
     * Whether a file descriptor is a stream to the journal: {@code JOURNAL_STREAM} has its device and inode (systemd.exec(5)), unless it was
     * sent elsewhere since.
     *
     * @param environment of this process
     * @param descriptor such as {@code /proc/self/fd/2}
     */
    static boolean isJournal(Map<String, String> environment, Path descriptor) {
        String stream = environment.get("JOURNAL_STREAM");
        if (stream == null) {
            return false;
        }
        try {
            Map<String, Object> file = Files.readAttributes(descriptor, "unix:dev,ino");
            return stream.equals(file.get("dev") + ":" + file.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            return false; // closed, or no /proc; unsupported: a file system without devices and inodes
        }
    }
}
