import bench.ManyServers;
import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.ConfigurationCheck;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.LocalMachine;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.events.Journal;
import holdfast.agent.loop.Reconfiguration;
import holdfast.agent.lvs.CheckTools;
import holdfast.agent.lvs.LvsLoop;
import holdfast.agent.lvs.LvsPlan;
import holdfast.agent.lvs.OrderBook;
import holdfast.agent.lvs.Outlets;
import holdfast.agent.lvs.Rebalancing;
import holdfast.agent.lvs.Replanner;
import holdfast.agent.mail.MailSender;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.Planner;
import holdfast.agent.reload.ReloadFacts;
import holdfast.conf.again.Rereader;
import holdfast.conf.model.Configuration;
import holdfast.track.notify.NotifyRunner;
import holdfast.track.run.ScriptRunner;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How much work a reload is whose file has three differences: from the file to the changes of the table, and to the checks. The steps and
 * their order are those of the agent, and so are the loops; only the table is one in memory that takes all changes.
 */
final class ReloadTime {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int REAL_SERVERS_EACH = 2;
    private static final Duration IDLE = Duration.ofMillis(100);

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

    /** CPU time of this process, its garbage collections included. */
    private static long workNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double milli(long from, long until) {
        return (until - from) / NANOS_PER_MILLI;
    }

    private final Rereader rereader = new Rereader();
    private final ScriptRunner scripts = new ScriptRunner();
    private final Replanner planner = new Replanner(CheckTools.with(scripts, false));
    private final TableInMemory table = new TableInMemory();
    private final Bystander bystander = new Bystander();
    private LvsLoop loop;
    private Configuration former;
    private AgentPlan formerRouters;

    private Configuration read(Path file) {
        CheckedConfiguration checked = new ConfigurationCheck(new FileSourceLoader(), new LocalMachine())
                .with(rereader)
                .check(file.toString(), NodeFacts.now(Optional.empty()), false);
        if (!checked.isRunnable()) {
            throw new IllegalStateException(checked.render());
        }
        return checked.parse().configuration();
    }

    /** What is done behind what has been waited for is done, such as by the checks' thread; when that was. */
    private static long workUntilIdle() throws InterruptedException {
        long before = workNanos();
        while (true) {
            Thread.sleep(IDLE);
            long now = workNanos();
            if (now - before < IDLE.toNanos() / 10) {
                return before;
            }
            before = now;
        }
    }

    /** What the log and {@code holdfast reload} tell of it. */
    private int told(Configuration configuration, AgentPlan routers, Rebalancing balancing) {
        return new ReloadFacts(
                        former,
                        configuration,
                        new Reconfiguration(
                                formerRouters, routers, Set.of(), Set.of(), List.of(), List.of(), List.of()),
                        Optional.of(balancing))
                .steps()
                .size();
    }

    private void start(LvsPlan plan) throws InterruptedException {
        loop = LvsLoop.start(
                plan,
                () -> table,
                new Outlets(new NotifyRunner(scripts), new MailSender(), new Journal()),
                OrderBook.none(),
                Set.of());
        table.awaitLook();
    }

    /** One reload, or the start; the work it was, and where its time went. */
    private double reload(Path file, int round, StringBuilder report) throws Exception {
        bystander.takeLatest();
        table.takeChanges();
        long workBefore = workNanos();
        long begin = System.nanoTime();
        Configuration configuration = read(file);
        long read = System.nanoTime();
        AgentPlan routers = new Planner(false, true).plan(configuration);
        LvsPlan plan = planner.next(configuration);
        long planned = System.nanoTime();
        int told = 0;
        long done;
        if (loop == null) {
            start(plan);
            done = System.nanoTime();
        } else {
            Rebalancing balancing = loop.reload(plan).get();
            done = System.nanoTime();
            told = told(configuration, routers, balancing);
        }
        former = configuration;
        formerRouters = routers;
        long end = System.nanoTime();
        int changes = table.takeChanges();
        long work = workUntilIdle();
        report.append(String.format(
                Locale.ROOT,
                "%s: read %.0f ms, plan %.0f ms, apply %.0f ms, %d steps told %.0f ms; %.0f ms of a core; %d changes of the table; "
                        + "another thread was late by %.0f ms at most%n",
                round == 0 ? "start" : "reload " + round,
                milli(begin, read),
                milli(read, planned),
                milli(planned, done),
                told,
                milli(done, end),
                milli(workBefore, work),
                changes,
                milli(0, bystander.takeLatest())));
        return milli(workBefore, work);
    }

    /** Arguments: how many reloads (default 5), how many real servers (default 37,000). */
    public static void main(String... arguments) throws Exception {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int realServers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 37_000;
        Path directory = Files.createTempDirectory("reload-time");
        List<Double> times = new ArrayList<>();
        var report = new StringBuilder();
        var benchmark = new ReloadTime();
        for (int round = 0; round <= runs; round++) {
            Path file = directory.resolve("many.conf");
            Files.writeString(file, text(realServers / REAL_SERVERS_EACH, round));
            if (round > 0) {
                benchmark.table.awaitLook();
                workUntilIdle();
            }
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
