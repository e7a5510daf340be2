package holdfast.it.lvs;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The other director takes over, connections included. */
final class FailoverSteps {
    /** Three adverts of half a second and the skew time; the rest is for a busy machine. */
    private static final Duration TAKEOVER = Duration.ofSeconds(6);

    private static final InetSocketAddress SERVICE = Addresses.service(false, Addresses.NAT, Addresses.HTTP);

    private final Scenario scenario;
    private final Steps steps;

    FailoverSteps(Scenario scenario) {
        this.scenario = scenario;
        this.steps = scenario.steps();
    }

    void run() {
        try (Conversation conversation = new Conversation(scenario.client(), SERVICE)) {
            steps.step("the sync daemon tells the other director of a connection", () -> synchronised(conversation));
            steps.step(
                    "a director without its cables is replaced, and a connection survives",
                    () -> Map.of("d2", scenario.second().savedTable()),
                    () -> lost(conversation));
            steps.step("it comes back, and the connection survives", scenario::tables, () -> back(conversation));
        }
        steps.step("an orderly stop hands over connections, addresses first", this::stop);
        steps.step("a stopped director starts again", scenario::tables, () -> {
            scenario.first().start();
            steps.await("d1 is master", Duration.ofSeconds(60), scenario.first()::isMaster);
            scenario.awaitComplete();
        });
    }

    private void synchronised(Conversation conversation) throws InterruptedException {
        speak(conversation, 5);
        for (Director director : List.of(scenario.first(), scenario.second())) {
            String daemon = director.machine().run("ipvsadm", "--list", "--daemon");
            String role = director.equals(scenario.first()) ? "master" : "backup";
            steps.check(
                    "the sync daemon of " + director.machine().name(),
                    daemon.strip(),
                    daemon.contains(role + " sync daemon (mcast=eth1, syncid=7")
                            && daemon.lines().count() == 1);
        }
        steps.await("d2 knows the connection", Scenario.SOON, () -> knows(scenario.second(), conversation));
    }

    private static boolean knows(Director director, Conversation conversation) {
        return director.machine().proc("ip_vs_conn").stream()
                .anyMatch(line -> line.contains(conversation.digits()) && line.contains("ESTABLISHED"));
    }

    private void lost(Conversation conversation) throws InterruptedException {
        try (Load load = new Load(scenario.client(), SERVICE)) {
            Thread.sleep(500);
            scenario.cluster().plug("d1", false);
            steps.await("d2 is master", TAKEOVER, scenario.second()::isMaster);
            speak(conversation, 2);
            Thread.sleep(1_000);
            steps.awaitLasting(
                    "the table of d2 is complete",
                    Scenario.SOON,
                    Scenario.LASTING,
                    () -> Scenario.isComplete(scenario.second()));
            gap(load);
        }
    }

    private void back(Conversation conversation) throws InterruptedException {
        try (Load load = new Load(scenario.client(), SERVICE)) {
            Thread.sleep(500);
            scenario.cluster().plug("d1", true);
            steps.await(
                    "d1 alone is master",
                    Scenario.SOON,
                    () -> scenario.first().isMaster() && !scenario.second().isMaster());
            scenario.awaitComplete();
            speak(conversation, 2);
            gap(load);
        }
    }

    private void stop() throws InterruptedException {
        Director first = scenario.first();
        try (Conversation conversation = new Conversation(scenario.client(), SERVICE);
                TableWatch watch = new TableWatch(first)) {
            speak(conversation, 5);
            steps.await("d2 knows the connection", Scenario.SOON, () -> knows(scenario.second(), conversation));
            first.stop();
            int status = first.ended();
            steps.check("exit status", status, status == 0);
            steps.await("d2 is master", TAKEOVER, scenario.second()::isMaster);
            speak(conversation, 2);
            steps.check("addresses outlived the table", watch.addressOutlivedTable(), !watch.addressOutlivedTable());
        }
        steps.check("addresses of d1", first.isMaster(), !first.isMaster());
        steps.check("table of d1", first.savedTable(), first.savedTable().isEmpty());
        String daemons = first.machine().run("ipvsadm", "--list", "--daemon").strip();
        steps.check("sync daemons of d1", daemons, daemons.isEmpty());
    }

    private void speak(Conversation conversation, int lines) {
        for (int i = 0; i < lines; i++) {
            String answer = conversation.speak();
            steps.check("answer on the long connection", answer, Addresses.SERVERS.contains(answer));
        }
    }

    private void gap(Load load) {
        steps.check(
                "longest time without service, ms",
                load.longestGapMillis(),
                load.longestGapMillis() < TAKEOVER.toMillis());
        steps.see("requests", load.requests().size());
        steps.see("failed requests", load.failures().size());
    }
}
