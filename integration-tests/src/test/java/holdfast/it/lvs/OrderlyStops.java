package holdfast.it.lvs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a guest runs: of two directors with a sync daemon the one that serves is stopped in order, under load, again and again; the other takes over
 * each time, and the stopped one is started again. In the end it is stopped in the wrong order, to see that this is noticed. Or each hands over to the
 * other, again and again, and nobody is stopped before the end.
 *
 * <p>Arguments: a directory for the file {@code steps}; how many stops; how many clients ask each service; the agent's command line, in which {@code {conf}} and {@code {run}} stand
 * for its file and a directory; {@code --} and the command line that makes it hand over, or nothing.
 */
final class OrderlyStops {
    private static final Path DIRECTORY = Path.of("/run/agents");
    private static final InetAddress VIRTUAL = InetAddress.ofLiteral(Addresses.front(false, Addresses.NAT));
    private static final List<String> SERVICES = List.of(Addresses.NAT, Addresses.DIRECT);
    private static final int PERSISTENCE_SECONDS = 30;

    /** How long a persistent client stays away before the other serves; what is left of its time then is not what it gets there. */
    private static final Duration AWAY = Duration.ofSeconds(12);

    private static final Duration GO_ON = Duration.ofMillis(700);
    private static final int SPOKEN_FIRST = 8;
    private static final String THEN = "--";

    /** An agent gives memory back five seconds after its start; on a guest's one processor both stand still for that. */
    private static final Duration SETTLED = Duration.ofSeconds(6);

    /** How long the addresses outlive the table in the wrong order: some requests begin in that time. */
    private static final Duration EMPTY = Duration.ofMillis(200);

    /** What follows a stop has come by then. */
    private static final Duration LATE = Duration.ofMillis(500);

    private final Cluster cluster = new Cluster();
    private final Namespace client = cluster.machine("client");
    private final Steps steps;
    private final int clients;
    private final List<String> agent;
    private final List<String> handOver;
    private final Map<String, Process> agents = new TreeMap<>();

    // Seen in all stops together:
    private final List<String> failures = new ArrayList<>();
    private final List<String> disorders = new ArrayList<>();
    private final List<Long> gapsMillis = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private long answers;
    private int stops;

    /** What comes before the agent is told to end. */
    @FunctionalInterface
    private interface Before {
        void accept(String director) throws InterruptedException;
    }

    /** Makes the other director serve. */
    @FunctionalInterface
    private interface Relief {
        void of(String serving, String other) throws InterruptedException;
    }

    /** @param words the agent's command line, and perhaps another */
    private OrderlyStops(Path directory, int clients, List<String> words) {
        int end = words.contains(THEN) ? words.indexOf(THEN) : words.size();
        this.clients = clients;
        this.steps = new Steps(directory.resolve("steps"));
        this.agent = words.subList(0, end);
        this.handOver = words.subList(Math.min(end + 1, words.size()), words.size());
    }

