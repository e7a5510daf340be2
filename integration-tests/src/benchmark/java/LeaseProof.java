import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.AgentProcess;
import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Cidr;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.Lab;
import holdfast.drill.measure.AddressHistory;
import holdfast.drill.measure.Observation;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lease, proved from outside: pairs of nodes whose master is killed, frozen or starved again and again, at any moment between two adverts. Both
 * nodes have priority 254, the highest of a backup, and so the shortest patience there is; they do not preempt, so each run begins with the roles
 * changed. Who holds the address is the word of the kernel of each node ({@code ip monitor}).
 */
final class LeaseProof {
    private static final int PAIRS = 6;
    private static final int VRID = 51;
    private static final InetAddress VIP = InetAddress.ofLiteral("192.0.2.100");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long a starved master gets next to nothing: longer than anything takes. */
    private static final Duration STARVED = Duration.ofSeconds(6);

    private LeaseProof() {}

    /** What is done to the master. */
    private enum Fate {
        KILLED("kill -9 of the agent and its guardian"),
        FROZEN("SIGSTOP of the agent and its guardian"),
        STARVED("0.1 to 5 % of a processor, shared with busy loops");

        private final String text;

        Fate(String text) {
            this.text = text;
        }
    }

    /**
     * One run.
     *
     * @param fate what was done
     * @param overlap how long both nodes had the address
     * @param removed when the master lost it, counted from what was done; empty: it kept it
     * @param gap from the loss to the takeover, negative when that came first; empty: nobody took over
     */
    private record Run(Fate fate, Duration overlap, Optional<Duration> removed, Optional<Duration> gap) {}

    /** Two nodes on a network of their own. */
    private static final class Pair implements AutoCloseable {
        private final Lab lab = Lab.open();
        private final String interval;
        private final Observation seen;
        private AgentProcess master;
        private AgentProcess backup;

        Pair(Path launcher, String interval) {
            this.interval = interval;
            Bridge network = lab.addNetwork();
            master = agent("a", 1, network, launcher);
            backup = agent("b", 2, network, launcher);
            seen = Observation.begin(lab, List.of(master.host(), backup.host()));
        }

        private AgentProcess agent(String name, int number, Bridge network, Path launcher) {
            Host host = lab.addHost(name);
            host.plug(network, "eth0", List.of(Cidr.parse("192.0.2." + number + "/24")));
            return new AgentProcess(host, new AgentKind.Holdfast(launcher));
        }

        void begin() throws InterruptedException {
            start(master);
            await("the first is master", () -> holds(master));
            start(backup);
            Thread.sleep(3_000);
        }

        private void start(AgentProcess agent) {
            agent.start("""
                    vrrp_instance VI_1 {
                        state BACKUP
                        nopreempt
                        interface eth0
                        version 3
                        virtual_router_id %d
                        priority 254
                        advert_int %s
                        virtual_ipaddress {
                            192.0.2.100/24
                        }
                    }
                    """.formatted(VRID, interval), "--guardian");
        }

        Run run(Fate fate) throws InterruptedException, IOException {
            Thread.sleep(1_000 + ThreadLocalRandom.current().nextInt(1_000));
            if (!holds(master) || holds(backup)) {
                throw new IllegalStateException("the run before has left another state than one master");
            }
            AgentProcess old = master;
            AgentProcess next = backup;
            Instant began = switch (fate) {
                case KILLED -> killed(old, next);
                case FROZEN -> frozen(old, next);
                case STARVED -> starved(old);
            };
            await("one master", () -> holds(master) != holds(backup));
            Thread.sleep(1_000);
            return judge(fate, old, next, began);
        }

        private Instant killed(AgentProcess old, AgentProcess next) {
            Instant began = old.kill();
            awaitTakeover(old, next);
            start(old);
            return began;
        }

        private Instant frozen(AgentProcess old, AgentProcess next) throws InterruptedException {
            Instant began = old.freeze();
            awaitTakeover(old, next);
            Thread.sleep(ThreadLocalRandom.current().nextInt(1_500));
            old.thaw();
            return began;
        }

        /** It may be starved to death or just late: both are right, two holders are not. */
        private Instant starved(AgentProcess old) throws InterruptedException, IOException {
            Instant began = Instant.now();
            try (Starvation _ = Starvation.of(old, lab.prefix(), 1 + ThreadLocalRandom.current().nextInt(50))) {
                Thread.sleep(STARVED);
            }
            await("one master", () -> holds(master) != holds(backup));
            if (!holds(old)) {
                changeRoles();
            }
            return began;
        }

