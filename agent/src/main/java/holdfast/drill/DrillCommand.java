package holdfast.drill;

import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlPath;
import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.Lab;
import holdfast.drill.lab.LabException;
import holdfast.drill.lab.StaleLabs;
import holdfast.drill.live.LiveDrill;
import holdfast.drill.live.LiveDrillException;
import holdfast.drill.live.LiveReport;
import holdfast.drill.plan.PairPlan;
import holdfast.drill.plan.PlanException;
import holdfast.drill.report.DrillReport;
import holdfast.drill.report.HtmlReport;
import holdfast.drill.report.JsonReport;
import holdfast.drill.report.TextReport;
import holdfast.drill.scenario.Scenario;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The subcommand {@code drill}. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Builds two nodes, a client and three web servers in network namespaces, runs",
            "the real agent on both nodes, and drills it: orderly stop, crash, link loss,",
            "failing script, partition, frozen agent. Measures everything from outside and",
            "writes drill-report.html and drill-report.json.",
            "",
            "  holdfast drill --peer keepalived",
            "  holdfast drill --live VI_1",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every expectation held",
            "1:at least one did not",
            "2:wrong command line",
            "4:the drill cannot be done: not root, a package is missing, the configuration does not fit"
        })
public final class DrillCommand implements Callable<Integer> {
    /** The launcher says where it is in this environment variable, or a test in the property of the same name. */
    public static final String LAUNCHER = "HOLDFAST_LAUNCHER";

    private static final int HELD = 0;
    private static final int NOT_HELD = 1;
    private static final int CANNOT = 4;

    /** What runs on a node. */
    enum Agent {
        /** This project's agent. */
        HOLDFAST,
        /** Debian's keepalived. */
        KEEPALIVED
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--conf",
            arity = "2",
            paramLabel = "FILE",
            description =
                    "drill your own pair of configurations, first node's and second node's, instead of the embedded one; "
                            + "their interfaces are made in the lab, and HAProxy answers on port 80 of both nodes")
    private List<Path> configurations = List.of();

    @Option(
            names = "--peer",
            defaultValue = "holdfast",
            paramLabel = "AGENT",
            description = "what runs on the second node: holdfast (default) or keepalived")
    private String peer;

    @Option(
            names = "--first",
            defaultValue = "holdfast",
            paramLabel = "AGENT",
            description = "what runs on the first node: holdfast (default) or keepalived, for comparison")
    private String first;

    @Option(names = "--scenario", paramLabel = "NAME", description = "drill this one only; may be given several times")
    private List<String> names = List.of();

    @Option(names = "--list", description = "list the scenarios and stop")
    private boolean list;

    @Option(
            names = "--output",
            defaultValue = ".",
            paramLabel = "DIR",
            description = "where the two reports go (default: the current directory)")
    private Path output;

    @Option(names = "--keep", description = "keep configurations, logs and the packet capture, and say where")
    private boolean keep;

    @Option(
            names = "--live",
            paramLabel = "INSTANCE",
            description =
                    "no lab, but the daemon of this node: hand the instance or sync group over to the other node, and back")
    private Optional<String> live = Optional.empty();

    @Option(names = "--yes", description = "with --live: do not ask first")
    private boolean yes;

    @Option(names = "--force", description = "with --live: also where no other node is known to be there")
    private boolean force;

    @Option(names = "--json", description = "with --live: the report as JSON")
    private boolean json;

    @Option(
            names = "--control",
            paramLabel = "FILE",
            description = "with --live: the daemon's control socket (default: /run/holdfast/control.sock)")
    private Optional<Path> control = Optional.empty();

    private volatile boolean interrupted;

    /** Called by picocli. */
    public DrillCommand() {}

    /**
     * Runs the drill.
     *
     * @return the exit status
     */
    @Override
    public Integer call() {
        if (list) {
            Scenario.all().forEach(one -> spec.commandLine().getOut().printf("%-10s %s%n", one.name(), one.story()));
            spec.commandLine().getOut().flush();
            return HELD;
        }
        if (live.isPresent()) {
            return drillLive(live.get());
        }
        if (yes || force || json || control.isPresent()) {
            throw wrong("--yes, --force, --json and --control belong to --live INSTANCE");
        }
        List<Scenario> scenarios = chosen();
        Agent firstAgent = agent("--first", first);
        Agent secondAgent = agent("--peer", peer);
        try {
            return drill(scenarios, firstAgent, secondAgent);
        } catch (PlanException | LabException | IOException e) {
            if (!interrupted) { // else the lab was closed under the drill, which is no second failure
                System.err.println("holdfast drill: " + e.getMessage());
            }
            return CANNOT;
        }
    }

