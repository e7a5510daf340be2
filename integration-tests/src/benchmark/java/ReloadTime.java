import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.ConfigurationCheck;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.LocalMachine;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.loop.Reconfiguration;
import holdfast.agent.lvs.CheckTools;
import holdfast.agent.lvs.LvsPlan;
import holdfast.agent.lvs.LvsPlanner;
import holdfast.agent.lvs.Rebalancing;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.Planner;
import holdfast.agent.reload.ReloadFacts;
import holdfast.check.Attempt;
import holdfast.check.Check;
import holdfast.check.CheckDefinition;
import holdfast.check.CheckId;
import holdfast.check.CheckLoop;
import holdfast.check.CheckTiming;
import holdfast.check.Probe;
import holdfast.check.Verdict;
import holdfast.conf.again.Rereader;
import holdfast.conf.model.Configuration;
import holdfast.ipvs.BalancingEffect;
import holdfast.ipvs.BalancingEvent;
import holdfast.ipvs.KernelTable;
import holdfast.ipvs.VirtualServers;
import holdfast.track.run.ScriptRunner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SelectionKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * How much work a reload is whose file has three differences: from the file to the changes of the kernel's table, with a table that takes all
 * of them, and to the checks. The steps and their order are those of the agent.
 */
final class ReloadTime {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int REAL_SERVERS_EACH = 2;

    private ReloadTime() {}

    /** A virtual server as people write them. */
    private static String virtualServer(int number, int weight, int realServers) {
        StringBuilder text = new StringBuilder(ManyServers.head(address(10, number), 600));
        for (int server = 1; server <= realServers; server++) {
            text.append(ManyServers.realServer(address(20 + server, number), weight, number % 2 != 0));
        }
        return text.append("}\n\n").toString();
    }

