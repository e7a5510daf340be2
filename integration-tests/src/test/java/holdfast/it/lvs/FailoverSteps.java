package holdfast.it.lvs;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The other director takes over, connections included. */
final class FailoverSteps {
    /** Three adverts of half a second and the skew time; the rest is for a busy machine. */
    private static final Duration TAKEOVER = Duration.ofSeconds(10);

    /** Less than a takeover, or there would be no telling how long that was. */
    private static final int IMPATIENT_MILLIS = 1_500;

    private static final InetSocketAddress SERVICE = Addresses.service(false, Addresses.NAT, Addresses.HTTP);

    private final Scenario scenario;
    private final Steps steps;

    FailoverSteps(Scenario scenario) {
        this.scenario = scenario;
        this.steps = scenario.steps();
    }

    void run(TrafficSteps traffic) {
        List<Conversation> conversations = conversations();
        try (UdpFlowSteps flows = new UdpFlowSteps(scenario)) {
            steps.step("the sync daemon tells the other director of connections", () -> synchronised(conversations));
            flows.begin();
            steps.step(
                    "a director without its cables is replaced, and connections survive",
                    this::secondTable,
                    () -> lost(conversations));
            flows.goOn("UDP flows go on with their servers, through the other director", this::secondTable);
            steps.step("the other director forwards in every way, too", traffic::weights);
            steps.step("it comes back, and the connections survive", this::bothTables, () -> back(conversations));
            flows.goOn("UDP flows go on when it is back", this::bothTables);
            conversations.forEach(Conversation::close);
            steps.step("an orderly stop hands over connections, addresses first", this::stop);
            flows.goOn("UDP flows go on after an orderly stop", this::secondTable);
        }
        steps.step("a stopped director starts again", this::bothTables, () -> {
            scenario.first().start();
            steps.await("d1 is master", Scenario.START, scenario.first()::isMaster);
            scenario.awaitComplete();
        });
    }

    private Map<String, List<String>> secondTable() throws InterruptedException {
        return Scenario.completeTables(scenario.second());
    }

    private Map<String, List<String>> bothTables() throws InterruptedException {
        return Scenario.completeTables(scenario.first(), scenario.second());
    }

    /** For each way of forwarding one over IPv4 and one over IPv6. */
    private List<Conversation> conversations() {
        return Stream.of(false, true)
                .flatMap(ipv6 -> Stream.of(Addresses.NAT, Addresses.DIRECT, Addresses.TUNNEL)
                        .map(number ->
                                new Conversation(scenario.client(), Addresses.service(ipv6, number, Addresses.HTTP))))
                .toList();
    }

    private void synchronised(List<Conversation> conversations) throws InterruptedException {
        speak(conversations, 5);
        for (Director director : List.of(scenario.first(), scenario.second())) {
            String daemon = director.machine().run("ipvsadm", "--list", "--daemon");
            String role = director.equals(scenario.first()) ? "master" : "backup";
            steps.check(
                    "the sync daemon of " + director.machine().name(),
                    daemon.strip(),
                    daemon.contains(role + " sync daemon (mcast=eth1, syncid=7")
                            && daemon.lines().count() == 1);
        }
        steps.await("d2 knows the connections", Scenario.SOON, () -> knows(scenario.second(), conversations));
    }

    private static boolean knows(Director director, List<Conversation> conversations) {
        List<String> lines = director.machine().proc("ip_vs_conn");
        return conversations.stream()
                .allMatch(one ->
                        lines.stream().anyMatch(line -> line.contains(one.digits()) && line.contains("ESTABLISHED")));
    }

    private void lost(List<Conversation> conversations) throws InterruptedException {
        try (Load load = new Load(scenario.client(), SERVICE, IMPATIENT_MILLIS)) {
            Thread.sleep(500);
            scenario.cluster().plug("d1", false);
            steps.await("d2 is master", TAKEOVER, scenario.second()::isMaster);
            speak(conversations, 2);
            Thread.sleep(1_000);
            steps.awaitLasting(
                    "the table of d2 is complete",
                    Scenario.SOON,
                    Scenario.LASTING,
                    () -> Scenario.isComplete(scenario.second()));
            gap(load);
        }
    }

    private void back(List<Conversation> conversations) throws InterruptedException {
        try (Load load = new Load(scenario.client(), SERVICE, IMPATIENT_MILLIS)) {
            Thread.sleep(500);
            scenario.cluster().plug("d1", true);
            steps.await(
                    "d1 alone is master",
                    Scenario.SOON,
                    () -> scenario.first().isMaster() && !scenario.second().isMaster());
            scenario.awaitComplete();
            speak(conversations, 2);
            gap(load);
        }
    }

    private void stop() throws InterruptedException {
        Director first = scenario.first();
        try (Conversation conversation = new Conversation(scenario.client(), SERVICE);
                TableWatch watch = new TableWatch(first.machine())) {
            speak(List.of(conversation), 5);
            steps.await(
                    "d2 knows the connection", Scenario.SOON, () -> knows(scenario.second(), List.of(conversation)));
            first.stop();
            int status = first.ended();
            steps.check("exit status", status, status == 0);
            steps.await("d2 is master", TAKEOVER, scenario.second()::isMaster);
            speak(List.of(conversation), 2);
            steps.check("addresses outlived the table", watch.addressOutlivedTable(), !watch.addressOutlivedTable());
        }
        steps.check("addresses of d1", first.isMaster(), !first.isMaster());
        steps.check("table of d1", first.savedTable(), first.savedTable().isEmpty());
        String daemons = first.machine().run("ipvsadm", "--list", "--daemon").strip();
        steps.check("sync daemons of d1", daemons, daemons.isEmpty());
    }

    private void speak(List<Conversation> conversations, int lines) {
        for (Conversation conversation : conversations) {
            for (int i = 0; i < lines; i++) {
                String answer = conversation.speak();
                steps.check(conversation.toString(), answer, Addresses.SERVERS.contains(answer));
            }
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
