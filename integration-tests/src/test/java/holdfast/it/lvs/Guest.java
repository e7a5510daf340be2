package holdfast.it.lvs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A machine with a kernel of its own: user-mode Linux on this machine's files, of which it may change only one directory.
 *
 * <p>{@link #close} ends it and removes that directory; the end of this process, however it comes, does so too.
 */
final class Guest implements AutoCloseable {
    private static final List<String> MODULES = List.of(
            "ipv6",
            "ip_vs",
            "ip_vs_rr",
            "ip_vs_wrr",
            "nf_conntrack",
            "veth",
            "bridge",
            "ipip",
            "ip6_tunnel",
            "xt_mark",
            "iptable_mangle",
            "ip6table_mangle");

    private static final int CONSOLE_LINES = 40;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Path directory;
    private final Process process;

    private Guest(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** The directory that a guest may change, made before it boots so that a command line can name files in it. */
    static Path newDirectory() {
        try {
            return Files.createTempDirectory("holdfast-guest-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Boots one.
     *
     * @param directory from {@link #newDirectory}; removed at the end
     * @param command what it is to run, as root; it goes out when that has ended
     */
    static Guest boot(Path directory, List<String> command) {
        try {
            Path init = program(directory.resolve("init"), init(directory, command));
            Path boot = program(directory.resolve("boot"), resource("boot-guest"));
            List<String> argv = List.of(
                    "bash", // reads the file; to execute it fails while a process that another thread forks has it open
                    boot.toString(),
                    directory.toString(),
                    "mem=896M",
                    "root=/dev/root",
                    "rootfstype=hostfs",
                    "rootflags=/",
                    "rw",
                    "quiet",
                    "noreboot",
                    "panic=1",
                    "init=" + init,
                    "umid=guest",
                    "uml_dir=" + directory + "/",
                    "con=null",
                    "con0=null,fd:1",
                    "con1=null",
                    "ssl=null");
            Process process = new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Guest(directory, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until its command has ended.
     *
     * @return the command's exit status, or 125 when the guest could not run it
     * @throws IllegalStateException when the guest died or is not done in time; what it printed last is in the message
     */
    int await(Duration limit) {
        Path status = directory.resolve("status");
        try {
            long end = System.nanoTime() + limit.toNanos();
            while (!Files.exists(status)) {
                boolean dead = Files.exists(directory.resolve("dead"));
                Thread.sleep(POLL);
                if (!Files.exists(status) && (dead || System.nanoTime() - end > 0)) {
                    throw new IllegalStateException("the guest "
                            + (dead ? "died" : "was not done after " + limit.toSeconds() + " s") + "; its console:\n"
                            + end("console") + "\nand its output:\n" + output());
                }
            }
            return Integer.parseInt(Files.readString(status).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The last lines that its command has printed so far. */
    String output() {
        return end("output");
    }

    private String end(String file) {
        try {
            Path path = directory.resolve(file);
            List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - CONSOLE_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, as a power failure would, and removes its directory. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the guest in " + directory + " does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String init(Path directory, List<String> command) throws IOException {
        return "#!/bin/bash\nSTATE=" + quoted(directory.toString()) + "\nMODULES=" + quoted(String.join(" ", MODULES))
                + "\nCOMMAND=(" + command.stream().map(Guest::quoted).collect(Collectors.joining(" ")) + ")\n"
                + resource("guest-init");
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = Guest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
