package holdfast.drill.measure;

import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code ip -o -ts monitor address link}, with its time in UTC.
 *
 * @param at when ip read the kernel's message
 * @param interfaceName the interface
 * @param content what it says
 */
record MonitorLine(Instant at, String interfaceName, Content content) {
    /** {@code [2026-11-21T20:58:57.229413] Deleted 2: eth0@if3    rest}. */
    private static final Pattern LINE = Pattern.compile(
            "\\[(?<time>[^]]+)] (?<deleted>Deleted )?\\d+: (?<name>[^\\s:@]+)(?:@[^\\s:]+)?:?\\s+(?<rest>.*)");

    private static final Pattern FLAGS = Pattern.compile("<([A-Z0-9_,-]*)>.*");
    private static final Pattern ADDRESS = Pattern.compile("inet6? ([0-9a-fA-F.:]+)(?: peer \\S+)?(?:/\\d+)? .*");

    /** What a line says about the interface. */
    sealed interface Content {
        /** An address is there (new or renewed), or is gone. */
        record Address(InetAddress address, boolean present) implements Content {}

        /** Whether the interface is up and has a carrier. */
        record Link(boolean running) implements Content {}
    }

    /** Reads a line; empty when it is about something else. */
    static Optional<MonitorLine> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Instant at = LocalDateTime.parse(matcher.group("time")).toInstant(ZoneOffset.UTC);
        boolean deleted = matcher.group("deleted") != null;
        return content(matcher.group("rest"), deleted)
                .map(content -> new MonitorLine(at, matcher.group("name"), content));
    }

    private static Optional<Content> content(String rest, boolean deleted) {
        Matcher flags = FLAGS.matcher(rest);
        if (flags.matches()) {
            List<String> words = Arrays.asList(flags.group(1).split(",", -1));
            return Optional.of(new Content.Link(!deleted && words.contains("UP") && words.contains("LOWER_UP")));
        }
        Matcher address = ADDRESS.matcher(rest);
        return address.matches()
                ? Optional.of(new Content.Address(InetAddress.ofLiteral(address.group(1)), !deleted))
                : Optional.empty();
    }
}
