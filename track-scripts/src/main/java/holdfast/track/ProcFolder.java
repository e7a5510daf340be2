package holdfast.track;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads {@code /proc}. Processes of interest are read at each scan, so that a zombie or a change of program is seen at
 * once. Others change only by executing another program, most often right after their birth: young ones are read at each
 * scan, old ones at every {@value #OLD_EVERY}th. Belongs to one thread.
 */
final class ProcFolder implements RunningProcesses {
    private static final int YOUNG_SCANS = 8;
    private static final int OLD_EVERY = 8;
    private static final int MOST_BYTES = 4096;

    private final Path proc = Path.of("/proc");
    private final ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
    private Map<Long, Seen> known = new HashMap<>();

    private record Seen(RunningProcess process, boolean interesting, int scans) {
        boolean due(boolean withCommandLines) {
            boolean incomplete = withCommandLines && process.commandLine().isEmpty();
            return interesting || incomplete || scans < YOUNG_SCANS || (scans + process.pid()) % OLD_EVERY == 0;
        }
    }

    @Override
    public Collection<RunningProcess> now(boolean withCommandLines, Predicate<RunningProcess> interesting)
            throws IOException {
        var next = new HashMap<Long, Seen>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, ProcFolder::isProcess)) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                Seen before = known.get(pid);
                if (before != null && !before.due(withCommandLines)) {
                    next.put(pid, new Seen(before.process(), false, before.scans() + 1));
                } else {
                    int scans = before == null ? 0 : before.scans() + 1;
                    read(pid, withCommandLines)
                            .ifPresent(now -> next.put(pid, new Seen(now, interesting.test(now), scans)));
                }
            }
        }
        known = next;
        return next.values().stream()
                .filter(Seen::interesting)
                .map(Seen::process)
                .toList();
    }

    private Optional<RunningProcess> read(long pid, boolean withCommandLines) {
        try {
            String stat = content(proc.resolve(pid + "/stat"));
            int open = stat.indexOf('(');
            int close = stat.lastIndexOf(')'); // the name itself may hold brackets
            if (open < 0 || stat.length() < close + 3) {
                return Optional.empty();
            }
            char state = stat.charAt(close + 2);
            if (state == 'Z' || state == 'X') { // proc_pid_stat(5): zombie, dead
                return Optional.empty();
            }
            List<String> words = withCommandLines ? words(content(proc.resolve(pid + "/cmdline"))) : List.of();
            return Optional.of(new RunningProcess(pid, stat.substring(open + 1, close), words));
        } catch (IOException e) {
            return Optional.empty(); // it has ended since the folder was listed
        }
    }

    private String content(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            buffer.clear();
            int read = 0;
            while (read >= 0 && buffer.hasRemaining()) {
                read = channel.read(buffer);
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> words(String commandLine) {
        var words = new ArrayList<String>();
        int from = 0;
        while (from < commandLine.length()) {
            int end = commandLine.indexOf('\0', from);
            int to = end < 0 ? commandLine.length() : end;
            words.add(commandLine.substring(from, to));
            from = to + 1;
        }
        return words;
    }

    private static boolean isProcess(Path entry) {
        return entry.getFileName().toString().chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
