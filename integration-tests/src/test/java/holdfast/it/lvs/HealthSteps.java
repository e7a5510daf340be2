package holdfast.it.lvs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Real servers die and return. */
final class HealthSteps {
    /** delay_loop 1, no retry, and a killed server refuses connections; the rest is for a busy machine. */
    private static final Duration NOTICED = Duration.ofSeconds(10);

    private static final String NAT = IpvsTable.service("TCP", false, Addresses.NAT, Addresses.HTTP);
    private static final String QUORUM = IpvsTable.service("TCP", false, Addresses.QUORUM, Addresses.HTTP);
    private static final List<String> PERSISTENT = Stream.of(false, true)
            .map(ipv6 -> IpvsTable.service("TCP", ipv6, Addresses.PERSISTENT, Addresses.HTTP))
            .toList();

    private final Scenario scenario;
    private final Steps steps;

    HealthSteps(Scenario scenario) {
        this.scenario = scenario;
        this.steps = scenario.steps();
    }

    void run() {
        steps.step("a killed real server leaves", scenario::tables, this::oneDies);
        steps.step("without real servers the sorry server answers", scenario::tables, this::allDie);
        steps.step("real servers return and the sorry server goes", scenario::tables, this::allReturn);
        steps.step("inhibit_on_failure keeps a failed real server with weight 0", scenario::tables, this::inhibited);
        steps.step("a quorum with servers to spare stays", scenario::tables, this::quorumShrinks);
        steps.step("a lost quorum brings the sorry server and calls its script", scenario::tables, this::quorumLost);
        steps.step("a gained quorum calls its script", scenario::tables, this::quorumGained);
    }

    private void oneDies() throws InterruptedException {
        scenario.server("r1").kill();
        for (Director director : directors()) {
            steps.await(
                    director.machine().name() + " has removed r1",
                    NOTICED,
                    () -> director.table().all((name, weight) -> !name.equals("r1") || weight == 0));
        }
        Map<String, Integer> answers = answers(Addresses.NAT);
        steps.check("answers", answers, answers.equals(Map.of("r2", 4, "r3", 2)));
    }

    private void allDie() throws InterruptedException {
        scenario.server("r2").kill();
        scenario.server("r3").kill();
        for (Director director : directors()) {
            steps.await(
                    director.machine().name() + " has removed all",
                    NOTICED,
                    () -> director.table().all((name, weight) -> name.equals(Addresses.SORRY) || weight == 0));
            steps.await(
                    director.machine().name() + " has the sorry servers",
                    NOTICED,
                    () -> director.table().entries(Addresses.SORRY) == 2);
        }
        Map<String, Integer> answers = answers(Addresses.NAT);
        steps.check("answers", answers, answers.equals(Map.of(Addresses.SORRY, 6)));
    }

    private void allReturn() throws InterruptedException {
        Addresses.SERVERS.forEach(name -> scenario.server(name).start());
        scenario.awaitComplete();
        Map<String, Integer> answers = answers(Addresses.NAT);
        steps.check("answers", answers, answers.equals(Map.of("r1", 3, "r2", 2, "r3", 1)));
    }

    private void inhibited() throws InterruptedException {
        scenario.server("r2").fail("/inhibit", true);
        for (Director director : directors()) {
            steps.await(director.machine().name() + " gives it weight 0", NOTICED, () -> hasWeight(director, 0));
        }
    }

    private static boolean hasWeight(Director director, int wanted) {
        IpvsTable table = director.table();
        return PERSISTENT.stream()
                .allMatch(service -> table.weight(service, "r2")
                        .filter(weight -> weight == wanted)
                        .isPresent());
    }

    private void quorumShrinks() throws InterruptedException {
        scenario.server("r2").fail("/inhibit", false);
        scenario.server("r1").fail("/quorum", true);
        awaitQuorum(List.of("r2", "r3"));
        for (Director director : directors()) {
            steps.await(director.machine().name() + " has its weight back", NOTICED, () -> hasWeight(director, 1));
        }
    }

    private void quorumLost() throws InterruptedException {
        scenario.server("r2").fail("/quorum", true);
        awaitQuorum(List.of(Addresses.SORRY));
        steps.await("the script was called", Scenario.SOON, () -> lastNote("d1").equals("d1 down"));
    }

    private void quorumGained() throws InterruptedException {
        scenario.server("r1").fail("/quorum", false);
        awaitQuorum(List.of("r1", "r3"));
        steps.await("the script was called", Scenario.SOON, () -> lastNote("d1").equals("d1 up"));
        scenario.server("r2").fail("/quorum", false);
        scenario.awaitComplete();
    }

    private void awaitQuorum(List<String> servers) throws InterruptedException {
        for (Director director : directors()) {
            steps.await(
                    director.machine().name() + " has " + servers,
                    NOTICED,
                    () -> director.table().servers(QUORUM).equals(servers));
        }
        steps.see("others stay", scenario.first().table().servers(NAT));
    }

    private static String lastNote(String director) {
        try {
            Path notes = Path.of("/run/notes");
            return !Files.exists(notes)
                    ? ""
                    : Files.readAllLines(notes).stream()
                            .filter(line -> line.startsWith(director + " "))
                            .reduce("", (_, later) -> later);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Integer> answers(String number) {
        return scenario.client().call(() -> Client.count(Addresses.service(false, number, Addresses.HTTP), 6));
    }

    private List<Director> directors() {
        return List.of(scenario.first(), scenario.second());
    }
}
