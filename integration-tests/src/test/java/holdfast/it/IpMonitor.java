package holdfast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ip monitor} tells of a node: everything from its start to the question. It is a program that begins to listen and writes when it gets
 * a processor, so a mark of our own, which it has to tell too, shows where it is.
 */
final class IpMonitor {
    /** Addresses for benchmarks (RFC 2544), which nobody here has. They stay: a removal would make a daemon look after its own. */
    private static final String MARKS = "198.18.";

    private final Pair pair;
    private final Node node;
    private final Path file;
    private int marks;

    private IpMonitor(Pair pair, Node node) {
        this.pair = pair;
        this.node = node;
        this.file = node.host().directory().resolve("ip-monitor.log");
    }

    /**
     * Starts it, and waits until it listens.
     *
     * @param objects {@code address} or {@code route} and others (ip-monitor(8))
     */
    static IpMonitor start(Pair pair, Node node, String... objects) {
        IpMonitor monitor = new IpMonitor(pair, node);
        List<String> argv = new ArrayList<>(List.of("ip", "-o", "monitor"));
        argv.addAll(List.of(objects));
        node.host().spawn(monitor.file, argv);
        pair.await("ip monitor listens", () -> monitor.tells(monitor.mark()));
        return monitor;
    }

    /** All lines so far, the oldest first; what has been removed is on those that begin with {@code Deleted}. */
    List<String> lines() {
        String mark = mark();
        pair.await("ip monitor tells the latest", () -> tells(mark));
        return read().stream().filter(line -> !line.contains(MARKS)).toList();
    }

    /** The lines that tell of a removal. */
    List<String> deleted() {
        return lines().stream().filter(line -> line.startsWith("Deleted")).toList();
    }

    private String mark() {
        String mark = MARKS + marks / 100 + "." + (100 + marks % 100);
        marks++;
        node.host().ip(List.of("address", "add", mark + "/32", "dev", "lo"));
        return mark;
    }

    private boolean tells(String mark) {
        return read().stream().anyMatch(line -> line.contains(mark));
    }

    private List<String> read() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
