package holdfast.it.lvs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was on the client's wire and what became of the directors' addresses, with the time of each: tcpdump(8) and {@code ip monitor}, both by the
 * guest's clock.
 */
final class StopRecorder implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("/run/recorded");

    /** What was on the client's wire, as tcpdump(8) writes it. */
    static final Path WIRE = DIRECTORY.resolve("wire");

    /** The last words of a director: an advert of priority 0. */
    private static final Pattern RELEASE = Pattern.compile("^(\\d+\\.\\d+) .* > 224\\.0\\.0\\.18: .*prio 0,.*");

    private static final Pattern RESET =
            Pattern.compile("^(\\d+\\.\\d+) .*: [0-9.]+\\.(\\d+) > [0-9.]+\\.(\\d+): Flags \\[R.*");
    private static final Pattern GIVEN_UP = Pattern.compile("^(\\d+\\.\\d+) .*: ICMP (time exceeded|.*unreachable).*");
    private static final Pattern GONE = Pattern.compile(
            "^\\[(\\S+)] Deleted .* inet " + Pattern.quote(Addresses.front(false, Addresses.NAT)) + "/.*");

    private final List<Process> processes = new ArrayList<>();

    /** Begins to record. */
    StopRecorder() throws IOException {
        Files.createDirectories(DIRECTORY);
        String frames = "(tcp[tcpflags] & tcp-rst != 0)"
                + " or (icmp[icmptype] = icmp-unreach) or (icmp[icmptype] = icmp-timxceed)";
        record(WIRE, "client", "tcpdump", "-i", "eth0", "-n", "-tt", "-e", "-l", frames);
        for (String director : List.of("d1", "d2")) {
            record(DIRECTORY.resolve(director), director, "ip", "-ts", "-4", "monitor", "address");
            // Where it is said: a busy machine takes the packet to the client many milliseconds later.
            record(
                    adverts(director),
                    director,
                    "tcpdump",
                    "-i",
                    "eth0",
                    "-Q",
                    "out",
                    "-n",
                    "-tt",
                    "-l",
                    "ip proto 112");
        }
    }

    private void record(Path file, String machine, String... words) throws IOException {
        List<String> argv = new ArrayList<>(List.of("ip", "netns", "exec", machine));
        argv.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().put("TZ", "UTC");
        processes.add(builder.redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(file.toFile())
                .start());
    }

    /** When a director first said priority 0 since then. */
    Optional<Instant> release(String director, Instant since) {
        return first(adverts(director), RELEASE, StopRecorder::epoch, since);
    }

    private static Path adverts(String director) {
        return DIRECTORY.resolve(director + ".adverts");
    }

    /** When the virtual address was first gone from a director since then. */
    Optional<Instant> gone(String director, Instant since) {
        return first(
                DIRECTORY.resolve(director),
                GONE,
                matcher -> LocalDateTime.parse(matcher.group(1)).toInstant(ZoneOffset.UTC),
                since);
    }

    /** The packets that reset a connection, or refused one. */
    List<Reset> resets() {
        return lines(WIRE).stream()
                .map(RESET::matcher)
                .filter(Matcher::matches)
                .map(found -> new Reset(epoch(found), clientPort(found), isByClient(found), found.group()))
                .toList();
    }

    /** Messages that a packet of the client's was given up; one for a connection that is being made ends it (tcp(7), EHOSTUNREACH). */
    List<String> givenUp() {
        return lines(WIRE).stream().filter(GIVEN_UP.asMatchPredicate()).toList();
    }

    private static int clientPort(Matcher reset) {
        return Integer.parseInt(reset.group(isByClient(reset) ? 2 : 3));
    }

    private static boolean isByClient(Matcher reset) {
        return Integer.parseInt(reset.group(2)) != Addresses.HTTP;
    }

    @FunctionalInterface
    private interface Clock {
        Instant of(Matcher line);
    }

    private static Optional<Instant> first(Path file, Pattern pattern, Clock clock, Instant since) {
        for (String line : lines(file)) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches() && !clock.of(matcher).isBefore(since)) {
                return Optional.of(clock.of(matcher));
            }
        }
        return Optional.empty();
    }

    private static Instant epoch(Matcher line) {
        String[] parts = line.group(1).split("\\.", 2);
        return Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]) * 1000);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