    /** See {@link OrderlyStops}. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        OrderlyStops scenario = new OrderlyStops(
                directory, Integer.parseInt(arguments[2]), List.of(arguments).subList(3, arguments.length));
        try (StopRecorder recorder = new StopRecorder()) {
            scenario.run(recorder, Integer.parseInt(arguments[1]));
        }
        Files.copy(StopRecorder.WIRE, directory.resolve("wire"));
        for (String director : scenario.agents.keySet()) {
            Files.copy(DIRECTORY.resolve(director + ".log"), directory.resolve(director + ".log"));
        }
        System.exit(0); // what serves and asks in the background ends here
    }

    private void run(StopRecorder recorder, int wanted) {
        Addresses.SERVERS.forEach(name -> new WebServer(cluster.machine(name)).start());
        steps.step("two directors", () -> {
            start("d1");
            start("d2");
            steps.await("one serves", Scenario.START, () -> holds("d1") != holds("d2"));
            awaitReady("d1");
            awaitReady("d2");
            Thread.sleep(SETTLED);
        });
        if (handOver.isEmpty()) {
            steps.step(wanted + " orderly stops of the one that serves", () -> {
                for (stops = 0; stops < wanted; stops++) {
                    stop(recorder, _ -> {});
                }
            });
        } else {
            steps.step(wanted + " hand-overs", () -> {
                for (stops = 0; stops < wanted; stops++) {
                    relieve(this::handOver);
                }
            });
        }
        steps.step("nobody was reset", () -> {
            Thread.sleep(LATE);
            List<Reset> resets = recorder.resets();
            List<String> noticed = resets.stream()
                    .filter(reset -> reset.hitsSomebody(exchanges))
                    .map(reset -> reset.of(exchanges))
                    .toList();
            steps.check("stops", stops, stops == wanted);
            steps.see("requests", exchanges.size());
            steps.see("lines answered on long connections", answers);
            gapsMillis.sort(null);
            steps.see("longest time without an answer, ms: median", gapsMillis.get(gapsMillis.size() / 2));
            steps.see("longest time without an answer, ms: worst", gapsMillis.getLast());
            steps.see("resets of connections that were finished", resets.size() - noticed.size());
            steps.check("requests and connections that failed", failures, failures.isEmpty());
            steps.check("resets of connections that were not finished", noticed, noticed.isEmpty());
            steps.check(
                    "packets given up", recorder.givenUp(), recorder.givenUp().isEmpty());
            steps.check("not in the order priority 0, addresses, table", disorders, disorders.isEmpty());
        });
        steps.step("a persistent client has the whole of its time with the other director", this::persistence);
        steps.step("a table that goes before the addresses is noticed", () -> {
            failures.clear();
            disorders.clear();
            Instant from = Instant.now();
            stop(recorder, director -> {
                machine(director).run("ipvsadm", "--clear");
                Thread.sleep(EMPTY);
            });
            Thread.sleep(LATE);
            long noticed = recorder.resets().stream()
                    .filter(reset -> reset.at().isAfter(from) && reset.hitsSomebody(exchanges))
                    .count();
            steps.check("resets of connections that were not finished", noticed, noticed > 0);
            steps.check("requests and connections that failed", failures, !failures.isEmpty());
            steps.check("not in the order priority 0, addresses, table", disorders, !disorders.isEmpty());
        });
    }

    private void persistence() throws InterruptedException {
        String serving = holds("d1") ? "d1" : "d2";
        String other = serving.equals("d1") ? "d2" : "d1";
        String before = greet();
        steps.await(
                "the other knows the client",
                Scenario.SOON,
                () -> !templates(other).isEmpty());
        Thread.sleep(AWAY);
        if (handOver.isEmpty()) {
            end(serving);
            serves(other);
            start(serving);
            awaitReady(serving);
        } else {
            handOver(serving, other);
        }
        String after = greet();
        steps.check("the same real server", before + " " + after, before.equals(after));
        List<Long> left = templates(other);
        steps.check("seconds left", left, left.size() == 1 && left.getFirst() > PERSISTENCE_SECONDS - 5);
    }

    private String greet() {
        try (Conversation conversation =
                new Conversation(client, Addresses.service(false, Addresses.PERSISTENT, Addresses.HTTP))) {
            return conversation.speak();
        }
    }

    /** When each is forgotten, in seconds. */
    private List<Long> templates(String director) {
        return machine(director).proc("ip_vs_conn").stream()
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .filter(columns -> columns.get(2).equals("0000"))
                .map(columns -> Long.parseLong(columns.get(8)))
                .toList();
    }

    /** @param first what is done to the director before its agent is told to end */
    private void stop(StopRecorder recorder, Before first) throws InterruptedException {
        relieve((serving, other) -> {
            try (TableWatch watch = new TableWatch(cluster.machine(serving))) {
                Instant asked = Instant.now();
                first.accept(serving);
                end(serving);
                serves(other);
                order(recorder, serving, asked, watch);
            }
        });
        String stopped = holds("d1") ? "d2" : "d1";
        start(stopped);
        awaitReady(stopped);
    }

    private void serves(String director) throws InterruptedException {
        steps.await("the other serves", Scenario.SOON, () -> holds(director));
        Thread.sleep(GO_ON);
    }

    private void handOver(String serving, String other) throws InterruptedException {
        String said = machine(serving).run(words(handOver, serving).toArray(String[]::new));
        serves(other);
        if (holds(serving)) {
            disorders.add(serving + " serves as well: " + said);
        }
    }

    /** Under load, with long conversations that both directors know. */
    private void relieve(Relief relief) throws InterruptedException {
        String serving = holds("d1") ? "d1" : "d2";
        String other = serving.equals("d1") ? "d2" : "d1";
        List<Talk> talks = SERVICES.stream()
                .map(number -> new Talk(new Conversation(client, Addresses.service(false, number, Addresses.HTTP))))
                .toList();
        List<Load> loads = SERVICES.stream()
                .flatMap(number -> Collections.nCopies(clients, number).stream())
                .map(number -> new Load(client, Addresses.service(false, number, Addresses.HTTP)))
                .toList();
        steps.await(
                "the other knows the long connections",
                Scenario.SOON,
                () -> talks.stream().allMatch(talk -> talk.answers() >= SPOKEN_FIRST && knows(other, talk)));
        relief.of(serving, other);
        talks.forEach(Talk::close);
        loads.forEach(Load::close);
        note(talks, loads);
    }

