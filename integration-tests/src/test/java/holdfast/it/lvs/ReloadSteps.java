package holdfast.it.lvs;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The configuration changes, and somebody else changes the table. */
final class ReloadSteps {
    private static final String NAT = IpvsTable.service("TCP", false, Addresses.NAT, Addresses.HTTP);

    /** The agent looks at the table every five seconds, less often where looking takes long. */
    private static final Duration RESTORED = Duration.ofSeconds(45);

    private final Scenario scenario;
    private final Steps steps;

    ReloadSteps(Scenario scenario) {
        this.scenario = scenario;
        this.steps = scenario.steps();
    }

    void run(boolean restores) {
        steps.step("a reload changes a weight without one failed request", scenario::tables, () -> weight(7));
        steps.step("a reload changes it back", scenario::tables, () -> weight(3));
        steps.step("a reload removes a real server", scenario::tables, () -> {
            both(conf -> conf.servers("r1", "r2"));
            for (Director director : directors()) {
                steps.await(
                        director.machine().name() + " has removed r3",
                        Scenario.SOON,
                        () -> director.table().entries("r3") == 0);
            }
        });
        steps.step("a reload adds it again without one failed request", scenario::tables, () -> {
            try (Load load = new Load(scenario.client(), Addresses.service(false, Addresses.NAT, Addresses.HTTP))) {
                both(conf -> conf.servers("r1", "r2", "r3"));
                scenario.awaitComplete();
                steps.see("requests", load.requests().size());
                steps.check("failures", load.failures(), load.failures().isEmpty());
            }
        });
        if (restores) { // Keepalived never looks at what is in the table
            steps.step("what others change in the table is restored", scenario::tables, this::outsider);
        }
    }

    private void weight(int weight) throws InterruptedException {
        try (Load load = new Load(scenario.client(), Addresses.service(false, Addresses.NAT, Addresses.HTTP))) {
            Thread.sleep(500);
            both(conf -> conf.firstWeight(weight));
            for (Director director : directors()) {
                steps.await(
                        director.machine().name() + " has the weight",
                        Scenario.SOON,
                        () -> director.table()
                                .weight(NAT, "r1")
                                .filter(now -> now == weight)
                                .isPresent());
            }
            Thread.sleep(500);
            steps.see("requests", load.requests().size());
            steps.check("failures", load.failures(), load.failures().isEmpty());
        }
        steps.check(
                "d1 is master", scenario.first().isMaster(), scenario.first().isMaster());
        scenario.awaitComplete();
    }

    private void outsider() throws InterruptedException {
        Director director = scenario.first();
        List<String> before = director.savedTable();
        String nat = Addresses.front(false, Addresses.NAT) + ":80";
        String persistent = Addresses.front(false, Addresses.PERSISTENT) + ":80";
        director.machine().run("ipvsadm", "-d", "-t", nat, "-r", Addresses.server(false, "r2") + ":80");
        director.machine()
                .run("ipvsadm", "-e", "-t", nat, "-r", Addresses.server(false, "r1") + ":80", "-m", "-w", "9");
        director.machine().run("ipvsadm", "-D", "-t", persistent);
        steps.await(
                "all three were noticed",
                RESTORED,
                () -> Stream.of(
                                "[10.20.0.12]:tcp:80 of VS [10.10.0.100]:tcp:80 was removed, adding it again",
                                "[10.20.0.11]:tcp:80 of VS [10.10.0.100]:tcp:80 was edited, setting it back to weight 3",
                                "VS [10.10.0.104]:tcp:80 was removed, adding it again")
                        .allMatch(director::hasLogged));
        steps.await("the table is complete", RESTORED, () -> Scenario.isComplete(director));
        steps.check("the table is as before", director.savedTable(), before.equals(director.savedTable()));
    }

    private void both(UnaryOperator<DirectorConf> change) {
        directors().forEach(director -> director.reload(change.apply(director.conf())));
    }

    private List<Director> directors() {
        return List.of(scenario.first(), scenario.second());
    }
}