    private int drillLive(String name) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            LiveDrill drill = LiveDrill.of(
                    new ControlClient(control.orElse(ControlPath.DEFAULT)), name, force, json ? _ -> {} : out::println);
            if (!yes && !confirmed(drill.intention())) {
                return CANNOT;
            }
            LiveReport report = drill.run();
            out.print(json ? report.json().toPrettyString() + "\n" : report.text());
            out.flush();
            return report.passed() ? HELD : NOT_HELD;
        } catch (LiveDrillException e) {
            spec.commandLine().getErr().println("holdfast drill: " + e.getMessage());
            return CANNOT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CANNOT;
        }
    }

    private boolean confirmed(String intention) {
        Console console = Optional.ofNullable(System.console()) // not every runtime image has one
                .filter(Console::isTerminal)
                .orElseThrow(() ->
                        wrong("--live asks before it begins, and there is no terminal: --yes says that you mean it"));
        String answer = console.readLine("%sGo on? [y/N] ", intention);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private List<Scenario> chosen() {
        List<Scenario> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(Scenario.all().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> wrong("no scenario '" + name + "'; there are "
                            + String.join(
                                    ", ",
                                    Scenario.all().stream().map(Scenario::name).toList()))));
        }
        return chosen.isEmpty() ? Scenario.all() : chosen;
    }

    private Agent agent(String option, String name) {
        for (Agent agent : Agent.values()) {
            if (agent.name().equals(name.toUpperCase(Locale.ROOT))) {
                return agent;
            }
        }
        throw wrong(option + " is holdfast or keepalived, not '" + name + "'");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int drill(List<Scenario> scenarios, Agent firstAgent, Agent secondAgent) throws PlanException, IOException {
        PairPlan plan = configurations.isEmpty()
                ? PairLoader.embedded()
                : PairLoader.files(configurations.get(0), configurations.get(1));
        if (!SystemPackages.isRoot()) {
            throw new PlanException("needs root, because it builds network namespaces: sudo ./holdfast drill");
        }
        AgentKind firstKind = kind(firstAgent);
        AgentKind secondKind = kind(secondAgent);
        Files.createDirectories(output);
        PrintStream messages = System.out;
        SystemPackages.require(firstAgent == Agent.KEEPALIVED || secondAgent == Agent.KEEPALIVED, messages);
        List<String> stale = StaleLabs.clean();
        if (!stale.isEmpty()) {
            messages.println("removed what a killed drill had left behind: " + String.join(" ", stale));
        }
        Instant start = Instant.now();
        DrillReport report;
        try (LiveTimeline timeline = new LiveTimeline(messages, start, Drill.virtualAddresses(plan))) {
            report = runInLab(new Drill(plan, firstKind, secondKind, scenarios, timeline, start));
        }
        messages.print(TextReport.render(report));
        write("drill-report.html", HtmlReport.render(report), messages);
        write("drill-report.json", JsonReport.render(report), messages);
        return report.passed() ? HELD : NOT_HELD;
    }

    /** INT and TERM end the lab too: the hook closes it, and whatever the drill was doing then fails. */
    private DrillReport runInLab(Drill drill) {
        Lab lab = Lab.open(keep);
        Thread hook = Thread.ofPlatform().name("clean-up").unstarted(() -> {
            interrupted = true;
            System.err.println("holdfast drill: interrupted, cleaning up");
            lab.close();
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try (lab) {
            return drill.run(lab);
        } finally {
            if (!interrupted) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
            if (keep) {
                System.out.println("kept " + lab.directory());
            }
        }
    }

    private static AgentKind kind(Agent agent) throws PlanException {
        return switch (agent) {
            case KEEPALIVED -> new AgentKind.Keepalived();
            case HOLDFAST -> new AgentKind.Holdfast(launcher());
        };
    }

    private static Path launcher() throws PlanException {
        String path = System.getProperty(LAUNCHER, System.getenv(LAUNCHER));
        if (path == null || !Files.isExecutable(Path.of(path))) {
            throw new PlanException("does not know how to start the agent: " + LAUNCHER
                    + " names no executable file; start the drill through the launcher");
        }
        return Path.of(path);
    }

    private void write(String name, String content, PrintStream messages) throws IOException {
        Path file = output.resolve(name);
        Files.writeString(file, content);
        messages.println("wrote " + file.normalize());
    }

    /**
     * Runs the subcommand by itself, for development.
     *
     * @param arguments what would follow {@code drill}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DrillCommand()).execute(arguments));
    }
}
