package holdfast.it.lvs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A director: its machine, its agent, and the agent's files. */
final class Director {
    private final Namespace machine;
    private final List<String> agent;
    private final Path directory;
    private DirectorConf conf;
    private Process process;

    /**
     * Nothing runs yet.
     *
     * @param agent how the agent is started; {@code {conf}} and {@code {run}} stand for its file and a directory
     * @param directory where its files go
     */
    Director(Namespace machine, List<String> agent, Path directory) {
        this.machine = machine;
        this.agent = agent;
        this.directory = directory;
        this.conf = DirectorConf.of(machine.name());
    }

    Namespace machine() {
        return machine;
    }

    DirectorConf conf() {
        return conf;
    }

    /** Starts its agent in the foreground. */
    void start() {
        try {
            write();
            Path run = Files.createDirectories(directory.resolve(machine.name()));
            List<String> argv = new ArrayList<>(List.of("ip", "netns", "exec", machine.name()));
            agent.forEach(
                    word -> argv.add(word.replace("{conf}", file().toString()).replace("{run}", run.toString())));
            process = new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives its agent another configuration. */
    void reload(DirectorConf next) {
        conf = next;
        write();
        signal("HUP");
    }

    /** Ends its agent without a word. */
    void kill() {
        process.destroyForcibly();
        ended();
    }

    /** Tells its agent to end. */
    void stop() {
        signal("TERM");
    }

    /** Waits for its agent's end. @return the exit status */
    int ended() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the agent of " + machine.name() + " does not end; its threads: " + threads());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is the one that clients of either family reach. */
    boolean isMaster() {
        return machine.holds(InetAddress.ofLiteral(Addresses.front(false, Addresses.NAT)))
                && machine.holds(InetAddress.ofLiteral(Addresses.back(true, "1")));
    }

    /** Its table as cheaply as can be. */
    IpvsTable table() {
        return IpvsTable.of(machine);
    }

    /** Its table in the words of ipvsadm(8), in order, to be compared. */
    List<String> savedTable() {
        return machine.run("ipvsadm", "-Sn").lines().map(String::strip).sorted().toList();
    }

    /** Whether its agent has printed a text. */
    boolean hasLogged(String text) {
        try {
            return Files.readString(log()).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Name and place in the kernel of each thread of its agent. */
    private List<String> threads() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            List<String> threads = new ArrayList<>();
            for (Path task : tasks.toList()) {
                threads.add(
                        Files.readString(task.resolve("comm")).strip() + " " + Files.readString(task.resolve("wchan")));
            }
            return threads;
        } catch (IOException e) {
            return List.of("it ends just now: " + e.getMessage());
        }
    }

    private Path file() {
        return directory.resolve(machine.name() + ".conf");
    }

    /** What its agent has printed. */
    Path log() {
        return directory.resolve(machine.name() + ".log");
    }

    private void write() {
        try {
            Files.writeString(file(), conf.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        Namespace.program(List.of("kill", "-" + name, Long.toString(process.pid())), "");
    }
}
