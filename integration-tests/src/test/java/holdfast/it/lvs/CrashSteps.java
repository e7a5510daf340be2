package holdfast.it.lvs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An agent dies without a word; its kernel goes on. */
final class CrashSteps {
    private final Scenario scenario;
    private final Steps steps;

    CrashSteps(Scenario scenario) {
        this.scenario = scenario;
        this.steps = scenario.steps();
    }

    void run() {
        Director first = scenario.first();
        try (Load load = new Load(scenario.client(), Addresses.service(false, Addresses.FIXED, Addresses.HTTP));
                TableWatch watch = new TableWatch(first.machine())) {
            steps.step("a killed agent leaves the table serving", scenario::tables, () -> {
                Thread.sleep(1_000);
                List<String> before = first.savedTable();
                first.kill();
                steps.await("d2 is master", Scenario.SOON, scenario.second()::isMaster);
                Thread.sleep(1_000);
                steps.check("the table stays", before.equals(first.savedTable()), before.equals(first.savedTable()));
                steps.see("requests", load.requests().size());
                steps.check("failures", load.failures(), load.failures().isEmpty());
            });
            steps.step("the restarted agent adopts the table without touching live entries", scenario::tables, () -> {
                List<Long> before = connections(first);
                first.start();
                steps.await(
                        "d1 alone is master",
                        Scenario.START,
                        () -> first.isMaster() && !scenario.second().isMaster());
                scenario.awaitComplete();
                Thread.sleep(2_000);
                List<Long> after = connections(first);
                steps.see("connections before", before);
                steps.check("connections", after, isNowhereSmaller(before, after));
                steps.check(
                        "fewest real servers",
                        watch.fewestServers(),
                        watch.fewestServers() == 3L * DirectorConf.SERVICES);
                steps.see("requests", load.requests().size());
                steps.check("failures", load.failures(), load.failures().isEmpty());
            });
        }
    }

    /** How many connections each entry has seen: an entry that was made again has forgotten them. */
    private static List<Long> connections(Director director) {
        List<Long> counts = new ArrayList<>();
        director.machine()
                .run("ipvsadm", "-Ln", "--stats", "--exact", "--sort")
                .lines()
                .skip(3)
                .map(line -> line.strip().split(" +", -1))
                .forEach(words -> counts.add(Long.parseLong(words[words.length - 5])));
        return counts;
    }

    private static boolean isNowhereSmaller(List<Long> before, List<Long> after) {
        return before.size() == after.size()
                && IntStream.range(0, before.size()).allMatch(i -> after.get(i) >= before.get(i));
    }
}