    private void note(List<Talk> talks, List<Load> loads) {
        for (Talk talk : talks) {
            answers += talk.answers();
            exchanges.add(talk.exchange());
            failures.addAll(talk.failures());
        }
        for (Load load : loads) {
            exchanges.addAll(load.exchanges());
            failures.addAll(load.failures());
            gapsMillis.add(load.longestGapMillis());
        }
    }

    private void order(StopRecorder recorder, String director, Instant asked, TableWatch watch) {
        Instant never = Instant.MAX;
        Instant released = recorder.release(director, asked).orElse(never);
        Instant gone = recorder.gone(director, asked).orElse(never);
        if (released.equals(never) || gone.equals(never) || gone.isBefore(released)) {
            disorders.add(director + ": priority 0 at " + released + ", addresses off at " + gone);
        }
        if (watch.addressOutlivedTable()) {
            disorders.add(director + ": the address was there when the table was smaller");
        }
        if (!machine(director).run("ipvsadm", "-Sn").isBlank()) {
            disorders.add(director + ": its table is not empty");
        }
    }

    private void start(String director) {
        try {
            Files.createDirectories(DIRECTORY.resolve(director));
            Files.writeString(DIRECTORY.resolve(director).resolve("conf"), configuration(director));
            List<String> argv = new ArrayList<>(List.of("ip", "netns", "exec", director));
            argv.addAll(words(agent, director));
            agents.put(
                    director,
                    new ProcessBuilder(argv)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                    DIRECTORY.resolve(director + ".log").toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(List<String> command, String director) {
        Path run = DIRECTORY.resolve(director);
        return command.stream()
                .map(word ->
                        word.replace("{conf}", run.resolve("conf").toString()).replace("{run}", run.toString()))
                .toList();
    }

    private void end(String director) throws InterruptedException {
        Process agent = agents.get(director);
        agent.destroy();
        if (!agent.waitFor(Scenario.SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the agent of " + director + " does not end");
        }
        if (agent.exitValue() != 0) {
            failures.add("the agent of " + director + " ended with " + agent.exitValue());
        }
    }

    private Namespace machine(String director) {
        return cluster.machine(director);
    }

    private boolean holds(String director) {
        return machine(director).holds(VIRTUAL);
    }

    private boolean knows(String director, Talk talk) {
        return machine(director).proc("ip_vs_conn").stream()
                .anyMatch(line -> line.contains(talk.digits()) && line.contains("ESTABLISHED"));
    }

    private void awaitReady(String director) throws InterruptedException {
        steps.await(
                "the table of " + director + " is complete",
                Scenario.START,
                () -> IpvsTable.of(machine(director)).entries() == (SERVICES.size() + 1L) * Addresses.SERVERS.size());
        steps.await(
                "its sync daemon runs",
                Scenario.START,
                () -> !machine(director).run("ipvsadm", "--list", "--daemon").isBlank());
    }

    private static String configuration(String director) {
        return """
                global_defs {
                 router_id %s
                 lvs_sync_daemon eth1 VI_1 id 7
                }
                vrrp_instance VI_1 {
                 state BACKUP
                 nopreempt
                 interface eth0
                 version 3
                 virtual_router_id 51
                 priority %d
                 advert_int 0.5
                 virtual_ipaddress {
                  %s/32 dev eth0
                  %s/32 dev eth0
                  %s/32 dev eth0
                  %s/24 dev eth1
                 }
                }
                %s%s%s""".formatted(
                        director,
                        director.equals("d1") ? 150 : 100,
                        Addresses.front(false, Addresses.NAT),
                        Addresses.front(false, Addresses.DIRECT),
                        Addresses.front(false, Addresses.PERSISTENT),
                        Addresses.back(false, "1"),
                        service(Addresses.NAT, "NAT"),
                        service(Addresses.DIRECT, "DR"),
                        service(Addresses.PERSISTENT, "NAT\n persistence_timeout " + PERSISTENCE_SECONDS));
    }

    private static String service(String number, String method) {
        Stream<String> servers = Addresses.SERVERS.stream().map(name -> """
                 real_server %s 80 {
                  weight 1
                  TCP_CHECK {
                   connect_timeout 3
                  }
                 }
                """.formatted(Addresses.server(false, name)));
        return "virtual_server " + Addresses.front(false, number)
                + " 80 {\n delay_loop 1\n lvs_sched wrr\n lvs_method " + method + "\n protocol TCP\n"
                + String.join("", servers.toList()) + "}\n";
    }
}