        private void awaitTakeover(AgentProcess old, AgentProcess next) {
            await("a takeover, and the address gone from " + old.host(), () -> holds(next) && !holds(old));
            changeRoles();
        }

        private void changeRoles() {
            AgentProcess former = master;
            master = backup;
            backup = former;
        }

        private Run judge(Fate fate, AgentProcess old, AgentProcess next, Instant began) {
            AddressHistory history = seen.addresses();
            String from = old.host().name();
            String to = next.host().name();
            Optional<Instant> lost = history.first(from, VIP, false, began);
            Optional<Instant> taken = history.first(to, VIP, true, began);
            return new Run(
                    fate,
                    history.overlap(from, to, VIP, began, Instant.now()),
                    lost.map(at -> Duration.between(began, at)),
                    lost.flatMap(at -> taken.map(then -> Duration.between(at, then))));
        }

        private boolean holds(AgentProcess agent) {
            return seen.addresses().holds(agent.host().name(), VIP);
        }

        private void await(String what, java.util.function.BooleanSupplier condition) {
            if (!seen.await(condition, PATIENCE)) {
                throw new IllegalStateException("not within " + PATIENCE.toSeconds() + " s: " + what + "; see "
                        + lab.directory() + " while this runs");
            }
        }

        @Override
        public void close() {
            try (lab) {
                seen.close();
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        String interval = arguments.length > 2 ? arguments[2] : "1";
        Path launcher = Path.of(arguments[0]);
        List<Pair> pairs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(PAIRS)) {
            for (int i = 0; i < Math.min(PAIRS, runs); i++) {
                pairs.add(new Pair(launcher, interval));
            }
            AtomicInteger next = new AtomicInteger();
            List<Future<List<Run>>> results =
                    pairs.stream().map(pair -> threads.submit(() -> runs(pair, next, runs))).toList();
            System.exit(print(all(results), runs, interval) ? 0 : 1);
        } finally {
            pairs.forEach(Pair::close);
        }
    }

    private static List<Run> runs(Pair pair, AtomicInteger next, int most) throws InterruptedException, IOException {
        List<Run> done = new ArrayList<>();
        pair.begin();
        for (int run = next.getAndIncrement(); run < most; run = next.getAndIncrement()) {
            done.add(pair.run(Fate.values()[run % Fate.values().length]));
        }
        return done;
    }

    /** A pair that comes to nothing is a failure, not a reason to hide what the others showed. */
    private static List<Run> all(List<Future<List<Run>>> results) throws InterruptedException {
        List<Run> runs = new ArrayList<>();
        for (Future<List<Run>> result : results) {
            try {
                runs.addAll(result.get());
            } catch (ExecutionException e) {
                System.err.println("a pair of nodes gave up: " + e.getCause().getMessage());
            }
        }
        return runs;
    }

    private static boolean print(List<Run> runs, int wanted, String interval) {
        Map<Fate, List<Run>> byFate = new EnumMap<>(Fate.class);
        runs.forEach(run -> byFate.computeIfAbsent(run.fate(), _ -> new ArrayList<>()).add(run));
        System.out.printf("adverts every %s s, backup of priority 254; times in milliseconds%n%n", interval);
        System.out.printf("%-54s %5s %10s %10s %10s %10s%n", "", "runs", "takeovers", "latest", "least", "two");
        System.out.printf("%-54s %5s %10s %10s %10s %10s%n", "", "", "", "removal", "gap", "holders");
        byFate.forEach((fate, some) -> row(fate.text, some));
        row("all", runs);
        boolean proved = runs.size() == wanted && runs.stream().allMatch(run -> run.overlap().isZero());
        System.out.println(proved ? "\nnever two holders" : "\nNOT PROVED");
        return proved;
    }

    private static void row(String what, List<Run> runs) {
        List<Duration> gaps = runs.stream().flatMap(run -> run.gap().stream()).toList();
        System.out.printf(
                Locale.ROOT,
                "%-54s %5d %10d %10s %10s %10s%n",
                what,
                runs.size(),
                gaps.size(),
                text(runs.stream().flatMap(run -> run.removed().stream()).max(Comparator.naturalOrder())),
                text(gaps.stream().min(Comparator.naturalOrder())),
                text(runs.stream().map(Run::overlap).max(Comparator.naturalOrder())));
    }

    private static String text(Optional<Duration> time) {
        return time.map(known -> Long.toString(known.toMillis())).orElse("-");
    }
}
