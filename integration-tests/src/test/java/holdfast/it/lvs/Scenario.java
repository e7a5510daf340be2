package holdfast.it.lvs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a guest runs: the cluster through everything that load balancing does.
 *
 * <p>Arguments: the kind of agent on d1, {@code holdfast} or {@code keepalived}; a directory for logs and the file
 * {@code steps}, a line of JSON ({@link StepRecord}) each; {@code --} and the command line of d1's agent; {@code --} and that of d2's. Exit
 * status 0 when all steps were done, whatever they have shown.
 */
final class Scenario {
    /** The kernel's and the agents' own pace, on a machine whose processors others use as well. */
    static final Duration SOON = Duration.ofSeconds(30);

    /** Until an agent that starts is what it is to be: on a busy machine the guest reads its programs slowly. */
    static final Duration START = Duration.ofSeconds(90);

    /** Twice delay_loop: a first check that fails does so by then. */
    static final Duration LASTING = Duration.ofSeconds(2);

    /** In the guest's memory: a write to a file of the host stops the guest until the host has done it. */
    private static final Path AGENTS = Path.of("/run/agents");

    private final Steps steps;
    private final Cluster cluster = new Cluster();
    private final Map<String, WebServer> servers = new TreeMap<>();
    private final Director first;
    private final Director second;

    private Scenario(List<String> firstAgent, List<String> secondAgent, Path directory) {
        steps = new Steps(directory.resolve("steps"));
        first = new Director(cluster.machine("d1"), firstAgent, AGENTS);
        second = new Director(cluster.machine("d2"), secondAgent, AGENTS);
    }

    /** See {@link Scenario}. */
    public static void main(String[] arguments) throws IOException {
        boolean holdfast = arguments[0].equals("holdfast");
        Path directory = Path.of(arguments[1]);
        Files.createDirectory(AGENTS);
        Path note = Path.of("/run/note"); // where nobody else may write: scripts elsewhere are refused
        Files.writeString(note, "#!/bin/sh\necho \"$@\" >>/run/notes\n");
        Files.setPosixFilePermissions(note, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> words = List.of(arguments);
        int second = words.lastIndexOf("--");
        Scenario scenario = new Scenario(
                words.subList(words.indexOf("--") + 1, second), words.subList(second + 1, words.size()), directory);
        scenario.run(holdfast);
        for (Director director : List.of(scenario.first, scenario.second)) {
            Files.copy(director.log(), directory.resolve(director.log().getFileName()));
        }
        System.exit(0); // what serves and asks in the background ends here
    }

    private void run(boolean holdfast) {
        start();
        TrafficSteps traffic = new TrafficSteps(steps, cluster);
        traffic.run();
        new HealthSteps(this).run();
        new ReloadSteps(this).run(holdfast);
        new FailoverSteps(this).run(traffic);
        new CrashSteps(this).run();
    }

    private void start() {
        for (String name : List.of("r1", "r2", "r3", Addresses.SORRY)) {
            WebServer server = new WebServer(cluster.machine(name));
            server.start();
            servers.put(name, server);
        }
        steps.step("start", this::tables, () -> {
            first.start();
            second.start();
            steps.await("d1 is master", START, first::isMaster);
            steps.await(
                    "d2 is backup and both tables are filled",
                    START,
                    () -> !second.isMaster() && isComplete(first) && isComplete(second));
            awaitComplete();
        });
    }

    Steps steps() {
        return steps;
    }

    Cluster cluster() {
        return cluster;
    }

    Namespace client() {
        return cluster.machine("client");
    }

    WebServer server(String name) {
        return servers.get(name);
    }

    /** The director with the higher priority. */
    Director first() {
        return first;
    }

    /** The other one. */
    Director second() {
        return second;
    }

    /** Both tables, to be compared. */
    Map<String, List<String>> tables() {
        return new TreeMap<>(Map.of("d1", first.savedTable(), "d2", second.savedTable()));
    }

    /**
     * The tables of directors, read while they are complete: a check of either agent that fails once at this moment makes no difference, one that
     * goes on failing does.
     */
    static Map<String, List<String>> completeTables(Director... directors) throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        while (true) {
            boolean complete = areComplete(directors);
            Map<String, List<String>> tables = new TreeMap<>();
            for (Director director : directors) {
                tables.put(director.machine().name(), director.savedTable());
            }
            if ((complete && areComplete(directors)) || System.nanoTime() - end > 0) {
                return tables;
            }
            Thread.sleep(Steps.POLL);
        }
    }

    private static boolean areComplete(Director... directors) {
        return Stream.of(directors).allMatch(Scenario::isComplete);
    }

    /** Waits until all real servers are in all services of both directors, and stay there while every check is made once more. */
    void awaitComplete() throws InterruptedException {
        try {
            steps.awaitLasting(
                    "both tables are complete", SOON, LASTING, () -> isComplete(first) && isComplete(second));
        } catch (AssertionError e) {
            steps.see("the table of d1", first.table().services());
            steps.see("the table of d2", second.table().services());
            throw e;
        }
    }

    /** Whether all real servers, and no sorry server, are in all services of a director. */
    static boolean isComplete(Director director) {
        IpvsTable table = director.table();
        return table.services().size() == DirectorConf.SERVICES
                && Addresses.SERVERS.stream().allMatch(name -> table.entries(name) == DirectorConf.SERVICES)
                && table.all((name, weight) -> weight > 0 && !name.equals(Addresses.SORRY));
    }
}