    private static String address(int net, int number) {
        return net + "." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    /** In round 0, 1, 2 ...: another weight of one virtual server's real servers, one real server less, one virtual server more. */
    private static String text(int virtualServers, int round) {
        StringBuilder text = new StringBuilder("global_defs {\n    router_id many\n}\n");
        for (int i = 0; i < virtualServers; i++) {
            boolean reweighted = round > 0 && i == 5 * round;
            boolean smaller = round > 0 && i == 7 * round + 1;
            text.append(virtualServer(i, reweighted ? 9 : 3, smaller ? REAL_SERVERS_EACH - 1 : REAL_SERVERS_EACH));
        }
        for (int i = 0; i < round; i++) {
            text.append(virtualServer(virtualServers + i, 1, 1));
        }
        return text.toString();
    }

    /** Ends at once: all orders before it have been taken. */
    private record Mark(CountDownLatch reached) implements Check {
        @Override
        public String keyword() {
            return "MARK";
        }

        @Override
        public Probe begin(Attempt attempt) {
            reached.countDown();
            attempt.end(new Verdict.Passed("reached"));
            return new Probe() {
                @Override
                public void ready(SelectionKey key) {}

                @Override
                public void timedOut() {}

                @Override
                public void close() {}
            };
        }
    }

    /** CPU time of this process, its garbage collections included. */
    private static long workNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double milli(long from, long until) {
        return (until - from) / NANOS_PER_MILLI;
    }

    private final Rereader rereader = new Rereader();
    private final CheckTools tools = CheckTools.with(new ScriptRunner(), false);
    private final CheckLoop loop = new CheckLoop(_ -> {}, new Random(1));
    private VirtualServers servers;
    private Configuration former;
    private AgentPlan formerRouters;
    private LvsPlan formerPlan;
    private int marks;

    private Configuration read(Path file) {
        CheckedConfiguration checked = new ConfigurationCheck(new FileSourceLoader(), new LocalMachine())
                .with(rereader)
                .check(file.toString(), NodeFacts.now(Optional.empty()), false);
        if (!checked.isRunnable()) {
            throw new IllegalStateException(checked.render());
        }
        return checked.parse().configuration();
    }

    private void check(LvsPlan plan) throws InterruptedException {
        var reached = new CountDownLatch(1);
        loop.replaceAll(plan.checks());
        Duration anyTime = Duration.ofHours(1);
        loop.add(new CheckDefinition(
                new CheckId("mark", "mark", marks++),
                new Mark(reached),
                new CheckTiming(anyTime, Duration.ZERO, 0, anyTime),
                false,
                false));
        reached.await();
    }

    /** What the log and {@code holdfast reload} tell of it. */
    private int told(Configuration configuration, AgentPlan routers, LvsPlan plan, List<BalancingEffect> effects) {
        return new ReloadFacts(
                        former,
                        configuration,
                        new Reconfiguration(
                                formerRouters, routers, Set.of(), Set.of(), List.of(), List.of(), List.of()),
                        Optional.of(new Rebalancing(formerPlan, plan, true, effects)))
                .steps()
                .size();
    }

    /** One reload; the work it was, and where its time went. */
    private double reload(Path file, int round, StringBuilder report) throws InterruptedException {
        long workBefore = workNanos();
        long begin = System.nanoTime();
        Configuration configuration = read(file);
        long read = System.nanoTime();
        AgentPlan routers = new Planner(false, true).plan(configuration);
        LvsPlan plan = LvsPlanner.plan(configuration, tools);
        long planned = System.nanoTime();
        List<BalancingEffect> effects;
        if (servers == null) {
            servers = new VirtualServers(plan.pool());
            effects = servers.on(new BalancingEvent.Started(KernelTable.EMPTY, Set.of()), 0);
        } else {
            effects = servers.on(new BalancingEvent.Reloaded(plan.pool()), 0);
        }
        long reduced = System.nanoTime();
        check(plan);
        long checked = System.nanoTime();
        int told = former == null ? 0 : told(configuration, routers, plan, effects);
        former = configuration;
        formerRouters = routers;
        formerPlan = plan;
        long end = System.nanoTime();
        long work = workNanos();
        long changes =
                effects.stream().filter(BalancingEffect.Ipvs.class::isInstance).count();
        report.append(String.format(
                Locale.ROOT,
                "%s: read %.0f ms, plan %.0f ms, reduce %.0f ms, checks %.0f ms, %d steps told %.0f ms; %.0f ms of a core; %d changes of the table%n",
                round == 0 ? "start" : "reload " + round,
                milli(begin, read),
                milli(read, planned),
                milli(planned, reduced),
                milli(reduced, checked),
                told,
                milli(checked, end),
                milli(workBefore, work),
                changes));
        if (changes < 100) {
            report.append(effects.stream()
                    .filter(BalancingEffect.Ipvs.class::isInstance)
                    .map(effect -> "    " + effect + "\n")
                    .collect(Collectors.joining()));
        }
        return milli(workBefore, work);
    }

    /** Arguments: how many reloads (default 5), how many real servers (default 37,000). */
    public static void main(String... arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int realServers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 37_000;
        Path directory = Files.createTempDirectory("reload-time");
        List<Double> times = new ArrayList<>();
        var report = new StringBuilder();
        var benchmark = new ReloadTime();
        for (int round = 0; round <= runs; round++) {
            Path file = directory.resolve("many.conf");
            Files.writeString(file, text(realServers / REAL_SERVERS_EACH, round));
            double time = benchmark.reload(file, round, report);
            if (round > 0) {
                times.add(time);
            }
            Files.delete(file);
        }
        Files.delete(directory);
        Collections.sort(times);
        System.out.print(report);
        System.out.printf(
                Locale.ROOT,
                "%d real servers, %d reloads: %.0f ms of work on one core (median; %.0f to %.0f; load %s)%n",
                realServers,
                runs,
                times.get(times.size() / 2),
                times.getFirst(),
                times.getLast(),
                Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
        System.exit(0);
    }
}
